// What is asked, what is shown, what is stale: never the answer of one drawing beside another, and no end in silence.
import { beforeEach, describe, expect, test } from "vitest";
import type { Settings } from "../src/contract";
import type { Drawing, Kernels, ReadingAnswer, ReadingQuestion, Stage } from "../src/reading/answers";
import type { Outcome } from "../src/reading/ask";
import { EVERY_MS, QUICK_MS } from "../src/reading/live";
import { createReader, FILM_STALE_MS, type Reader, SLOW_MS, STALE_MS } from "../src/reading/reader";
import type { Trouble } from "../src/reading/trouble";
import { type FakeClock, fakeClock, turns } from "./fake_clock";

const DEFAULTS: Settings = { kernel_size: 5, stride: 1, padding: 0, filters: 16, weights: "pretrained" };
const STRIDE_2: Settings = { ...DEFAULTS, stride: 2 };
const BLANK: Drawing = { size: 140, strokes: [], sample: null };
const ONE: Drawing = { ...BLANK, strokes: [[10, "M70,20L70,120"]] };
const SEVEN: Drawing = { ...BLANK, strokes: [[10, "M40,28L100,28L64,115"]] };

interface Asked {
  question: ReadingQuestion;
  signal: AbortSignal;
  answer(outcome: Outcome<ReadingAnswer>): Promise<void>;
}

let clock: FakeClock;
let asked: Asked[];
let digit: string; // what the page shows: a digit, "blank", "waiting"
let stages: string; // whose stages the page shows: a digit, or "none"
let kernels: Kernels | null;
let stagesAreLive: boolean;
let paint: Promise<void>;
let timesShown: number;
let note: string;
let trouble: Trouble | null;
let reader: Reader;

beforeEach(() => {
  clock = fakeClock();
  asked = [];
  digit = "blank";
  stages = "none";
  kernels = null;
  note = "";
  stagesAreLive = false;
  paint = Promise.resolve();
  timesShown = 0;
  trouble = null;
  reader = createReader(
    {
      clock,
      send(question, signal) {
        return new Promise((resolve) => {
          asked.push({ question, signal, answer: (outcome) => turns(() => resolve(outcome)) });
          signal.addEventListener("abort", () => resolve({ kind: "given up" }));
        });
      },
      painted: () => paint,
      showPrediction: (prediction) => {
        digit = prediction.digit;
        timesShown += 1;
      },
      hidePrediction: (blank) => {
        digit = blank ? "blank" : "waiting";
      },
      showNote: (words) => {
        note = words;
      },
      showStages: (shown, own, _reading, isLive) => {
        stages = shown?.[0]?.title ?? "none";
        kernels = own;
        stagesAreLive = isLive;
      },
      tell: (told) => {
        trouble = told;
      },
    },
    BLANK,
    DEFAULTS,
  );
  reader.settingsChanged(DEFAULTS);
});

/** The server's answer to a question, its digit that of the drawing. */
function answerTo(question: ReadingQuestion): Outcome<ReadingAnswer> {
  const read =
    question.drawing.strokes.length === 1 && question.drawing.strokes[0]?.[1] === ONE.strokes[0]?.[1] ? "1" : "7";
  const readable = question.drawing.strokes.length > 0;
  const prediction = {
    digit: readable ? read : "–",
    confidence: "",
    probabilities: readable ? [{ digit: Number(read), text: "", share: 1, rank: 1 }] : [],
    doubtful: false,
    hint: "",
    saliency: null,
  };
  const shown = question.stages ? ([{ title: read }] as unknown as Stage[]) : null;
  const own = question.kernels ? ({ conv1: JSON.stringify(question.settings) } as unknown as Kernels) : null;
  return {
    kind: "answer",
    answer: { prediction, note: `stride ${question.settings.stride}`, stages: shown, kernels: own },
  };
}

const BUSY: Outcome<ReadingAnswer> = { kind: "failed", status: 503, waitMs: 1_000 };
const LOST: Outcome<ReadingAnswer> = { kind: "failed", status: null, waitMs: 0 };
const last = (): Asked => asked.at(-1)!;
const answerLast = (): Promise<void> => last().answer(answerTo(last().question));

