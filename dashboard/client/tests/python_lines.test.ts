import { beforeEach, describe, expect, test } from "vitest";
import { STALE_MS } from "../src/reading/reader";
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

  const lines = createPythonLines({ clock, ask, show: (code) => shown.push(code), hide: () => shown.push("") });
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
    lines.viewChanged(stage(5), false);
    pass(1000);
    expect(layers()).toEqual([]);
  });

  test("a slider that is dragged asks once, where it stops", async () => {
    for (const layer of [1, 2, 3, 4]) {
      lines.viewChanged(stage(layer), true);
      pass(PAUSE_MS / 2);
    }
    expect(layers()).toEqual([]);
    pass(PAUSE_MS);
    expect(layers()).toEqual([4]);
    await asked[0]?.answer("four");
    expect(shown).toEqual(["four"]);
  });

  test("what was asked for is not asked for again", async () => {
    lines.viewChanged(stage(4), true);
    pass(PAUSE_MS);
    await asked[0]?.answer("four");
    lines.viewChanged(stage(5), true);
    lines.viewChanged(stage(4), true);
    pass(PAUSE_MS);
    expect(layers()).toEqual([4]);
    expect(await lines.wanted()).toBe("four");
    expect(layers()).toEqual([4]);
  });

  test("another cell of the same stage is another question", () => {
    lines.viewChanged(stage(13), true);
    pass(PAUSE_MS);
    lines.viewChanged(stage(13, [7]), true);
    pass(PAUSE_MS);
    expect(layers()).toEqual([13, 13]);
  });

  test("a late answer of an older question is not shown, and that question is given up", async () => {
    lines.viewChanged(stage(1), true);
    pass(PAUSE_MS);
    lines.viewChanged(stage(2), true);
    pass(PAUSE_MS);
    expect(asked[0]?.signal.aborted).toBe(true);
    await asked[1]?.answer("two");
    await asked[0]?.answer("one");
    expect(shown).toEqual(["two"]);
  });

  test("are asked for at once when they are to be copied", async () => {
    lines.viewChanged(stage(8), false);
    const copied = lines.wanted();
    expect(layers()).toEqual([8]);
    await asked[0]?.answer("eight");
    expect(await copied).toBe("eight");
    expect(shown).toEqual(["eight"]);
  });

  test("who waits for a question that is given up for another gets the other's lines", async () => {
    lines.viewChanged(stage(1), true);
    const copied = lines.wanted();
    lines.viewChanged(stage(2), true);
    pass(PAUSE_MS);
    await asked[1]?.answer("two");
    expect(await copied).toBe("two");
  });

  test("a question that is refused has no lines, and is asked anew the next time", async () => {
    lines.viewChanged(stage(8), true);
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
    lines.viewChanged(stage(8), true);
    const copied = lines.wanted();
    pass(PATIENCE_MS);
    expect(await copied).toBe(null);
    await asked[0]?.answer("eight");
    expect(shown).toEqual(["eight"]);
    expect(await lines.wanted()).toBe("eight");
  });

  test("old lines go where those of another cell do not come in time", async () => {
    lines.viewChanged(stage(13, [7]), true);
    pass(PAUSE_MS);
    await asked[0]?.answer("seven");
    lines.viewChanged(stage(13, [8]), true);
    pass(STALE_MS - 1);
    expect(shown).toEqual(["seven"]);
    pass(1);
    expect(shown).toEqual(["seven", ""]);
    await asked[1]?.answer("eight");
    expect(shown).toEqual(["seven", "", "eight"]);
    pass(STALE_MS);
    expect(shown.at(-1)).toBe("eight");
  });

  test("old lines go while a slider is dragged on and on", async () => {
    lines.viewChanged(stage(1), true);
    pass(PAUSE_MS);
    await asked[0]?.answer("one");
    for (let layer = 2; layer < 14; layer += 1) {
      lines.viewChanged(stage(layer), true);
      pass(PAUSE_MS / 2);
    }
    expect(shown).toEqual(["one", ""]);
  });

  test("old lines go at once where there are no others to be had, and where there is nothing to read", async () => {
    lines.viewChanged(stage(1), true);
    pass(PAUSE_MS);
    await asked[0]?.answer("one");
    lines.viewChanged(stage(2), true);
    pass(PAUSE_MS);
    await asked[1]?.answer(null);
    expect(shown).toEqual(["one", ""]);
    lines.viewChanged(stage(3), true);
    pass(PAUSE_MS);
    await asked[2]?.answer("three");
    lines.viewChanged(null, true);
    expect(shown).toEqual(["one", "", "three", ""]);
  });

  test("lines that went are asked for anew when they are wanted again", async () => {
    lines.viewChanged(stage(1), true);
    pass(PAUSE_MS);
    await asked[0]?.answer("one");
    lines.viewChanged(stage(2), false);
    pass(STALE_MS);
    expect(shown).toEqual(["one", ""]);
    lines.viewChanged(stage(1), true);
    pass(PAUSE_MS);
    expect(layers()).toEqual([1, 1]);
  });

  test("lines that come when something else is in view are not shown", async () => {
    lines.viewChanged(stage(1), true);
    pass(PAUSE_MS);
    lines.viewChanged(stage(2), true);
    await asked[0]?.answer("one");
    expect(shown).toEqual([]);
    pass(PAUSE_MS);
    expect(layers()).toEqual([1, 2]);
  });

  test("without a drawing there is nothing to ask, and what was asked is given up", async () => {
    expect(await lines.wanted()).toBe(null);
    lines.viewChanged(stage(8), true);
    const copied = lines.wanted();
    lines.viewChanged(null, true);
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(await copied).toBe(null);
    pass(1000);
    expect(layers()).toEqual([8]);
  });
});
