// The methods of attribution as elements: their maps side by side to choose from, what the checks say of the one in
// view, and the drawing with the pixels erased that this map calls important.
import { COLOURS, DRAWING } from "../contract";
import { make } from "../page/dom";
import { parseMarkup, renderMarkup } from "../page/markup";
import type { Packed } from "../page/plotly";
import { arrayOf } from "../stages/numbers";
import { coloursOf } from "../stages/palette";
import { say } from "../words";
import { closeButton } from "./ledger";

const CELLS = DRAWING.cells;

/** One method's map. short: its name where there is little room. what: the method in a sentence. label: what the colours say. bound: the ends of their scale. */
export interface AttributionMap {
  method: string;
  name: string;
  short: string;
  what: string;
  label: string;
  values: Packed;
  bound: number;
}

/** The maps of all methods, of one digit. place: where the input lies, in parts of the canvas. */
export interface Attributions {
  digit: number;
  title: string;
  digits: { digit: number; text: string; answer: boolean }[];
  place: { left: number; top: number; width: number; height: number };
  maps: AttributionMap[];
}

/** What the checks of a map say. order: every pixel, those first that speak most for the digit. erased: what is read as
 * more and more of them are erased, at each place of the slider. */
export interface Checks {
  method: string;
  checks: string[];
  order: Packed;
  erased: string[];
}

/** All but what the checks fill in: see `fillChecks`. */
export function attributionElements(all: Attributions, chosen: AttributionMap, ink: number[]): HTMLElement[] {
  return [
    closeButton("close-reasons", say("attribution.close")),
    make("h3", { tabindex: "-1" }, all.title),
    digitChoice(all),
    methodButtons(all.maps, chosen, ink),
    make("p", { class: "method-what" }, make("strong", {}, chosen.name), ": ", chosen.what),
    make("p", { class: "ledger-how" }, chosen.label),
    make("div", { class: "erase" }),
    make("ul", { class: "checks", "aria-live": "polite" }),
  ];
}

function digitChoice({ digits, digit: chosen }: Attributions): HTMLElement {
  const options = digits.map(({ digit, text, answer }) => {
    const option = make("option", { value: answer ? "answer" : String(digit) }, text);
    option.selected = digit === chosen;
    return option;
  });
  const select = make("select", { class: "form-select form-select-sm", "data-key": "digit" }, ...options);
  return make("label", { class: "choice" }, make("span", {}, say("attribution.digit")), select);
}

function methodButtons(maps: readonly AttributionMap[], chosen: AttributionMap, ink: number[]): HTMLElement {
  const buttons = maps.map((map) => {
    const attributes = {
      type: "button",
      class: "method",
      "data-method": map.method,
      "data-key": map.method,
      title: map.name,
    };
    const pressed = String(map === chosen);
    const picture = pictureOfMap(map, ink);
    return make(
      "button",
      {
        ...attributes,
        "aria-pressed": pressed,
        "aria-label": map.short === map.name ? map.name : `${map.short}: ${map.name}`,
      },
      picture,
      map.short,
    );
  });
  return make("div", { class: "methods", role: "group", "aria-label": say("attribution.methods") }, ...buttons);
}

/** The ink in grey with the map over it. */
function pictureOfMap({ values, bound }: AttributionMap, ink: number[]): HTMLCanvasElement {
  const below = coloursOf(
    ink.map((level) => level * 0.5),
    COLOURS.inkScale,
    0,
    1,
  );
  const above = coloursOf(arrayOf(values), COLOURS.overlayScale, -bound, bound);
  return painted(below.map((level, i) => laidOver(level, above, i)));
}

/** One channel of a pixel with a translucent one laid over it. */
function laidOver(level: number, above: Uint8ClampedArray, i: number): number {
  if (i % 4 === 3) return 255;
  const alpha = (above[i - (i % 4) + 3] ?? 0) / 255;
  return level * (1 - alpha) + (above[i] ?? 0) * alpha;
}

function painted(pixels: Uint8ClampedArray): HTMLCanvasElement {
  const canvas = make("canvas", { width: String(CELLS), height: String(CELLS), "aria-hidden": "true" });
  const image = new ImageData(CELLS, CELLS);
  image.data.set(pixels);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}

// ---- the checks ----

/** What the checks say, and the slider that erases. step: how many of its places are erased. */
export function fillChecks(panel: ParentNode, checks: Checks, ink: number[], step: number): void {
  const lines = checks.checks.map((text) => make("li", {}, ...renderMarkup(parseMarkup(text))));
  panel.querySelector(".checks")?.replaceChildren(...lines);
  const last = String(checks.erased.length - 1);
  const slider = make("input", { type: "range", min: "0", max: last, value: String(step), "data-erase": "" });
  const label = make("label", {}, make("span", {}, say("attribution.erase")), slider);
  const said = make("p", { class: "erased", role: "status" });
  panel.querySelector(".erase")?.replaceChildren(label, make("div", { class: "left-over" }), said);
  showErased(panel, checks, ink, step);
}

export function showErased(panel: ParentNode, { order, erased }: Checks, ink: number[], step: number): void {
  const pixels = arrayOf(order);
  const count = Math.round((step * pixels.length) / (erased.length - 1));
  const left = [...ink];
  for (const pixel of pixels.subarray(0, count)) left[pixel] = Number.NaN;
  const picture = painted(withErased(left));
  picture.removeAttribute("aria-hidden");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", say("attribution.left"));
  panel.querySelector(".left-over")?.replaceChildren(picture);
  const said = panel.querySelector(".erased");
  said?.replaceChildren(...renderMarkup(parseMarkup(erased[step] ?? "")));
  panel.querySelector("[data-erase]")?.setAttribute("aria-valuetext", said?.textContent ?? "");
}

/** What is erased shows as paper of another shade, so that one sees where it was. */
function withErased(left: readonly number[]): Uint8ClampedArray {
  const pixels = coloursOf(left, COLOURS.inkScale, 0, 1);
  left.forEach((level, cell) => {
    if (Number.isNaN(level)) pixels.set(ERASED, 4 * cell);
  });
  return pixels;
}

const ERASED = [58, 66, 88, 255];