/** Answer all that is asked until nothing more is. */
async function answerAll(): Promise<void> {
  for (let answered = -1; answered !== asked.length; ) {
    answered = asked.length;
    if (!last()?.signal.aborted) await answerLast();
  }
}

async function read(drawing: Drawing): Promise<void> {
  reader.drawingChanged(drawing);
  await answerAll();
}

describe("a reading", () => {
  test("asks for the prediction first, then for the stages with the kernels they belong to", async () => {
    reader.drawingChanged(SEVEN);
    expect(asked.map(({ question }) => question.stages)).toEqual([false]);
    await answerLast();
    expect([digit, stages]).toEqual(["7", "none"]);
    expect(last().question).toMatchObject({ stages: true, kernels: true, live: false });
    await answerLast();
    expect([digit, stages]).toEqual(["7", "7"]);
    expect(kernels).toEqual({ conv1: JSON.stringify(DEFAULTS) });
    expect(asked.length).toBe(2);
    expect(timesShown).toBe(1);
    expect(reader.current()).toEqual({ drawing: SEVEN, settings: DEFAULTS });
  });

  test("does not ask for kernels that it has", async () => {
    await read(SEVEN);
    await read(ONE);
    expect(last().question).toMatchObject({ stages: true, kernels: false });
    expect(kernels).toEqual({ conv1: JSON.stringify(DEFAULTS) });
  });

  test("asks for all at once when the settings change, and shows stages with their own kernels", async () => {
    await read(SEVEN);
    reader.settingsChanged(STRIDE_2);
    expect(last().question).toMatchObject({ settings: STRIDE_2, stages: true, kernels: true });
    await answerLast();
    expect(asked.length).toBe(3);
    expect(kernels).toEqual({ conv1: JSON.stringify(STRIDE_2) });
    expect(note).toBe("stride 2");
  });

  test("is asked once for the same drawing and the same settings", async () => {
    await read(SEVEN);
    await read(SEVEN);
    reader.settingsChanged({ ...DEFAULTS });
    expect(asked.length).toBe(2);
  });

  test("gives up the question about an earlier drawing, whose late answer is shown nowhere", async () => {
    reader.drawingChanged(ONE);
    const [early] = asked;
    reader.drawingChanged(SEVEN);
    expect(early?.signal.aborted).toBe(true);
    await answerAll();
    await early?.answer(answerTo(early.question));
    expect([digit, stages]).toEqual(["7", "7"]);
  });

  test("of a drawing that cannot be read has no stages, and asks for none", async () => {
    await read(SEVEN);
    reader.drawingChanged(ONE);
    const outcome = answerTo(last().question);
    if (outcome.kind === "answer")
      outcome.answer.prediction = { ...outcome.answer.prediction, digit: "–", probabilities: [] };
    await last().answer(outcome);
    expect([digit, stages]).toEqual(["–", "none"]);
    expect(asked.length).toBe(3);
    expect(reader.current()).toBeNull();
  });
});

describe("an empty canvas", () => {
  test("is shown at once, without asking", async () => {
    await read(SEVEN);
    reader.drawingChanged(BLANK);
    expect([digit, stages, asked.length]).toEqual(["blank", "none", 2]);
    expect(reader.current()).toBeNull();
  });

  test("asks for no more than the note when the settings change", async () => {
    reader.settingsChanged(STRIDE_2);
    expect(last().question).toMatchObject({ stages: false, kernels: false });
    await answerAll();
    expect([digit, note, asked.length]).toEqual(["blank", "stride 2", 1]);
  });

  test("takes away what was read while a stroke was drawn and given up", async () => {
    reader.drawingGrows(() => ONE);
    clock.pass(200);
    await answerLast();
    expect(digit).toBe("1");
    reader.drawingChanged(BLANK);
    expect(digit).toBe("blank");
  });
});

