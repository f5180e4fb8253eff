// What would change the answer: the drawing without each of its strokes, which can be removed and moved, and a little ink
// at each pixel.
import { IDS } from "../contract";
import { byId, closest } from "../page/dom";
import { say } from "../words";
import { editStroke } from "./canvas";
import { currentDrawing } from "./canvas_figure";
import { reasonPanel } from "./reasons";
import { showNudged, type WhatIf, whatIfElements } from "./what_if_elements";

/** How far a stroke moves at once, in parts of the canvas: a cell of the network's input. */
const STRIDE = 1 / 28;
const WAYS: Record<string, readonly [right: number, down: number]> = {
  left: [-STRIDE, 0],
  right: [STRIDE, 0],
  up: [0, -STRIDE],
  down: [0, STRIDE],
};

let shown: WhatIf | null = null;
let about = ""; // The drawing that the rows speak of, as JSON.

const panel = reasonPanel<WhatIf>({
  id: IDS.whatIf,
  name: "what_if",
  opener: `#${IDS.whatIfOpen}`,
  closeText: () => say("what_if.close"),
  question: () => ({}),
  elements: (found, { drawing }) => whatIfElements(found, drawing),
  shown: (found, { drawing }) => {
    shown = found;
    about = JSON.stringify(drawing);
    showNudged(byId(IDS.whatIf), found, found.nudge.start);
  },
  gone: () => {
    shown = null;
  },
});

/** A row speaks of the drawing that was asked about: on another one its stroke is not there. */
document.addEventListener("click", (event) => {
  const button = closest(event, `#${IDS.whatIf} [data-stroke]`);
  if (!button || !panel.isCurrent() || JSON.stringify(currentDrawing()) !== about) return;
  editStroke(Number(button.dataset.stroke), WAYS[button.dataset.way ?? ""] ?? null);
});

document.addEventListener("input", (event) => {
  const slider = closest(event, `#${IDS.whatIf} [data-nudge]`) as HTMLInputElement | null;
  if (slider && shown) showNudged(byId(IDS.whatIf), shown, Number(slider.value));
});
