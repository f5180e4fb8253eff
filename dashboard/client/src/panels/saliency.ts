// The saliency over the drawing: each pixel of the network's input in its colour, on the place of the canvas that it came
// from. A switch on the canvas' corner shows and hides it. Another map can lie in its place.
import { COLOURS, DRAWING, IDS } from "../contract";
import { byId, closest, find, setText, when } from "../page/dom";
import { paintPixels } from "../page/pixels";
import { keep, kept } from "../page/storage";
import type { Saliency } from "../reading/answers";
import { arrayOf } from "../stages/numbers";
import { coloursOf } from "../stages/palette";
import { say } from "../words";

const KEY = "lenetlab-saliency";
const OFF = "off";

/** A map of another kind. label: what it shows. digit: that its colours speak for and against; null: of slopes, whose
 * colours say whether more ink helps. */
export interface OtherMap extends Saliency {
  name: string;
  label: string;
  digit: number | null;
}

let on = kept(KEY) !== OFF;
let ofPrediction: Saliency | null = null;
let other: OtherMap | null = null;
let otherIsOn = true; // Whoever asks for a map sees it, whatever they have chosen for the saliency.

/** Show the saliency of the prediction in view; null: there is none. Another map over the drawing is of an earlier one. */
export function showSaliency(saliency: Saliency | null): void {
  ofPrediction = saliency;
  layOver(null);
}

/** Lay another map over the drawing, in the place of the saliency, until the next reading; null: the saliency again. */
export function layOver(map: OtherMap | null): void {
  other = map;
  writeLegend();
  paint();
}

function isOn(): boolean {
  return other ? otherIsOn : on;
}

function paint(): void {
  const map = other ?? ofPrediction;
  const canvas = find<HTMLCanvasElement>(`#${IDS.saliency}`);
  canvas.hidden = !isOn() || map === null;
  find(".canvas-box").classList.toggle("with-saliency", !canvas.hidden);
  byId(IDS.saliencySwitch).setAttribute("aria-checked", String(isOn()));
  if (!map || canvas.hidden) return;
  for (const [side, part] of Object.entries(map.place)) canvas.style.setProperty(side, `${100 * part}%`);
  const pixels = coloursOf(arrayOf(map.values), COLOURS.overlayScale, -map.bound, map.bound);
  paintPixels(canvas, pixels, DRAWING.cells, DRAWING.cells);
}

/** What lies over the drawing, and what its colours mean. */
function writeLegend(): void {
  const digit = other?.digit ?? null;
  const help = other?.label ?? say("prediction.saliency_help");
  const legend = find(".saliency-legend");
  setText(byId(IDS.saliencySwitch), other?.name ?? say("prediction.saliency"));
  for (const element of [byId(IDS.saliencySwitch), legend]) element.title = help;
  find(`#${IDS.saliency}`).setAttribute("aria-label", other?.label ?? say("prediction.saliency_name"));
  setText(find(".raises", legend), digit === null ? say("prediction.raises") : say("attribution.raises", { digit }));
  setText(find(".lowers", legend), digit === null ? say("prediction.lowers") : say("attribution.lowers"));
}

document.addEventListener("click", (event) => {
  if (!closest(event, `#${IDS.saliencySwitch}`)) return;
  if (other) otherIsOn = !otherIsOn;
  else {
    on = !on;
    keep(KEY, on ? "on" : OFF);
  }
  paint();
});

/** Whoever opens the maps sees them. */
export function otherMapsAreOn(): void {
  otherIsOn = true;
}

when(() => document.getElementById(IDS.saliencySwitch), paint);
