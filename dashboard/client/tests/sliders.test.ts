// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { IDS } from "../src/contract";
import { nameSlider } from "../src/page/sliders";

const painting = () => new Promise((done) => window.requestAnimationFrame(done));

function thumb(id: string): Element | null {
  return document.querySelector(`#${id} [role=slider]`);
}

test("a slider gets its name and its value in words as soon as Dash has made it, and the brush its name", async () => {
  document.body.innerHTML = '<script id="words" type="application/json">{"canvas": {"brush": "Brush"}}</script>';
  nameSlider(IDS.layer, "Stage", "Pooling");
  await painting();
  for (const id of [IDS.layer, IDS.brush]) {
    document.body.insertAdjacentHTML("beforeend", `<div id="${id}"><span role="slider"></span></div>`);
  }
  await vi.waitFor(() => expect(thumb(IDS.brush)?.getAttribute("aria-label")).toBe("Brush"));
  expect(thumb(IDS.layer)?.getAttribute("aria-label")).toBe("Stage");
  expect(thumb(IDS.layer)?.getAttribute("aria-valuetext")).toBe("Pooling");
  nameSlider(IDS.layer, "Stage");
  expect(thumb(IDS.layer)?.hasAttribute("aria-valuetext")).toBe(false);
});
