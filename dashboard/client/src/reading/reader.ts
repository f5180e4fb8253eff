// What is asked, what is shown, what is stale: the state machine of reading a drawing.
//
// A whole drawing is asked for its prediction first, and once that is on the screen for its stages; new settings, and what
// the visitor changes of the network, change all that is shown, so they are asked for all at once. While a stroke is drawn,
// prediction and stages follow it, and what they showed last is the answer of no whole drawing: at the stroke's end both are
// asked for again. An answer of an earlier drawing may stay in view for a moment, never longer, and never when a question has
// failed; that of a shorter stroke may stay a little longer, also when the server is too busy for the next one, since the
// film of a stroke is slow in a full room. A question that fails is asked again until it is answered or something else is to
// be read.
import type { Settings } from "../contract";
import { isBlank } from "../drawing/blank";
import type { Drawing, Kernels, Prediction, Reading, ReadingAnswer, ReadingQuestion, Stage } from "./answers";
import type { Failure, Outcome } from "./ask";
import { createKernelStore, networkOf } from "./kernel_store";
import { createLiveReadout } from "./live";
import { type Clock, isBusy, limitAfter, troubleAfter, waitAfter } from "./retry";
import type { Trouble } from "./trouble";

export const STALE_MS = 600; // How long an answer of an earlier drawing may stay in view.
export const FILM_STALE_MS = 1_500; // How long what is shown of a growing stroke may lag behind it.
export const SLOW_MS = 3_000; // From when on the page says that it waits.

/** What the machine acts through; the tests give it others. */
export interface ReaderPorts {
  clock: Clock;
  /** limitMs: in which the answer has to begin. */
  send(question: ReadingQuestion, signal: AbortSignal, limitMs: number): Promise<Outcome<ReadingAnswer>>;
  painted(): Promise<void>;
  showPrediction(prediction: Prediction, live: boolean): void;
  /** blank: there is nothing to read; else the answer is waited for. */
  hidePrediction(blank: boolean): void;
  showNote(note: string): void;
  /** Stages with the kernels they belong to; null takes them away. live: a stroke is still being drawn. */
  showStages(stages: Stage[] | null, kernels: Kernels | null, reading: Reading | null, live: boolean): void;
  tell(trouble: Trouble | null): void;
}

