// What the page reads: the one place where a change of the drawing or of the settings becomes a question.
// (The state machine behind it is reader.ts; here it meets the page.)
import { DRAWING, type Settings } from "../contract";
import { painted } from "../page/paint";
import { clearTrouble, tellTrouble } from "../panels/notice";
import { hidePrediction, showPrediction } from "../panels/prediction";
import { showSaliency } from "../panels/saliency";
import { kernelsOf } from "../stages/edited_kernels";
import { KINDS } from "../stages/kinds";
import { onShown } from "../stages/view";
import type { Drawing, Kernels, Prediction, Reading, ReadingAnswer, ReadingQuestion, Stage } from "./answers";
import { ask, type Outcome } from "./ask";
import { exampleAnswer } from "./example";
import { createReader } from "./reader";
import { CLOCK } from "./retry";
import { DEFAULT_SETTINGS } from "./settings";

/** live: a stroke is still being drawn. */
type StagesListener = (stages: Stage[] | null, kernels: Kernels | null, reading: Reading | null, live: boolean) => void;

const SOURCE = "reading"; // Whose trouble the notice speaks of.
const BLANK: Drawing = { size: DRAWING.defaultSize, strokes: [], sample: null };

const predictionListeners: ((live: boolean) => void)[] = [];
const hiddenListeners: (() => void)[] = [];
const noteListeners: ((note: string) => void)[] = [];
const stagesListeners: StagesListener[] = [];

const reader = createReader(
  {
    clock: CLOCK,
    send,
    painted,
    showPrediction: present,
    hidePrediction: takeAway,
    showNote: (note) => {
      for (const listener of noteListeners) listener(note);
    },
    showStages: (stages, kernels, reading, live) => {
      const own = kernels && reading ? kernelsOf(reading.drawing.edits ?? [], reading.settings, kernels) : kernels;
      for (const listener of stagesListeners) listener(stages, own, reading, live);
    },
    tell: (trouble) => (trouble ? tellTrouble(SOURCE, trouble) : clearTrouble(SOURCE)),
  },
  BLANK,
  DEFAULT_SETTINGS,
);

/** The answer's prediction has its digit in an output of its own, as the page names it. */
async function send(question: ReadingQuestion, signal: AbortSignal, limitMs: number): Promise<Outcome<ReadingAnswer>> {
  const known = await exampleAnswer(question, signal);
  const outcome = known
    ? ({ kind: "answer", answer: known } as const)
    : await ask("reading", question, signal, limitMs, question.live);
  if (outcome.kind !== "answer") return outcome;
  const [digit, answer] = outcome.answer as [string, ReadingAnswer];
  return { kind: "answer", answer: { ...answer, prediction: { ...answer.prediction, digit } } };
}

/** The digit is on the screen before what follows from it is drawn. */
async function present(prediction: Prediction, live: boolean): Promise<void> {
  showPrediction(prediction, live);
  showSaliency(prediction.saliency);
  await painted();
  for (const listener of predictionListeners) listener(live);
}

function takeAway(blank: boolean): void {
  hidePrediction(blank);
  showSaliency(null);
  for (const listener of hiddenListeners) listener();
}

// Kernels are large, and nobody sees them before the visitor's first move.
for (const move of ["pointermove", "pointerdown", "keydown"]) {
  window.addEventListener(move, () => reader.kernelsNeeded(), { capture: true, passive: true });
}

onShown(({ stage, kernels }) => {
  if (stage && !kernels && KINDS[stage.kind].hasKernels) reader.kernelsNeeded();
});

window.addEventListener("online", () => reader.tryNow());

/** Called with every whole drawing: after a stroke, Undo, Clear, a sample, a link. The same drawing twice is no event. */
export function drawingChanged(drawing: Drawing): void {
  reader.drawingChanged(drawing);
}

/** Called while a stroke is drawn, as often as you like: `drawing` makes the drawing so far when it is asked for. */
export function drawingGrows(drawing: () => Drawing): void {
  reader.drawingGrows(drawing);
}

/** Called with the settings when the page starts and whenever they change. */
export function settingsChanged(settings: Settings): void {
  reader.settingsChanged(settings);
}

/** What the stages in view belong to, or null where none are shown. */
export function currentReading(): Reading | null {
  return reader.current();
}

/** The kernels of these settings as they were learned; null where they have not come yet. */
export function learnedKernels(settings: Settings): Kernels | null {
  return reader.learned(settings);
}

/** Called when a prediction has been painted. live: while a stroke is still being drawn. */
export function onPredictionShown(listener: (live: boolean) => void): void {
  predictionListeners.push(listener);
}

/** Called when the prediction has been taken away. */
export function onPredictionHidden(listener: () => void): void {
  hiddenListeners.push(listener);
}

/** Called with the server's note on new settings. */
export function onNote(listener: (note: string) => void): void {
  noteListeners.push(listener);
}

/** Called when the stages of another reading are there, with the kernels they belong to, or are taken away. While a stroke
 * is drawn that may be many times a second. */
export function onStages(listener: StagesListener): void {
  stagesListeners.push(listener);
}

/** Called when the stages of another whole drawing are shown, or none any more. */
export function onReading(listener: (reading: Reading | null) => void): void {
  onStages((_stages, _kernels, reading, live) => {
    if (!live) listener(reading);
  });
}
