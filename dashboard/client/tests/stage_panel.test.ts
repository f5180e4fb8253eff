// @vitest-environment happy-dom
// The stage in view and the cell in view, together on a page.
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { IDS } from "../src/contract";
import { type ChosenCell, chosenCell, onChosen, showCell } from "../src/panels/cell_readout";
import { go, selectMap, showStages, stageChanged } from "../src/panels/stage";
import { view } from "../src/stages/view";
import { drawn, KERNELS, openPage, PIXELS, someStages, told } from "./stage_page";

const CONV = 1;
const chosen: (ChosenCell | null)[] = [];

beforeAll(() => {
  openPage();
  onChosen((cell) => chosen.push(cell));
});

beforeEach(async () => {
  vi.useFakeTimers();
  stageChanged(0, "stage");
  showStages(someStages(), KERNELS);
  await pictures();
  go(CONV);
  await pictures();
  for (const list of [told, drawn, chosen]) list.length = 0;
});

afterEach(async () => {
  await pictures();
  showStages(null, null);
  vi.useRealTimers();
});

/** Time enough for all pictures to be drawn. */
async function pictures(): Promise<void> {
  await vi.advanceTimersByTimeAsync(100);
}

function text(id: string): string {
  return document.getElementById(id)?.textContent ?? "";
}

function marks(slot: string, mark: string): number {
  return document.querySelectorAll(`[data-slot="${slot}"] .marks .${mark}`).length;
}

function frame(slot: string): Element | null {
  return document.querySelector(`[data-slot="${slot}"] .figure-frame`);
}

function focus(element: Element | null): void {
  if (element instanceof HTMLElement) element.focus();
}