export interface Reader {
  drawingChanged(drawing: Drawing): void;
  drawingGrows(drawing: () => Drawing): void;
  settingsChanged(settings: Settings): void;
  /** The kernels that go with the stages are needed: those of the example do not come with them. */
  kernelsNeeded(): void;
  /** The browser is online again. */
  tryNow(): void;
  /** What the stages in view belong to. */
  current(): Reading | null;
  /** The kernels of these settings as they were learned; null where they have not come yet. */
  learned(of: Settings): Kernels | null;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const isReadable = ({ prediction }: ReadingAnswer): boolean => prediction.probabilities.length > 0;

/** notedAtFirst: the settings that the page's note speaks of when it opens. */
export function createReader(ports: ReaderPorts, blank: Drawing, notedAtFirst: Settings): Reader {
  const { clock } = ports;
  const kernelsOf = createKernelStore();
  let noted = networkOf({ drawing: blank, settings: notedAtFirst }); // What the page's note speaks of.
  let settings: Settings | null = null;
  let drawing = blank;
  let wanted: Reading | null = null; // What the page shall show.
  let predicted: Reading | null = null; // What the prediction in view belongs to.
  let staged: Reading | null = null; // What the stages in view belong to, or the drawing that has none.
  let shown: Stage[] | null = null; // The stages in view.
  let stagesAreLive = false; // Whether they came while a stroke was drawn.
  let growing = false; // Whether a stroke is being drawn.
  let grewSince = false; // Whether the stroke has grown since it was asked about.
  let callOffFilm: (() => void) | null = null;
  let kernelsAsked = false; // Whether they are asked for by themselves.
  let failures = 0;
  let underWay: AbortController | null = null;
  let timers: (() => void)[] = [];
  let retry: (() => void) | null = null;

  // ---- what shall be read ----

  function want(): void {
    if (!settings) return;
    const next = { drawing, settings };
    if (same(next, wanted) && (underWay || retry)) return;
    giveUp();
    wanted = next;
    failures = 0;
    if (isBlank(drawing)) showNothing();
    if (missing(next)) askFor(next);
    else ports.tell(null);
  }

  function missing(reading: Reading): boolean {
    if (!same(noted, networkOf(reading))) return true;
    return !isBlank(reading.drawing) && !(same(predicted, reading) && hasAllOf(reading));
  }

  /** Whether the stages in view are those of this drawing, and all that the page shows has heard of them. */
  function hasAllOf(reading: Reading): boolean {
    return same(staged, reading) && !stagesAreLive;
  }

  function giveUp(): void {
    underWay?.abort();
    underWay = null;
    endTimers();
    retry?.();
    retry = null;
  }

  function endTimers(): void {
    for (const callOff of timers) callOff();
    timers = [];
  }

  // ---- asking ----

  function questionAbout(reading: Reading): ReadingQuestion {
    const all = !same(noted, networkOf(reading)) || same(predicted, reading);
    const stages = all && !isBlank(reading.drawing);
    return { ...reading, live: false, stages, kernels: stages && lacksKernels(reading.settings) };
  }

  function lacksKernels(of: Settings): boolean {
    return kernelsOf.of(of) === null;
  }

  async function askFor(reading: Reading): Promise<void> {
    const question = questionAbout(reading);
    const own = new AbortController();
    underWay = own;
    timers = [clock.after(STALE_MS, takeStaleAway), clock.after(SLOW_MS, () => ports.tell({ kind: "slow" }))];
    const outcome = await ports.send(question, own.signal, limitAfter(failures));
    if (underWay !== own || outcome.kind === "given up") return;
    underWay = null;
    endTimers();
    if (outcome.kind === "answer") await take(outcome.answer, question, reading);
    else if (outcome.kind === "refused") refuse(outcome.message, reading);
    else fail(outcome, reading);
  }

  async function take(answer: ReadingAnswer, question: ReadingQuestion, reading: Reading): Promise<void> {
    failures = 0;
    ports.tell(null);
    noted = networkOf(reading);
    if (answer.note !== null) ports.showNote(answer.note);
    if (answer.kernels) kernelsOf.remember(reading.settings, answer.kernels);
    if (isBlank(reading.drawing)) return;
    if (!same(predicted, reading)) ports.showPrediction(answer.prediction, false);
    predicted = reading;
    const readable = isReadable(answer);
    if (question.stages || !readable) return showStages(readable ? answer.stages : null, reading, false);
    await ports.painted();
    if (wanted === reading && !underWay && !hasAllOf(reading)) await askFor(reading);
  }

  function showStages(stages: Stage[] | null, reading: Reading, isLive: boolean): void {
    staged = reading;
    shown = stages;
    stagesAreLive = isLive;
    const kernels = kernelsOf.of(reading.settings);
    ports.showStages(stages, kernels, stages && reading, isLive);
  }

  /** What fails here comes with the next question. */
  async function fetchKernels(of: Settings): Promise<void> {
    kernelsAsked = true;
    const question = { drawing: blank, settings: of, live: false, stages: false, kernels: true };
    const outcome = await ports.send(question, new AbortController().signal, limitAfter(0));
    kernelsAsked = false;
    if (outcome.kind !== "answer" || !outcome.answer.kernels || !lacksKernels(of)) return;
    kernelsOf.remember(of, outcome.answer.kernels);
    if (shown && staged && same(staged.settings, of)) showStages(shown, staged, stagesAreLive);
  }

  // ---- what can go wrong ----

  function fail(failure: Failure, reading: Reading): void {
    failures += 1;
    takeStaleAway();
    const wait = waitAfter(failure, failures, clock.spread());
    const trouble = troubleAfter(failure, failures, wait);
    if (trouble) ports.tell(trouble);
    if (wait !== null && isBusy(failure)) live.rest(wait);
    if (wait !== null) retry = clock.after(wait, () => askAgain(reading));
  }

  function askAgain(reading: Reading): void {
    retry = null;
    askFor(reading);
  }

  /** A setting that the server does not know leaves the answer to the same drawing in view. */
  function refuse(message: string, reading: Reading): void {
    if (!same(predicted?.drawing, reading.drawing)) hidePrediction();
    if (!same(staged?.drawing, reading.drawing)) hideStages();
    ports.tell({ kind: "refused", message });
  }

  function takeStaleAway(): void {
    if (!same(predicted, wanted)) hidePrediction();
    if (!same(staged, wanted)) hideStages();
  }

  function hidePrediction(): void {
    predicted = null;
    ports.hidePrediction(isBlank(drawing));
  }

  function showNothing(): void {
    hidePrediction();
    hideStages();
  }

  function hideStages(): void {
    if (shown) ports.showStages(null, null, null, false);
    staged = null;
    shown = null;
    stagesAreLive = false;
  }

  // ---- while a stroke is drawn ----

  const live = createLiveReadout(clock, async ({ drawing, stages, signal }) => {
    if (!settings) return { tookMs: 0, failure: null };
    const reading = { drawing, settings };
    const question = { ...reading, live: true, stages, kernels: stages && lacksKernels(settings) };
    const sentAt = clock.now();
    grewSince = false;
    const outcome = await ports.send(question, signal, limitAfter(0));
    const heard = { tookMs: clock.now() - sentAt, failure: outcome.kind === "failed" ? outcome : null };
    if (signal.aborted || outcome.kind === "given up") return heard;
    if (outcome.kind === "answer") takeLive(outcome.answer, question, reading);
    else if (!heard.failure || !isBusy(heard.failure)) failLive();
    await ports.painted();
    return heard;
  });

  function takeLive(answer: ReadingAnswer, question: ReadingQuestion, reading: Reading): void {
    predicted = null;
    endFilm();
    if (grewSince) filmAges();
    ports.showPrediction(answer.prediction, true);
    if (answer.kernels) kernelsOf.remember(reading.settings, answer.kernels);
    if (!isReadable(answer)) hideStages();
    else if (question.stages) showStages(answer.stages, reading, true);
  }

  /** The stages of the stroke so far must not outlive its prediction. */
  function failLive(): void {
    endFilm();
    predicted = null;
    ports.hidePrediction(false);
    if (stagesAreLive) hideStages();
  }

  /** The stroke has grown beyond what is shown of it: an answer has to follow in time. */
  function filmAges(): void {
    callOffFilm ??= clock.after(FILM_STALE_MS, failLive);
  }

  function endFilm(): void {
    callOffFilm?.();
    callOffFilm = null;
  }

  return {
    drawingChanged(next) {
      live.end();
      endFilm();
      growing = false;
      drawing = next;
      want();
    },
    drawingGrows(next) {
      if (!growing) giveUp(); // What is asked about the drawing before the stroke would come beside the stroke.
      growing = true;
      grewSince = true;
      filmAges();
      live.grow(next);
    },
    settingsChanged(next) {
      settings = next;
      if (!growing) want();
    },
    kernelsNeeded() {
      if (staged && shown && !kernelsAsked && lacksKernels(staged.settings)) void fetchKernels(staged.settings);
    },
    tryNow() {
      live.goOn();
      if (!retry || !wanted) return;
      retry();
      askAgain(wanted);
    },
    current: () => (shown ? staged : null),
    learned: kernelsOf.of,
  };
}
