// What would change the answer: the drawing without each of its strokes, which can be removed and moved, and a little ink
// at each pixel.
import { IDS, type Settings } from "../contract";
import { editOf, isInForce, NUDGE, withEdit, withoutEdit } from "../drawing/edits";
import { byId, closest, setText } from "../page/dom";
import type { Reading } from "../reading/answers";
import { say } from "../words";
import { editNetwork, editStroke } from "./canvas";
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
let settings: Settings | null = null; // Those that the nudge is for.
let about = ""; // The drawing that the rows speak of, as JSON.

const panel = reasonPanel<WhatIf>({
  id: IDS.whatIf,
  name: "what_if",
  opener: `#${IDS.whatIfOpen}`,
  closeText: () => say("what_if.close"),
  question: () => ({}),
  elements: (found, reading) => {
    const bound = nudgeOf(reading);
    return whatIfElements(found, reading.drawing, bound, placeOf(found, bound));
  },
  shown: (found, { drawing, settings: read }) => {
    shown = found;
    about = JSON.stringify(drawing);
    settings = read;
    showNudged(byId(IDS.whatIf), found, placeOf(found, nudgeOf({ drawing, settings: read })));
  },
  gone: () => {
    shown = null;
  },
});

/** What the panel says is of the drawing on the canvas. */
function isOfTheDrawing(): boolean {
  return panel.isCurrent() && JSON.stringify(currentDrawing()) === about;
}

/** A row speaks of the drawing that was asked about: on another one its stroke is not there. */
document.addEventListener("click", (event) => {
  const button = closest(event, `#${IDS.whatIf} [data-stroke]`);
  if (!button || !isOfTheDrawing()) return;
  editStroke(Number(button.dataset.stroke), WAYS[button.dataset.way ?? ""] ?? null);
});

/** Where the slider stands: at the nudge that is in force, else where another digit is read first. */
function placeOf({ nudge }: WhatIf, bound: number): number {
  const place = nudge.bounds.indexOf(bound);
  return bound > 0 && place >= 0 ? place : nudge.start;
}

/** By how much ink a pixel the network reads a drawing changed already. */
function nudgeOf({ drawing, settings }: Reading): number {
  const edit = drawing.edits?.find((edit) => edit.name === NUDGE && isInForce(edit, settings));
  return edit?.values[0] ?? 0;
}

/** What the slider shows becomes what the network reads, or no longer is. */
document.addEventListener("click", (event) => {
  const act = closest(event, `#${IDS.whatIf} [data-nudging]`)?.dataset.nudging;
  const slider = byId(IDS.whatIf).querySelector<HTMLInputElement>("[data-nudge]");
  if (!act || !settings || !shown || !slider || !isOfTheDrawing()) return;
  const bound = shown.nudge.bounds[Number(slider.value)] ?? 0;
  const edit = editOf(settings, NUDGE, [], [bound]);
  const isGiven = act === "apply" && bound > 0;
  void editNetwork((edits) => (isGiven ? withEdit(edits, edit) : withoutEdit(edits, edit))).then((state) => {
    const said = byId(IDS.whatIf).querySelector(".erased");
    if (!state && said) setText(said, say("changes.too_many"));
  });
});

document.addEventListener("input", (event) => {
  const slider = closest(event, `#${IDS.whatIf} [data-nudge]`) as HTMLInputElement | null;
  if (slider && shown) showNudged(byId(IDS.whatIf), shown, Number(slider.value));
});
