// @vitest-environment happy-dom
// The derivation of the chosen number: never that of one number beside another.
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { DRAWING, IDS } from "../src/contract";
import { turns } from "./fake_clock";
import { barsFigure } from "./figures";
import { drawn, KERNELS, openPage, PIXELS, someStages } from "./stage_page";

type Answer = unknown[] | null;

const ask = vi.fn<(name: string, question: unknown, signal: AbortSignal) => Promise<Answer>>();
const READING = { drawing: { size: 140, strokes: [], sample: null }, settings: {} };
vi.mock("../src/reading/patience", () => ({ askPatiently: ask }));
vi.mock("../src/reading/session", () => ({ currentReading: () => READING }));

await import("../src/panels/derivation");
const { go, showStages, stageChanged } = await import("../src/panels/stage");
const { STALE_MS } = await import("../src/reading/reader");
const { view } = await import("../src/stages/view");

let answers: ((answer: Answer) => void)[] = [];

beforeAll(() => {
  openPage();
  document.body.insertAdjacentHTML("beforeend", `<div id="${IDS.derivation}"></div>`);
  vi.stubGlobal(
    "ImageData",
    class {
      data = new Uint8ClampedArray(4 * DRAWING.cells * DRAWING.cells);
    },
  );
});

beforeEach(async () => {
  vi.useFakeTimers();
  answers = [];
  ask.mockReset();
  ask.mockImplementation((_name, _question, signal) => {
    return new Promise((done) => {
      signal.addEventListener("abort", () => done(null));
      answers.push(done);
    });
  });
  stageChanged(0, "stage");
  showStages(someStages(), KERNELS);
  go(1);
  await vi.advanceTimersByTimeAsync(100);
});

afterEach(async () => {
  await vi.advanceTimersByTimeAsync(100);
  showStages(null, null);
  vi.useRealTimers();
});

/** Click on the cell of map 0 in a column of its first row. */
async function choose(column: number): Promise<void> {
  const frame = document.querySelector('[data-slot="stage"] .figure-frame');
  const place = { bubbles: true, clientX: (column + 0.5) * PIXELS, clientY: 0.5 * PIXELS };
  await turns(() => frame?.dispatchEvent(new MouseEvent("click", place)));
}

function derivation(title: string, stage = "conv1") {
  const pane = {
    slot: "kernels",
    title: `Weights of ${title}`,
    legend: "",
    bound: 0,
    figure: barsFigure([1]),
    same: null,
  };
  const words = { how: "", head: [], terms: [], rest: "", bias: "", total: "", sees: "" };
  return { stage, title, ...words, field: [0, 0, 1, 1], pane };
}

async function answer(question: number, values: Answer): Promise<void> {
  await turns(() => answers[question]?.(values));
}

function shown(): string | null {
  return document.querySelector(`#${IDS.derivation} h4`)?.textContent ?? null;
}

function titleOfKernels(): string | undefined {
  return view().panes.kernels?.title;
}

describe("the derivation of the chosen number", () => {
  beforeEach(async () => {
    await choose(0);
    await answer(0, [derivation("first")]);
  });

  test("comes with a picture of its own", () => {
    expect(shown()).toBe("first");
    expect(titleOfKernels()).toBe("Weights of first");
  });

  test("stays for a moment when another number is chosen, and goes with its picture where that one's is late", async () => {
    await choose(1);
    vi.advanceTimersByTime(STALE_MS - 1);
    expect(shown()).toBe("first");
    drawn.length = 0;
    vi.advanceTimersByTime(1);
    expect(shown()).toBeNull();
    expect(titleOfKernels()).toBe("Kernels");
    expect(drawn).toEqual(["kernels"]);
    await answer(1, [derivation("second")]);
    expect(shown()).toBe("second");
    vi.advanceTimersByTime(STALE_MS);
    expect(shown()).toBe("second");
  });

  test.each([
    ["is refused", null],
    ["is nothing", [null]],
    ["is about another stage", [derivation("elsewhere", "conv2")]],
  ])("goes where the answer to another number %s", async (_, values) => {
    await choose(1);
    await answer(1, values);
    expect(shown()).toBeNull();
    expect(titleOfKernels()).toBe("Kernels");
  });

  test("goes at once with the stages that it belongs to", () => {
    showStages(someStages(), KERNELS);
    expect(shown()).toBeNull();
    expect(titleOfKernels()).toBe("Kernels");
  });
});