/** What is hidden loses the focus in a browser. */
function loseStages(): void {
  showStages(null, null);
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** The middle of a cell on the screen, by its column and row in the whole picture. */
function at(column: number, row: number): MouseEventInit {
  return { bubbles: true, clientX: (column + 0.5) * PIXELS, clientY: (row + 0.5) * PIXELS };
}

describe("the stage in view", () => {
  test("what came out is drawn first, then what went in and the kernels", async () => {
    showStages(someStages(), KERNELS);
    expect(drawn).toEqual(["stage"]);
    await pictures();
    expect(drawn).toEqual(["stage", "before", "kernels"]);
    expect(text(IDS.stageTitle)).toBe("Title of conv1");
  });

  test("without stages there are no pictures", () => {
    showStages(null, null);
    expect(document.getElementById(IDS.panes)?.hidden).toBe(true);
    expect(document.getElementById(IDS.stageEmpty)?.hidden).toBe(false);
  });

  test("the same title again is no news to a screen reader", async () => {
    const changes = new MutationObserver(() => {});
    changes.observe(document.getElementById(IDS.stageTitle)!, { childList: true, characterData: true, subtree: true });
    showStages(someStages(), KERNELS);
    expect(changes.takeRecords()).toEqual([]);
    go(0);
    expect(changes.takeRecords()).not.toEqual([]);
    changes.disconnect();
  });

  test("a picture that had the focus gets it back when the stages return", () => {
    focus(frame("before"));
    loseStages();
    expect(document.activeElement).toBe(document.body);
    showStages(someStages(), KERNELS);
    expect(document.activeElement).toBe(frame("before"));
  });

  test("who has gone elsewhere while there were no stages stays there", () => {
    focus(frame("before"));
    loseStages();
    focus(document.getElementById(IDS.slide));
    showStages(someStages(), KERNELS);
    expect(document.activeElement?.id).toBe(IDS.slide);
  });

  test("Dash hears of a step, and its echo does not lead back to a stage that was left since", async () => {
    go(0);
    await pictures();
    expect(told).toContainEqual({ id: IDS.layer, properties: { value: 0 } });
    go(CONV);
    stageChanged(0, "stage");
    expect(view().index).toBe(CONV);
  });

  test("the slider of the timeline leads to any stage, also back to the one that Dash was told of", async () => {
    stageChanged(0, "stage");
    expect(view().index).toBe(0);
    stageChanged(CONV, "stage");
    expect(view().index).toBe(CONV);
  });
});

describe("the cell in view", () => {
  test("says its value, with what it was made from outlined in the input and among the kernels", () => {
    showCell("stage", [1, 0, 1]);
    expect(text(IDS.cellReadout)).toBe("channel 1, row 0, column 1: 6.0000, 4 products");
    expect([marks("stage", "here"), marks("before", "source"), marks("kernels", "source")]).toEqual([1, 1, 1]);
  });

  test("is the one under the pointer", () => {
    frame("stage")?.dispatchEvent(new PointerEvent("pointermove", at(1, 1)));
    expect(text(IDS.cellReadout)).toContain("channel 1, row 1, column 1");
  });

  test("beside the picture the last one stays", () => {
    showCell("stage", [0, 0, 0]);
    frame("stage")?.dispatchEvent(new PointerEvent("pointermove", at(2, 1)));
    expect(text(IDS.cellReadout)).toContain("channel 0, row 0, column 0");
  });

  test("a click chooses it; it stays with the numbers of another drawing, and is chosen anew", async () => {
    selectMap(1);
    frame("stage")?.dispatchEvent(new MouseEvent("click", at(0, 1)));
    expect(chosenCell()).toEqual({ stage: "conv1", index: [1, 1, 0] });
    showStages(someStages(), KERNELS);
    expect(chosenCell()).toBeNull();
    await pictures();
    expect(chosen).toEqual([{ stage: "conv1", index: [1, 1, 0] }, null, { stage: "conv1", index: [1, 1, 0] }]);
    expect(text(IDS.cellReadout)).toContain("channel 1, row 1, column 0");
    expect(marks("stage", "here")).toBe(1);
  });

  test("while a stroke is drawn it stays in view, and is chosen again when the stroke has ended", async () => {
    selectMap(1);
    frame("stage")?.dispatchEvent(new MouseEvent("click", at(0, 1)));
    showStages(someStages(), KERNELS, true);
    await pictures();
    expect(chosenCell()).toBeNull();
    expect(text(IDS.cellReadout)).toContain("channel 1, row 1, column 0");
    showStages(someStages(), KERNELS);
    await pictures();
    expect(chosenCell()).toEqual({ stage: "conv1", index: [1, 1, 0] });
  });

  test("a choice ends with its stage", async () => {
    frame("stage")?.dispatchEvent(new MouseEvent("click", at(0, 1)));
    go(0);
    await pictures();
    expect(chosenCell()).toBeNull();
    expect(text(IDS.cellReadout)).toBe("");
    expect(marks("stage", "here")).toBe(0);
  });

  test("another map takes the cell and the choice along", () => {
    selectMap(1);
    frame("stage")?.dispatchEvent(new MouseEvent("click", at(0, 1)));
    selectMap(0);
    expect(text(IDS.cellReadout)).toContain("channel 0, row 1, column 0");
    expect(chosenCell()).toEqual({ stage: "conv1", index: [0, 1, 0] });
  });

  test("of what went in, a cell can be looked at but not chosen", () => {
    frame("before")?.dispatchEvent(new MouseEvent("click", at(0, 1)));
    expect(text(IDS.cellReadout)).toBe("channel 0, row 1, column 0: 4.0000");
    expect(chosenCell()).toBeNull();
  });

  test("the first key goes to the first cell, the next ones walk, Enter chooses", () => {
    for (const key of ["ArrowDown", "ArrowDown", "PageDown", "Enter"]) {
      frame("stage")?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    }
    expect(chosenCell()).toEqual({ stage: "conv1", index: [1, 1, 0] });
  });

  test("in other colours it stays", async () => {
    showCell("stage", [0, 1, 1]);
    stageChanged(CONV, "map");
    await pictures();
    expect(text(IDS.cellReadout)).toContain("row 1, column 1");
    expect(marks("stage", "here")).toBe(1);
    stageChanged(CONV, "stage");
    await pictures();
  });
});