describe("a question that fails", () => {
  test.each([null, 400, 413, 500, 502])(
    "with status %s: a notice, no earlier answer, and a new try",
    async (status) => {
      await read(ONE);
      reader.drawingChanged(SEVEN);
      await last().answer({ kind: "failed", status, waitMs: 0 });
      expect([digit, stages]).toEqual(["waiting", "none"]);
      expect(trouble).toMatchObject({ kind: "failed", status });
      clock.pass(10_000);
      await answerAll();
      expect([digit, stages, trouble]).toEqual(["7", "7", null]);
    },
  );

  test("waits longer from try to try, as long as the server asks, and not at all once the browser is online", async () => {
    reader.drawingChanged(SEVEN);
    const waits: number[] = [];
    for (const waitMs of [0, 0, 0, 5_000]) {
      await last().answer({ kind: "failed", status: 503, waitMs });
      const before = asked.length;
      const from = clock.now();
      while (asked.length === before) clock.pass(10);
      waits.push(clock.now() - from);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 5_000]);
    await last().answer(LOST);
    const before = asked.length;
    reader.tryNow();
    expect(asked.length).toBe(before + 1);
    clock.pass(60_000);
    expect(asked.length).toBe(before + 1);
  });

  test("with a request that the server will never take ends after three tries, until something else is drawn", async () => {
    reader.drawingChanged(SEVEN);
    for (let i = 0; i < 5; i += 1) {
      if (!last().signal.aborted) await last().answer({ kind: "failed", status: 413, waitMs: 0 });
      clock.pass(20_000);
    }
    expect(asked.length).toBe(3);
    expect(trouble).toMatchObject({ status: 413 });
    await read(ONE);
    expect([digit, stages, trouble]).toEqual(["1", "1", null]);
  });

  test("about the stages keeps the prediction and takes away the stages of the earlier drawing", async () => {
    await read(ONE);
    reader.drawingChanged(SEVEN);
    await answerLast();
    await last().answer(LOST);
    expect([digit, stages]).toEqual(["7", "none"]);
    clock.pass(10_000);
    await answerAll();
    expect(stages).toBe("7");
  });

  test("does not keep later drawings from being read whole", async () => {
    await read(ONE);
    reader.drawingChanged(SEVEN);
    await answerLast();
    await last().answer(LOST);
    await read(ONE);
    expect([digit, stages]).toEqual(["1", "1"]);
    await read(SEVEN);
    expect([digit, stages]).toEqual(["7", "7"]);
  });

  test("while the server is away: clear, draw, come back: nothing of the first drawing is left", async () => {
    await read(ONE);
    reader.drawingChanged(BLANK);
    expect(digit).toBe("blank");
    reader.drawingChanged(SEVEN);
    await last().answer(LOST);
    expect([digit, stages]).toEqual(["waiting", "none"]);
    reader.tryNow();
    await answerAll();
    expect([digit, stages, trouble]).toEqual(["7", "7", null]);
  });

  test("in words leaves the answer to the same drawing in view, and is not asked again", async () => {
    await read(SEVEN);
    reader.settingsChanged({ ...DEFAULTS, stride: 9 as 1 });
    await last().answer({ kind: "refused", message: "stride is 9; allowed: 1, 2" });
    expect([digit, stages]).toEqual(["7", "7"]);
    expect(trouble).toEqual({ kind: "refused", message: "stride is 9; allowed: 1, 2" });
    clock.pass(60_000);
    expect(asked.length).toBe(3);
  });
});

