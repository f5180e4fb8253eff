// @vitest-environment happy-dom
// The ledger of the chosen number: never that of another one, and with ways to where its terms come from and back.
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
const { chosenCell } = await import("../src/panels/cell_readout");
const { go, selectMap, showStages, stageChanged } = await import("../src/panels/stage");
const { toggle } = await import("../src/panels/slide");
const { STALE_MS } = await import("../src/reading/reader");
const { view } = await import("../src/stages/view");

let answers: ((answer: Answer) => void)[] = [];

beforeAll(() => {
  openPage();
  document.body.insertAdjacentHTML(
    "beforeend",
    `<button id="${IDS.sheetToggle}"></button><div id="${IDS.derivation}"></div>`,
  );
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
  await vi.advanceTimersByTimeAsync(100);
});

afterEach(async () => {
  await vi.advanceTimersByTimeAsync(100);
  showStages(null, null);
  vi.useRealTimers();
});

async function step(index: number): Promise<void> {
  go(index);
  selectMap(0);
  await vi.advanceTimersByTimeAsync(100);
}

/** Click on the cell of map 0 in a column of its first row. */
async function click(column: number): Promise<void> {
  const frame = document.querySelector('[data-slot="stage"] .figure-frame');
  const place = { bubbles: true, clientX: (column + 0.5) * PIXELS, clientY: 0.5 * PIXELS };
  await turns(() => frame?.dispatchEvent(new MouseEvent("click", place)));
}

const TERM = { place: "a place", index: [0, 1, 1], input: "5", weight: "1", product: "+5", share: 1 };
const TOTAL = { text: "together", value: "5", share: 1 };

/** What the server says of a number, with a picture to tell it by. */
function ledger(name: string, stage = "conv1") {
  const figure = barsFigure([1]);
  const pane = { slot: "kernels", title: `Weights of ${name}`, legend: "", ends: [0, 0], figure, same: null };
  const words = { how: "", terms: [TERM], rest: null, bias: null, total: TOTAL, sees: "" };
  return { stage, index: [0, 0, 0], name, value: "5", ...words, field: [0, 0, 1, 1], pane };
}

async function answer(question: number, values: Answer): Promise<void> {
  await turns(() => answers[question]?.(values));
}

function heading(): string | null {
  return document.querySelector(`#${IDS.derivation} h3`)?.textContent ?? null;
}

function terms(): number {
  return document.querySelectorAll(`#${IDS.derivation} .ledger-terms li`).length;
}

function titleOfKernels(): string | undefined {
  return view().panes.kernels?.title;
}

async function press(selector: string): Promise<void> {
  await turns(() => document.querySelector<HTMLElement>(`#${IDS.derivation} ${selector}`)?.click());
}

describe("the ledger of a number that a kernel makes", () => {
  beforeEach(async () => {
    await step(1);
    await click(0);
  });

  test("is there at once, made by the page, and then that of the server with its picture", async () => {
    expect(heading()).toBe("1.0000 in Title of conv1 channel 0, row 0, column 0");
    expect(terms()).toBe(4);
    await answer(0, [ledger("first")]);
    expect(heading()).toBe("5 in Title of conv1 first");
    expect(titleOfKernels()).toBe("Weights of first");
  });

  test("gives way at once to that of the next number; the picture a moment later, where the answer is late", async () => {
    await answer(0, [ledger("first")]);
    await click(1);
    expect(heading()).toContain("row 0, column 1");
    vi.advanceTimersByTime(STALE_MS - 1);
    expect(titleOfKernels()).toBe("Weights of first");
    drawn.length = 0;
    vi.advanceTimersByTime(1);
    expect(titleOfKernels()).toBe("Kernels");
    expect(drawn).toEqual(["kernels"]);
  });

  test.each([
    ["is refused", null],
    ["is nothing", [null]],
    ["is about another stage", [ledger("elsewhere", "conv2")]],
  ])("stays as the page made it where the answer %s", async (_, values) => {
    await answer(0, values);
    expect(heading()).toContain("row 0, column 0");
    expect(titleOfKernels()).toBe("Kernels");
  });

  test("goes at once with the stages that it belongs to", async () => {
    await answer(0, [ledger("first")]);
    showStages(someStages(), KERNELS);
    expect(heading()).toBeNull();
    expect(titleOfKernels()).toBe("Kernels");
  });

  test("leads by a term to the number of the stage before, which is then the chosen one", async () => {
    await press("[data-term]");
    await vi.advanceTimersByTimeAsync(100);
    expect(view().stage?.name).toBe("input");
    expect(chosenCell()?.stage).toBe("input");
    expect(document.activeElement?.textContent).toContain("in Title of input");
    expect(document.getElementById(IDS.cellReadout)?.textContent).toContain(
      `row ${chosenCell()?.index[1]}, column ${chosenCell()?.index[2]}`,
    );
  });

  test.each(["the button", "Escape"])("ends by %s, and with it the choice", async (way) => {
    await answer(0, [ledger("first")]);
    if (way === "Escape") document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    else await press(".ledger-close");
    expect(document.getElementById(IDS.derivation)?.childNodes).toHaveLength(0);
    expect(chosenCell()).toBeNull();
    expect(titleOfKernels()).toBe("Kernels");
  });

  test("is that of the number being written while the kernel slides", async () => {
    toggle();
    expect(heading()).toContain("row 0, column 0");
    await vi.advanceTimersByTimeAsync(3000);
    expect(heading()).toContain("row 0, column 1");
    expect(heading()).toContain(document.getElementById(IDS.slidePlace)?.textContent);
    toggle();
    expect(chosenCell()?.index).toEqual([0, 0, 1]);
  });
});

describe("the ledger of any other number", () => {
  beforeEach(() => click(1));

  test("has its number at once, and its terms with the answer, which lead nowhere from the first stage", async () => {
    expect(heading()).toBe("2.0000 in Title of input channel 0, row 0, column 1");
    expect(terms()).toBe(0);
    await answer(0, [ledger("the pixel", "input")]);
    expect(terms()).toBe(1);
    expect(document.querySelector(`#${IDS.derivation} [data-term]`)).toBeNull();
  });

  test.each([
    ["is refused", null],
    ["is nothing", [null]],
  ])("goes where the answer %s", async (_, values) => {
    await answer(0, values);
    expect(heading()).toBeNull();
  });
});
