import { beforeEach, describe, expect, test } from "vitest";
import {
  createPythonLines,
  PATIENCE_MS,
  PAUSE_MS,
  type PythonLines,
  type Subject,
} from "../src/take_home/python_lines";
import { fakeClock, turns } from "./fake_clock";

const SETTINGS = { kernel_size: 5, stride: 1, padding: 0, filters: 16, weights: "pretrained" } as const;

function stage(layer: number, index: number[] | null = null): Subject {
  return { drawing: { size: 140, strokes: [[10, "M1,2L3,4"]], sample: null }, settings: SETTINGS, layer, index };
}

interface Asked {
  layer: number;
  signal: AbortSignal;
  answer(code: string | null): Promise<void>;
}

/** A server that answers when told to. */
function setUp() {
  const asked: Asked[] = [];
  const shown: string[] = [];
  const clock = fakeClock();

  function ask(subject: Subject, signal: AbortSignal): Promise<string | null> {
    return new Promise((done) => {
      signal.addEventListener("abort", () => done(null));
      asked.push({ layer: subject.layer, signal, answer: (code) => turns(() => done(code)) });
    });
  }

  const lines = createPythonLines({ clock, ask, show: (code) => shown.push(code) });
  return { lines, asked, shown, pass: clock.pass };
}

describe("the lines of Python", () => {
  let lines: PythonLines;
  let asked: Asked[];
  let shown: string[];
  let pass: (ms: number) => void;

  const layers = () => asked.map(({ layer }) => layer);

  beforeEach(() => {
    ({ lines, asked, shown, pass } = setUp());
  });

  test("are not asked for while they are closed", () => {
    lines.follow(stage(5), false);
    pass(1000);
    expect(layers()).toEqual([]);
  });

  test("a slider that is dragged asks once, where it stops", async () => {
    for (const layer of [1, 2, 3, 4]) {
      lines.follow(stage(layer), true);
      pass(PAUSE_MS / 2);
    }
    expect(layers()).toEqual([]);
    pass(PAUSE_MS);
    expect(layers()).toEqual([4]);
    await asked[0]?.answer("four");
    expect(shown).toEqual(["four"]);
  });

  test("what was asked for is not asked for again", async () => {
    lines.follow(stage(4), true);
    pass(PAUSE_MS);
    await asked[0]?.answer("four");
    lines.follow(stage(5), true);
    lines.follow(stage(4), true);
    pass(PAUSE_MS);
    expect(layers()).toEqual([4]);
    expect(await lines.wanted()).toBe("four");
    expect(layers()).toEqual([4]);
  });

  test("another cell of the same stage is another question", () => {
    lines.follow(stage(13), true);
    pass(PAUSE_MS);
    lines.follow(stage(13, [7]), true);
    pass(PAUSE_MS);
    expect(layers()).toEqual([13, 13]);
  });

  test("a late answer of an older question is not shown, and that question is given up", async () => {
    lines.follow(stage(1), true);
    pass(PAUSE_MS);
    lines.follow(stage(2), true);
    pass(PAUSE_MS);
    expect(asked[0]?.signal.aborted).toBe(true);
    await asked[1]?.answer("two");
    await asked[0]?.answer("one");
    expect(shown).toEqual(["two"]);
  });

  test("are asked for at once when they are to be copied", async () => {
    lines.follow(stage(8), false);
    const copied = lines.wanted();
    expect(layers()).toEqual([8]);
    await asked[0]?.answer("eight");
    expect(await copied).toBe("eight");
    expect(shown).toEqual(["eight"]);
  });

  test("who waits for a question that is given up for another gets the other's lines", async () => {
    lines.follow(stage(1), true);
    const copied = lines.wanted();
    lines.follow(stage(2), true);
    pass(PAUSE_MS);
    await asked[1]?.answer("two");
    expect(await copied).toBe("two");
  });

  test("a question that is refused has no lines, and is asked anew the next time", async () => {
    lines.follow(stage(8), true);
    const copied = lines.wanted();
    await asked[0]?.answer(null);
    expect(await copied).toBe(null);
    expect(shown).toEqual([]);
    const again = lines.wanted();
    expect(layers()).toEqual([8, 8]);
    await asked[1]?.answer("eight");
    expect(await again).toBe("eight");
  });

  test("nobody waits for ever, but an answer that comes late is shown", async () => {
    lines.follow(stage(8), true);
    const copied = lines.wanted();
    pass(PATIENCE_MS);
    expect(await copied).toBe(null);
    await asked[0]?.answer("eight");
    expect(shown).toEqual(["eight"]);
    expect(await lines.wanted()).toBe("eight");
  });

  test("without a drawing there is nothing to ask, and what was asked is given up", async () => {
    expect(await lines.wanted()).toBe(null);
    lines.follow(stage(8), true);
    const copied = lines.wanted();
    lines.follow(null, true);
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(await copied).toBe(null);
    pass(1000);
    expect(layers()).toEqual([8]);
  });
});
