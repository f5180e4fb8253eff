// @vitest-environment happy-dom
// The kernel that slides, on a page: an input of 3 × 3 cells, a map of 2 × 2.
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { IDS } from "../src/contract";
import { type ChosenCell, onChosen, showCell } from "../src/panels/cell_readout";
import { isSliding, move, onSlid, pace, toggle } from "../src/panels/slide";
import { go, selectMap, showStages, stageChanged } from "../src/panels/stage";
import type { Index } from "../src/stages/numbers";
import { KERNELS, openPage, PIXELS, someStages, told } from "./stage_page";

const CONV = 1;
const MAP_MS = 4000;
const CELL_MS = MAP_MS / 4;
const chosen: (ChosenCell | null)[] = [];
const slid: (Index | null)[] = [];

beforeAll(() => {
  openPage();
  pace(MAP_MS);
  onChosen((cell) => chosen.push(cell));
  onSlid((index) => slid.push(index));
});

beforeEach(async () => {
  vi.useFakeTimers();
  stageChanged(0, "stage");
  showStages(someStages(), KERNELS);
  await vi.advanceTimersByTimeAsync(100);
  go(CONV);
  selectMap(0);
  await vi.advanceTimersByTimeAsync(100);
  for (const list of [told, chosen, slid]) list.length = 0;
});

afterEach(async () => {
  await vi.advanceTimersByTimeAsync(100);
  showStages(null, null);
  vi.useRealTimers();
});

function text(id: string): string {
  return document.getElementById(id)?.textContent ?? "";
}

function marks(slot: string, mark: string): number {
  return document.querySelectorAll(`[data-slot="${slot}"] .marks .${mark}`).length;
}

/** Point at or click on a cell of the map in view. */
function happen(event: "pointermove" | "click", slot: string, column: number, row: number): void {
  const place = { bubbles: true, clientX: (column + 0.5) * PIXELS, clientY: (row + 0.5) * PIXELS };
  const frame = document.querySelector(`[data-slot="${slot}"] .figure-frame`);
  frame?.dispatchEvent(event === "click" ? new MouseEvent(event, place) : new PointerEvent(event, place));
}

describe("the kernel that slides", () => {
  test("writes its map cell by cell in the time of a whole map, and the last number is the chosen one", () => {
    toggle();
    expect(text(IDS.cellReadout)).toContain("row 0, column 0");
    expect(marks("stage", "unwritten")).toBe(2);
    vi.advanceTimersByTime(2.5 * CELL_MS);
    expect(text(IDS.cellReadout)).toContain("row 1, column 0");
    expect(chosen).toEqual([]);
    vi.advanceTimersByTime(1.5 * CELL_MS + 50);
    expect(marks("stage", "unwritten")).toBe(0);
    expect(isSliding()).toBe(false);
    expect(text(`${IDS.slide}-name`)).toBe("Slide");
    expect(chosen).toEqual([{ stage: "conv1", index: [0, 1, 1] }]);
    expect(slid).toEqual([
      [0, 0, 0],
      [0, 0, 1],
      [0, 1, 0],
      [0, 1, 1],
    ]);
  });

  test("says the sum of each number on one line, and where it stands", () => {
    toggle();
    vi.advanceTimersByTime(1.5 * CELL_MS);
    expect(text(IDS.slideSum)).toBe("4 products 2.0000 + bias 0.0000 = 2.0000");
    expect(text(IDS.slidePlace)).toBe("row 0, column 1");
    expect(document.querySelectorAll(`#${IDS.operation} .number-grid td`)).toHaveLength(4);
  });

  test("pauses where it is, chooses that number, and goes on from there", () => {
    toggle();
    vi.advanceTimersByTime(1.5 * CELL_MS);
    toggle();
    expect(chosen).toEqual([{ stage: "conv1", index: [0, 0, 1] }]);
    expect(told.at(-1)).toEqual({ id: IDS.slidePosition, properties: { value: 1 } });
    vi.advanceTimersByTime(5 * CELL_MS);
    expect(text(IDS.cellReadout)).toContain("row 0, column 1");
    toggle();
    vi.advanceTimersByTime(1.1 * CELL_MS);
    expect(text(IDS.cellReadout)).toContain("row 1, column 0");
  });

  test("is not led away by the pointer, but pauses for a click, which chooses", () => {
    toggle();
    happen("pointermove", "stage", 1, 1);
    expect(text(IDS.cellReadout)).toContain("channel 0, row 0, column 0");
    happen("click", "stage", 1, 0);
    expect(chosen.at(-1)).toEqual({ stage: "conv1", index: [0, 0, 1] });
    vi.advanceTimersByTime(5 * CELL_MS);
    expect(text(IDS.cellReadout)).toContain("channel 0, row 0, column 1");
  });

  test("stops where another stage comes into view", () => {
    toggle();
    go(0);
    vi.advanceTimersByTime(5 * CELL_MS);
    expect(text(IDS.cellReadout)).toBe("");
    expect(marks("stage", "unwritten")).toBe(0);
    expect(slid.at(-1)).toBeNull();
    expect(chosen).toEqual([]);
  });
});

describe("the kernel that stands", () => {
  test("follows the pointer over what came out", () => {
    happen("pointermove", "stage", 1, 1);
    expect(text(IDS.slideSum)).toBe("4 products 5.0000 + bias 0.0000 = 5.0000");
    expect(slid).toEqual([]);
  });

  test("follows the pointer over what went in, as near as it gets, and the cell pointed at stays in view", () => {
    happen("pointermove", "before", 2, 2);
    expect(text(IDS.cellReadout)).toBe("channel 0, row 2, column 2: 9.0000");
    expect(text(IDS.slideSum)).toBe("4 products 5.0000 + bias 0.0000 = 5.0000");
    expect([marks("before", "source"), marks("stage", "source"), marks("before", "here")]).toEqual([1, 1, 1]);
  });

  test("follows the slider; the chosen number goes along once the slider rests", () => {
    move(3);
    expect(text(IDS.slidePlace)).toBe("row 1, column 1");
    vi.advanceTimersByTime(1000);
    expect(chosen).toEqual([]);
    happen("click", "stage", 0, 0);
    chosen.length = 0;
    move(1);
    move(2);
    expect(slid).toEqual([
      [0, 0, 1],
      [0, 1, 0],
    ]);
    expect(chosen).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(chosen).toEqual([{ stage: "conv1", index: [0, 1, 0] }]);
  });

  test("goes over to another map with the picture", async () => {
    showCell("stage", [0, 1, 0]);
    selectMap(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(text(IDS.slideSum)).toBe("4 products 8.0000 + bias 0.0000 = 8.0000");
    toggle();
    expect(text(IDS.cellReadout)).toContain("channel 1, row 0, column 0");
  });

  test("is there with a convolution only", () => {
    const block = document.getElementById(IDS.slideBlock);
    expect(block?.hidden).toBe(false);
    go(0);
    expect(block?.hidden).toBe(true);
    go(CONV);
    showStages(null, null);
    expect(block?.hidden).toBe(true);
  });

  test("says the rule where no number is in view", () => {
    showCell("stage", [0, 0, 0]);
    showStages(someStages(), KERNELS);
    expect(text(IDS.slideSum)).toBe("products added up");
    expect(text(IDS.operation)).toContain("number × weight");
  });
});
