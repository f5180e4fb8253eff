// What would change the answer: the drawing without each of its strokes, which can be removed and moved, and a little ink
// at each pixel. From the button beside the prediction, in the place of the explanation, until it is closed.
import { IDS } from "../contract";
import { byId, closest } from "../page/dom";
import type { Reading } from "../reading/answers";
import { askPatiently } from "../reading/patience";
import { currentReading, onReading } from "../reading/session";
import { say } from "../words";
import { editStroke } from "./canvas";
import { endChoice } from "./cell_readout";
import { closeButton } from "./ledger";
import { closePanels, onClosePanels } from "./reasons";
import { showSheet } from "./sheet";
import { showNudged, type WhatIf, whatIfElements } from "./what_if_elements";

/** How far a stroke moves at once, in parts of the canvas. */
const STRIDE = 1 / 28;
const WAYS: Record<string, readonly [right: number, down: number]> = {
  left: [-STRIDE, 0],
  right: [STRIDE, 0],
  up: [0, -STRIDE],
  down: [0, STRIDE],
};

let isOpen = false;
let shown: WhatIf | null = null;
let underWay: AbortController | null = null;

function panel(): HTMLElement {
  return byId(IDS.whatIf);
}

async function askFor(reading: Reading | null): Promise<void> {
  underWay?.abort();
  underWay = null;
  if (!isOpen || !reading) return;
  const asked = new AbortController();
  underWay = asked;
  const answer = await askPatiently("what_if", reading, asked.signal);
  if (asked.signal.aborted || !answer) return;
  const found = answer[0] as WhatIf | string;
  if (typeof found === "string") showNote(found);
  else show(found, reading);
}

/** What had the focus has it again, where it is still there. */
function show(found: WhatIf, { drawing }: Reading): void {
  shown = found;
  const held = panel().contains(document.activeElement) ? document.activeElement : null;
  const key = held?.getAttribute("data-key");
  panel().replaceChildren(...whatIfElements(found, drawing));
  showNudged(panel(), found, found.nudge.start);
  if (held) (panel().querySelector<HTMLElement>(`[data-key='${key}']`) ?? panel().querySelector("h3"))?.focus();
}

function showNote(text: string): void {
  shown = null;
  const note = document.createElement("p");
  note.textContent = text;
  panel().replaceChildren(closeButton("what-if-close", say("what_if.close")), note);
}

function open(): void {
  closePanels();
  isOpen = true;
  endChoice();
  showSheet(true);
  byId(IDS.whatIfOpen).setAttribute("aria-expanded", "true");
  void askFor(currentReading()).then(() => panel().querySelector<HTMLElement>("h3")?.focus({ preventScroll: true }));
}

function close(): void {
  if (!isOpen) return;
  isOpen = false;
  shown = null;
  underWay?.abort();
  const held = panel().contains(document.activeElement);
  panel().replaceChildren();
  byId(IDS.whatIfOpen).setAttribute("aria-expanded", "false");
  if (held) byId(IDS.whatIfOpen).focus({ preventScroll: true });
}

onClosePanels(close);

onReading((reading) => {
  byId(IDS.whatIfOpen).hidden = reading === null;
  if (reading) void askFor(reading);
});

document.addEventListener("click", (event) => {
  if (closest(event, `#${IDS.whatIfOpen}`)) {
    if (isOpen) closePanels();
    else open();
  }
  if (!closest(event, `#${IDS.whatIf}`)) return;
  const button = closest(event, "[data-stroke]");
  if (closest(event, ".what-if-close")) {
    close();
    showSheet(false);
  } else if (button) {
    const way = WAYS[button.dataset.way ?? ""];
    editStroke(Number(button.dataset.stroke), way ?? null);
  }
});

document.addEventListener("input", (event) => {
  const slider = closest(event, `#${IDS.whatIf} [data-nudge]`) as HTMLInputElement | null;
  if (slider && shown) showNudged(panel(), shown, Number(slider.value));
});
