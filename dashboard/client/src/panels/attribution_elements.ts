// The methods of attribution as elements: their maps side by side to choose from, what the checks say of the one in
// view, and the drawing with the pixels erased that this map calls important.
import { COLOURS, DRAWING } from "../contract";
import { make } from "../page/dom";
import { marked } from "../page/markup";
import { pixelCanvas } from "../page/pixels";
import type { Packed } from "../page/plotly";
import { arrayOf } from "../stages/numbers";
import { coloursOf } from "../stages/palette";
import { say } from "../words";
import { changedPicture, showChanged } from "./changed_picture";
import { choiceOf } from "./choice";
import { closeButton } from "./ledger";

const CELLS = DRAWING.cells;
const ERASED = [58, 66, 88, 255]; // Red, green, blue, alpha.

/** One method's map. short: its name where there is little room. what: the method in a sentence. label: what the colours
 * say. bound: the ends of their scale. */
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
    return { value: answer ? "answer" : String(digit), text, selected: digit === chosen };
  });
  return choiceOf(say("attribution.digit"), "digit", options);
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
  const pixels = below.map((level, i) => laidOver(level, above, i));
  return pixelCanvas(pixels, CELLS, { "aria-hidden": "true" });
}

/** One channel of a pixel with a translucent one laid over it. */
function laidOver(level: number, above: Uint8ClampedArray, i: number): number {
  if (i % 4 === 3) return 255;
  const alpha = (above[i - (i % 4) + 3] ?? 0) / 255;
  return level * (1 - alpha) + (above[i] ?? 0) * alpha;
}

// ---- the checks ----

/** What the checks say, and the slider that erases. step: how many of its places are erased. */
export function fillChecks(panel: ParentNode, checks: Checks, ink: number[], step: number): void {
  const lines = checks.checks.map((text) => make("li", {}, ...marked(text)));
  panel.querySelector(".checks")?.replaceChildren(...lines);
  const slider = changedPicture(say("attribution.erase"), "erase", checks.erased.length - 1, step);
  panel.querySelector(".erase")?.replaceChildren(...slider);
  showErased(panel, checks, ink, step);
}

export function showErased(panel: ParentNode, { order, erased }: Checks, ink: number[], step: number): void {
  const pixels = arrayOf(order);
  const count = Math.round((step * pixels.length) / (erased.length - 1));
  const left = [...ink];
  for (const pixel of pixels.subarray(0, count)) left[pixel] = Number.NaN;
  showChanged(panel, say("attribution.left"), withErased(left), erased[step] ?? "");
}

/** What is erased shows as paper of another shade, so that one sees where it was. */
function withErased(left: readonly number[]): Uint8ClampedArray {
  const pixels = coloursOf(left, COLOURS.inkScale, 0, 1);
  left.forEach((level, cell) => {
    if (Number.isNaN(level)) pixels.set(ERASED, 4 * cell);
  });
  return pixels;
}
