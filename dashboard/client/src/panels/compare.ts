// How two readings differ: what is in view is pinned as A, and whatever is drawn, set or changed from then on is B. Both
// stand beside each other at every stage, with what differs between them.
import { DRAWING, IDS } from "../contract";
import { isBlank } from "../drawing/blank";
import { type CanvasState, stateOfDrawing } from "../drawing/canvas_state";
import { decode, encode } from "../drawing/link_code";
import { byId, closest, find, findAll, make, setText, when } from "../page/dom";
import { keep, kept } from "../page/storage";
import type { Reading, ReadingAnswer, Stage } from "../reading/answers";
import { askPatiently } from "../reading/patience";
import { currentReading, onPredictionHidden, onPredictionShown, onReading } from "../reading/session";
import { compared } from "../stages/compared";
import { onShown, view } from "../stages/view";
import { say } from "../words";
import { openCanvas } from "./canvas";
import { currentDrawing, currentState, sliderBrush } from "./canvas_figure";
import { comparedElements, showCompared, showTab } from "./compare_view";
import { inShort } from "./settings_row";
import { halt } from "./slide";
import { showBeside } from "./stage";

const KEY = "lenetlab-pinned";

/** state: of the canvas. answer: the digit that it was read as, and how sure the network was. stages: null while they are
 * asked for. */
interface Pinned {
  reading: Reading;
  state: CanvasState;
  answer: string;
  stages: Stage[] | null;
}

let pinned: Pinned | null = null;
let isBeside = false; // Whether A stands beside B; else the page shows B alone, as always.
let underWay: AbortController | null = null;

// ---- A ----

/** What is in view, as it would be pinned; null where nothing is, or where the stages are not those of the canvas. */
function inView(): Pinned | null {
  const reading = currentReading();
  const { stages } = view();
  if (!reading || !stages || JSON.stringify(reading.drawing) !== JSON.stringify(currentDrawing())) return null;
  const state = currentState();
  const { example: _, ...meta } = state.meta;
  return { reading, state: { ...state, meta }, answer: answerInView(), stages };
}

function inWords(digit: string, sure: string): string {
  return sure === "" ? digit : `${digit} · ${sure}`;
}

function answerInView(): string {
  const digit = byId(IDS.prediction).textContent ?? "";
  return inWords(digit, byId(IDS.confidence).textContent ?? "");
}

function pin(next: Pinned | null): void {
  underWay?.abort();
  pinned = next;
  keep(KEY, (next && codeOf(next)) ?? "");
  if (next && !next.stages) void readAgain(next);
  showBar();
}

function codeOf({ reading, state }: Pinned): string | null {
  return encode({ ...reading, meta: state.meta, brush: DRAWING.brushDefault, stage: 0 });
}

/** What was kept from a visit before has to be read again. */
async function readAgain(of: Pinned): Promise<void> {
  const own = new AbortController();
  underWay = own;
  const question = { ...of.reading, live: false, stages: true, kernels: false };
  const answer = await askPatiently("reading", question, own.signal, KEY);
  if (own.signal.aborted || pinned !== of) return;
  if (!answer) {
    pinned = { ...of, answer: say("compare.unread") };
    showBar();
    return;
  }
  const [digit, { prediction, stages }] = answer as [string, ReadingAnswer];
  pinned = { ...of, answer: inWords(digit, prediction.confidence), stages };
  showBar();
}

// ---- what is shown ----

function showBar(): void {
  const panel = byId(IDS.compare);
  panel.hidden = pinned === null;
  if (!pinned) {
    const held = panel.contains(document.activeElement);
    panel.replaceChildren();
    setBeside(false);
    if (held) byId(IDS.pin).focus({ preventScroll: true });
    return;
  }
  if (!panel.hasChildNodes()) panel.append(barElement(), comparedElements());
  const edits = pinned.reading.drawing.edits?.length ?? 0;
  const facts = [inShort(pinned.reading.settings)];
  if (edits > 0) facts.push(say("changes.chip", { count: edits }));
  if (codeOf(pinned) === null) facts.push(say("compare.too_large"));
  setText(find(".compare-a", panel), `A: ${pinned.answer}`);
  find(".compare-a", panel).title = facts.join(" · ");
  showAnswerOfB();
  showStage();
}

function barElement(): HTMLElement {
  const button = (act: string, text: string, title: string) =>
    make("button", { type: "button", class: "tool", "data-compare": act, title }, text);
  return make(
    "div",
    { class: "compare-bar", role: "group", "aria-label": say("compare.region") },
    make("span", { class: "compare-a" }),
    make("span", { class: "compare-b" }),
    make(
      "button",
      { type: "button", class: "tool", "data-compare": "beside", "aria-pressed": String(isBeside) },
      say("compare.beside"),
    ),
    button("swap", say("compare.swap"), say("compare.swap_title")),
    button("unpin", say("compare.unpin"), say("compare.unpin_title")),
  );
}

function showAnswerOfB(): void {
  const element = byId(IDS.compare).querySelector(".compare-b");
  if (element) setText(element, `B: ${answerInView()}`);
}

function setBeside(on: boolean): void {
  isBeside = on;
  find(".layers").classList.toggle("comparing", on);
  byId(IDS.compare).querySelector("[data-compare=beside]")?.setAttribute("aria-pressed", String(on));
  if (on) halt();
  setText(byId(IDS.cellReadout), "");
  showBeside(on);
  showStage();
}

function showStage(): void {
  if (!pinned || !isBeside) return;
  const { index, stages, map } = view();
  showCompared(compared(pinned.stages?.[index] ?? null, stages?.[index] ?? null, map));
}

/** After what the page shows first of an answer: a stroke's readout does not wait for it. */
let painting = false;

onShown(() => {
  if (painting || !pinned || !isBeside) return;
  painting = true;
  window.requestAnimationFrame(() => {
    painting = false;
    showStage();
  });
});
onReading(showAnswerOfB);
onPredictionShown(showAnswerOfB);
onPredictionHidden(showAnswerOfB);

// ---- what the buttons do ----

const ACTS: Record<string, () => void> = {
  beside: () => setBeside(!isBeside),
  unpin: () => pin(null),
  swap: () => void swap(),
};

/** A comes onto the canvas with its settings, and what was there is pinned. Undo brings the drawing back. Not while what
 * is on the canvas is still being read: it would be lost. */
async function swap(): Promise<void> {
  const [before, next] = [pinned, inView()];
  if (!before || (!next && !isBlank(currentDrawing()))) return;
  const { settings, drawing } = before.reading;
  const controls = { settings, brush: sliderBrush(), stage: view().index, size: drawing.size };
  await openCanvas(() => ({ state: before.state, controls }));
  if (next) pin(next);
}

document.addEventListener("click", (event) => {
  const act = closest(event, `#${IDS.compare} [data-compare]`)?.dataset.compare;
  if (act) ACTS[act]?.();
  if (!closest(event, `#${IDS.pin}`)) return;
  const next = inView();
  if (!next) return;
  pin(next);
  setBeside(true);
  showTab("b");
});

/** There is something to pin as long as there are stages. */
onShown(({ stages }) => {
  for (const button of findAll(`#${IDS.pin}`)) button.setAttribute("aria-disabled", String(stages === null));
});

when(
  () => document.getElementById(IDS.compare),
  () => {
    const work = decode(kept(KEY) ?? "");
    if (!work) return;
    const { drawing, settings, meta } = work;
    pin({ reading: { drawing, settings }, state: stateOfDrawing(drawing, meta), answer: "…", stages: null });
  },
);
