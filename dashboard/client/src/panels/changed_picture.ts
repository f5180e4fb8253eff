// A slider that changes a picture, and what the network reads of it: pixels that are erased, or a little ink at each.
import { DRAWING } from "../contract";
import { make } from "../page/dom";
import { marked } from "../page/markup";
import { pixelCanvas } from "../page/pixels";

/** name: of the attribute that the slider is known by, and by which it has the focus again. last: its last place. */
export function changedPicture(label: string, name: string, last: number, place: number): HTMLElement[] {
  const range = { type: "range", min: "0", max: String(last), value: String(place) };
  const slider = make("input", { ...range, [`data-${name}`]: "", "data-key": name });
  const picture = make("div", { class: "left-over" });
  return [make("label", {}, make("span", {}, label), slider), picture, make("p", { class: "erased", role: "status" })];
}

/** pixels: of the picture at the slider's place. says: what is read of it. */
export function showChanged(panel: ParentNode, label: string, pixels: Uint8ClampedArray, says: string): void {
  const canvas = pixelCanvas(pixels, DRAWING.cells, { role: "img", "aria-label": label });
  panel.querySelector(".left-over")?.replaceChildren(canvas);
  const said = panel.querySelector(".erased");
  said?.replaceChildren(...marked(says));
  panel.querySelector(".erase input")?.setAttribute("aria-valuetext", said?.textContent ?? "");
}
