// Why this digit and not that one: the reasons in the place of the explanation, from the button beside the prediction
// until they are closed. A part leads to its stage. They follow the drawing and the settings.
import { DRAWING, IDS, STAGES } from "../contract";
import { byId, closest, find, setText } from "../page/dom";
import type { Reading } from "../reading/answers";
import { askPatiently } from "../reading/patience";
import { currentReading, onPredictionShown, onReading } from "../reading/session";
import { centredInk } from "../stages/receptive_field";
import { view } from "../stages/view";
import { say } from "../words";
import { type Level, type Reasons, reasonElements } from "./balance";
import { choose, endChoice } from "./cell_readout";
import { closeButton } from "./ledger";
import { stageName } from "./overview";
import { closePanels, onClosePanels } from "./reasons";
import { showSheet } from "./sheet";
import { go, selectMap } from "./stage";

const RUNNER_UP = "runner-up";

/** What the digit is compared with: the runner-up of whatever is drawn, a digit, or nothing. */
type Rival = typeof RUNNER_UP | number | null;

let isOpen = false;
let against: Rival = RUNNER_UP;
let levelInView: string = STAGES[0].name;
let shown: Reasons | null = null;
let underWay: AbortController | null = null;

// ---- asking ----

async function askFor(reading: Reading | null): Promise<void> {
  underWay?.abort();
  underWay = null;
  if (!isOpen || !reading) return;
  const asked = new AbortController();
  underWay = asked;
  const answer = await askPatiently("why", { ...reading, against }, asked.signal);
  if (asked.signal.aborted || !answer) return;
  const reasons = answer[0] as Reasons | string;
  if (typeof reasons === "string") showNote(reasons);
  else show(reasons);
}

// ---- showing ----

function show(reasons: Reasons): void {
  shown = reasons;
  const level = levelOf(reasons);
  const index = STAGES.findIndex(({ name }) => name === level.stage);
  const ink = centredInk(view()).flatMap((row) => Array.from(row));
  replaceKeepingFocus(reasonElements(reasons, level, stageName(index), ink));
}

function levelOf({ levels }: Reasons): Level {
  const level = levels.find(({ stage }) => stage === levelInView) ?? levels[0];
  if (!level) throw new Error("there are no reasons at any stage");
  return level;
}

function showNote(text: string): void {
  shown = null;
  const note = document.createElement("p");
  note.textContent = text;
  replaceKeepingFocus([closeButton("why-close", say("why.close")), note]);
}

/** What had the focus has it again, where it is still there. */
function replaceKeepingFocus(elements: HTMLElement[]): void {
  const panel = byId(IDS.why);
  const held = panel.contains(document.activeElement) ? document.activeElement : null;
  const selector = held && focusSelector(held);
  panel.replaceChildren(...elements);
  if (held) (panel.querySelector<HTMLElement>(selector ?? "h3") ?? panel.querySelector<HTMLElement>("h3"))?.focus();
}

function focusSelector(element: Element): string | null {
  for (const name of ["data-rival", "data-level", "data-part"]) {
    const value = element.getAttribute(name);
    if (value !== null) return `[${name}='${value}']`;
  }
  return element.matches(".why-close") ? ".why-close" : null;
}

// ---- opened and closed ----

function open(): void {
  closePanels();
  isOpen = true;
  against = RUNNER_UP;
  endChoice();
  showSheet(true);
  mark();
  void askFor(currentReading()).then(() =>
    byId(IDS.why).querySelector<HTMLElement>("h3")?.focus({ preventScroll: true }),
  );
}

function close(): void {
  if (!isOpen) return;
  isOpen = false;
  shown = null;
  underWay?.abort();
  const held = byId(IDS.why).contains(document.activeElement);
  byId(IDS.why).replaceChildren();
  mark();
  if (held) byId(IDS.whyOpen).focus({ preventScroll: true });
}

function mark(): void {
  byId(IDS.whyOpen).setAttribute("aria-expanded", String(isOpen));
}

/** The button speaks of the digit that is read; where none is, there is nothing to ask. */
onPredictionShown(() => {
  const digit = find(`#${IDS.prediction}`).textContent ?? "";
  const button = byId(IDS.whyOpen);
  button.hidden = !/^\d$/.test(digit);
  setText(button, say("why.open", { digit }));
});

onReading((reading) => {
  if (reading) void askFor(reading);
  else byId(IDS.whyOpen).hidden = true;
});

onClosePanels(close);

// ---- what is pressed ----

function goToPart(index: number[]): void {
  if (!shown) return;
  const { stage } = levelOf(shown);
  go(STAGES.findIndex(({ name }) => name === stage));
  if (index.length === 1 && stage.startsWith("conv")) selectMap(index[0] ?? 0);
  else choose(index);
}

/** The pixel of the picture under the pointer. */
function pixelAt(event: MouseEvent, picture: HTMLElement): number[] {
  const box = picture.getBoundingClientRect();
  const place = (part: number) => Math.min(Math.max(Math.floor(part * DRAWING.cells), 0), DRAWING.cells - 1);
  return [0, place((event.clientY - box.top) / box.height), place((event.clientX - box.left) / box.width)];
}

document.addEventListener("click", (event) => {
  if (closest(event, `#${IDS.whyOpen}`)) {
    if (isOpen) closePanels();
    else open();
  }
  if (!closest(event, `#${IDS.why}`)) return;
  const part = closest(event, "[data-part]");
  const level = closest(event, "[data-level]");
  const pixels = closest(event, "[data-pixels]");
  if (closest(event, ".why-close")) {
    close();
    showSheet(false);
  } else if (part) goToPart(JSON.parse(part.dataset.part ?? "[]") as number[]);
  else if (pixels) goToPart(pixelAt(event, pixels));
  else if (level && shown) {
    levelInView = level.dataset.level ?? levelInView;
    show(shown);
  }
});

document.addEventListener("change", (event) => {
  const rival = closest(event, `#${IDS.why} [data-rival]`) as HTMLSelectElement | null;
  if (!rival) return;
  against = rival.value === "null" ? null : Number(rival.value);
  void askFor(currentReading());
});
