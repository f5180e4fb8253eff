// The saliency over the drawing: each pixel of the network's input in its colour, on the place of the canvas that it came
// from. A switch on the canvas' corner shows and hides it.
import { COLOURS, DRAWING, IDS } from "../contract";
import { byId, closest, find, when } from "../page/dom";
import { keep, kept } from "../page/storage";
import type { Saliency } from "../reading/answers";
import { arrayOf } from "../stages/numbers";
import { coloursOf } from "../stages/palette";

const KEY = "lenetlab-saliency";
const OFF = "off";

let on = kept(KEY) !== OFF;
let ofPrediction: Saliency | null = null;
let inItsPlace: Saliency | null = null;

/** Show the saliency of the prediction in view; null: there is none. Another map over the drawing is of an earlier one. */
export function showSaliency(saliency: Saliency | null): void {
  ofPrediction = saliency;
  inItsPlace = null;
  paint();
}

/** Lay another map over the drawing, in the place of the saliency, until the next reading; null: the saliency again. */
export function layOver(map: Saliency | null): void {
  inItsPlace = map;
  if (map && !on) turn(true);
  else paint();
}

function paint(): void {
  const latest = inItsPlace ?? ofPrediction;
  const canvas = find<HTMLCanvasElement>(`#${IDS.saliency}`);
  canvas.hidden = !on || latest === null;
  find(".canvas-box").classList.toggle("with-saliency", !canvas.hidden);
  byId(IDS.saliencySwitch).setAttribute("aria-checked", String(on));
  if (!latest || canvas.hidden) return;
  for (const [side, part] of Object.entries(latest.place)) canvas.style.setProperty(side, `${100 * part}%`);
  const image = new ImageData(DRAWING.cells, DRAWING.cells);
  image.data.set(coloursOf(arrayOf(latest.values), COLOURS.overlayScale, -latest.bound, latest.bound));
  canvas.width = DRAWING.cells;
  canvas.height = DRAWING.cells;
  canvas.getContext("2d")?.putImageData(image, 0, 0);
}

function turn(wanted: boolean): void {
  on = wanted;
  keep(KEY, on ? "on" : OFF);
  paint();
}

document.addEventListener("click", (event) => {
  if (!closest(event, `#${IDS.saliencySwitch}`)) return;
  turn(!on);
});

when(() => document.getElementById(IDS.saliencySwitch), paint);