describe("a server that is too busy", () => {
  test.each([429, 503])("with status %s: a visitor who waits a second or longer is told why", async (status) => {
    await read(ONE);
    reader.drawingChanged(SEVEN);
    await last().answer({ kind: "failed", status, waitMs: 1_000 });
    expect([digit, stages]).toEqual(["waiting", "none"]);
    expect(trouble).toMatchObject({ kind: "failed", status });
    clock.pass(999);
    expect(asked.length).toBe(3);
    clock.pass(1);
    await answerAll();
    expect([digit, stages, trouble]).toEqual(["7", "7", null]);
  });

  test("is no news before a second try has failed too, where that comes sooner", async () => {
    reader.drawingChanged(SEVEN);
    await last().answer({ kind: "failed", status: 503, waitMs: 0 });
    expect([digit, trouble]).toEqual(["waiting", null]);
    clock.pass(500);
    await last().answer({ kind: "failed", status: 503, waitMs: 0 });
    expect(trouble).toMatchObject({ status: 503 });
  });

  test("asks nothing about the next stroke while it grows, and its end is asked about at once", async () => {
    reader.drawingChanged(ONE);
    await last().answer(BUSY);
    reader.drawingGrows(() => SEVEN);
    clock.pass(900);
    expect(asked.length).toBe(1);
    reader.drawingChanged(SEVEN);
    expect(asked.length).toBe(2);
    expect(last().question).toMatchObject({ drawing: SEVEN, live: false });
  });
});

describe("a page that the server does not know", () => {
  test.each([400, 404])(
    "with status %s: the visitor is told to reload, and nothing is asked any more",
    async (status) => {
      reader.drawingChanged(SEVEN);
      for (let i = 0; i < 3; i += 1) {
        await last().answer({ kind: "failed", status, waitMs: 0 });
        expect(trouble?.kind).toBe(i < 2 ? "failed" : "outdated");
        clock.pass(20_000);
      }
      expect(asked.length).toBe(3);
      expect(trouble).toMatchObject({ kind: "outdated", status });
    },
  );
});

describe("a question about the stages that is refused", () => {
  test("leaves no stages of an earlier drawing beside the new prediction", async () => {
    await read(ONE);
    reader.drawingChanged(SEVEN);
    await answerLast();
    await last().answer({ kind: "refused", message: "no" });
    expect([digit, stages]).toEqual(["7", "none"]);
    expect(reader.current()).toBeNull();
  });
});

describe("a slow answer", () => {
  test("lets the earlier one stay for a moment, then it goes, and then the page says that it waits", async () => {
    await read(ONE);
    reader.drawingChanged(SEVEN);
    clock.pass(STALE_MS - 1);
    expect([digit, stages]).toEqual(["1", "1"]);
    clock.pass(1);
    expect([digit, stages, trouble]).toEqual(["waiting", "none", null]);
    clock.pass(SLOW_MS);
    expect(trouble).toEqual({ kind: "slow" });
    await answerAll();
    expect([digit, stages, trouble]).toEqual(["7", "7", null]);
  });
});

describe("stages that came without their kernels, as those of the example do", () => {
  beforeEach(async () => {
    reader.drawingChanged(SEVEN);
    await answerLast();
    const outcome = answerTo(last().question);
    if (outcome.kind === "answer") outcome.answer.kernels = null;
    await last().answer(outcome);
  });

  test("are shown, and get the kernels when these are needed", async () => {
    expect([stages, kernels]).toEqual(["7", null]);
    reader.kernelsNeeded();
    reader.kernelsNeeded();
    expect(asked.length).toBe(3);
    expect(last().question).toMatchObject({ drawing: BLANK, stages: false, kernels: true });
    await answerLast();
    expect([stages, kernels]).toEqual(["7", { conv1: JSON.stringify(DEFAULTS) }]);
    reader.kernelsNeeded();
    expect(asked.length).toBe(3);
  });

  test("the next question brings them too where that one is lost", async () => {
    reader.kernelsNeeded();
    await last().answer(LOST);
    expect(trouble).toBeNull();
    await read(ONE);
    expect(kernels).toEqual({ conv1: JSON.stringify(DEFAULTS) });
  });

  test("kernels that come late are not shown beside another drawing", async () => {
    reader.kernelsNeeded();
    const late = last();
    reader.drawingChanged(BLANK);
    await late.answer(answerTo(late.question));
    expect(stages).toBe("none");
  });
});

describe("while a stroke is drawn", () => {
  test("the page asks one question at a time about the latest drawing, with its stages and once for their kernels", async () => {
    for (let i = 0; i < 9; i += 1) {
      reader.drawingGrows(() => ({ ...ONE, strokes: [[10, `M0,0L${i},0`]] }));
      clock.pass(10);
    }
    expect(asked.length).toBe(1);
    expect(last().question).toMatchObject({ live: true, stages: true, kernels: true });
    await answerLast();
    clock.pass(EVERY_MS);
    expect(asked.length).toBe(2);
    expect(last().question).toMatchObject({ live: true, stages: true, kernels: false });
    expect(last().question.drawing.strokes).toEqual([[10, "M0,0L8,0"]]);
  });

  test("prediction and stages follow it, and are of the same drawing", async () => {
    await read(ONE);
    reader.drawingGrows(() => SEVEN);
    clock.pass(EVERY_MS);
    await answerLast();
    expect([digit, stages, stagesAreLive]).toEqual(["7", "7", true]);
    expect(kernels).toEqual({ conv1: JSON.stringify(DEFAULTS) });
    expect(reader.current()).toEqual({ drawing: SEVEN, settings: DEFAULTS });
  });

  test("the next question waits until the last answer is painted, and is no sooner than is good for the server", async () => {
    let done: () => void = () => undefined;
    paint = new Promise((resolve) => {
      done = resolve;
    });
    reader.drawingGrows(() => ONE);
    clock.pass(EVERY_MS);
    await answerLast();
    reader.drawingGrows(() => SEVEN);
    clock.pass(EVERY_MS);
    expect(asked.length).toBe(1);
    await turns(done);
    expect(asked.length).toBe(2);
    paint = Promise.resolve();
    await answerLast();
    reader.drawingGrows(() => ONE);
    clock.pass(EVERY_MS - 1);
    expect(asked.length).toBe(2);
    clock.pass(1);
    expect(asked.length).toBe(3);
  });

  test("where stages take long, the next questions do without them, and the stages in view stay", async () => {
    reader.drawingGrows(() => ONE);
    clock.pass(EVERY_MS);
    clock.pass(2 * QUICK_MS);
    await answerLast();
    for (let i = 0; i < 3; i += 1) {
      reader.drawingGrows(() => SEVEN);
      clock.pass(EVERY_MS);
      await answerLast();
      if (i < 2) expect([digit, stages]).toEqual(["7", "1"]);
    }
    expect(asked.map(({ question }) => question.stages)).toEqual([true, false, false, true]);
    expect([digit, stages]).toEqual(["7", "7"]);
  });

  test("at its end everything is asked for again, even where the last answer was about the same drawing", async () => {
    reader.drawingGrows(() => SEVEN);
    clock.pass(EVERY_MS);
    await answerLast();
    expect(stagesAreLive).toBe(true);
    reader.drawingChanged(SEVEN);
    clock.pass(STALE_MS);
    expect([digit, stages]).toEqual(["waiting", "7"]);
    await answerAll();
    expect([digit, stages, stagesAreLive]).toEqual(["7", "7", false]);
  });

  test("its stages do not outlive it beside another drawing", async () => {
    reader.drawingGrows(() => ONE);
    clock.pass(EVERY_MS);
    await answerLast();
    reader.drawingChanged(SEVEN);
    clock.pass(STALE_MS);
    expect([digit, stages]).toEqual(["waiting", "none"]);
    expect(reader.current()).toBeNull();
  });

  test("an answer that comes after its end is shown nowhere", async () => {
    reader.drawingGrows(() => ONE);
    clock.pass(EVERY_MS);
    const late = last();
    reader.drawingChanged(SEVEN);
    await answerAll();
    await late.answer(answerTo(late.question));
    expect([digit, stages]).toEqual(["7", "7"]);
  });

  test("what cannot be read has no stages", async () => {
    await read(ONE);
    reader.drawingGrows(() => SEVEN);
    clock.pass(EVERY_MS);
    const outcome = answerTo(last().question);
    if (outcome.kind === "answer") outcome.answer.prediction = { ...outcome.answer.prediction, probabilities: [] };
    await last().answer(outcome);
    expect(stages).toBe("none");
  });

  test("a question that is lost takes away the stages of the stroke so far", async () => {
    reader.drawingGrows(() => ONE);
    clock.pass(EVERY_MS);
    await answerLast();
    reader.drawingGrows(() => SEVEN);
    clock.pass(EVERY_MS);
    await last().answer(LOST);
    expect([digit, stages]).toEqual(["waiting", "none"]);
  });

  test("a server too busy for the next picture leaves the last one in view for a moment, and nothing is said", async () => {
    reader.drawingGrows(() => ONE);
    clock.pass(EVERY_MS);
    await answerLast();
    reader.drawingGrows(() => SEVEN);
    clock.pass(EVERY_MS);
    await last().answer(BUSY);
    expect([digit, stages, trouble]).toEqual(["1", "1", null]);
    clock.pass(FILM_STALE_MS - EVERY_MS - 1);
    expect([digit, stages]).toEqual(["1", "1"]);
    clock.pass(1);
    expect([digit, stages, trouble]).toEqual(["waiting", "none", null]);
  });

  test("what is read before it is taken away when nothing is heard of the stroke for that long", async () => {
    await read(ONE);
    reader.drawingGrows(() => SEVEN);
    clock.pass(FILM_STALE_MS - 1);
    expect(digit).toBe("1");
    clock.pass(1);
    expect(digit).toBe("waiting");
  });

  test("a picture stays while the pen rests and nothing is left to ask", async () => {
    reader.drawingGrows(() => ONE);
    clock.pass(EVERY_MS);
    await answerLast();
    clock.pass(10 * FILM_STALE_MS);
    expect([digit, stages, asked.length]).toEqual(["1", "1", 1]);
  });

  test("a stroke that grew while it was asked about ages from then on, wherever the pen rests now", async () => {
    reader.drawingGrows(() => ONE);
    clock.pass(EVERY_MS);
    reader.drawingGrows(() => SEVEN);
    await answerLast();
    clock.pass(FILM_STALE_MS);
    expect(digit).toBe("waiting");
  });

  test("the whole drawing ends it: its own question gives up the one under way", async () => {
    reader.drawingGrows(() => ONE);
    clock.pass(200);
    const growing = last();
    reader.drawingChanged(SEVEN);
    expect(growing.signal.aborted).toBe(true);
    expect(last().question.live).toBe(false);
    await answerAll();
    expect(digit).toBe("7");
    clock.pass(5_000);
    expect(asked.filter(({ question }) => question.live).length).toBe(1);
  });

  test("what was asked before the stroke is given up: neither its answer nor its end comes beside the stroke", async () => {
    await read(ONE);
    reader.drawingChanged({ ...ONE, strokes: [...ONE.strokes, ...ONE.strokes] });
    const early = last();
    reader.drawingGrows(() => SEVEN);
    expect(early.signal.aborted).toBe(true);
    clock.pass(200);
    await answerLast();
    clock.pass(STALE_MS);
    expect(digit).toBe("7");
    expect(last().question.live).toBe(true);
  });

  test("a drawing is made only when it is asked about", () => {
    let made = 0;
    for (let i = 0; i < 200; i += 1) {
      reader.drawingGrows(() => {
        made += 1;
        return SEVEN;
      });
      clock.pass(1);
    }
    expect(made).toBe(1);
  });

  test("a question that is lost takes the answer of the earlier drawing away", async () => {
    await read(ONE);
    reader.drawingGrows(() => SEVEN);
    clock.pass(200);
    await last().answer(LOST);
    expect(digit).toBe("waiting");
  });

  test("a stroke that leaves no ink brings the answer to the drawing back", async () => {
    await read(ONE);
    reader.drawingGrows(() => SEVEN);
    clock.pass(200);
    await answerLast();
    expect(digit).toBe("7");
    await read(ONE);
    expect([digit, stages]).toEqual(["1", "1"]);
  });
});
