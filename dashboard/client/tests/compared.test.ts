// @vitest-environment happy-dom
// Two readings at one stage: one scale for both, and what differs where their shapes agree.
import { describe, expect, test } from "vitest";
import type { Ends, SentPane, Stage, StageFigure } from "../src/reading/answers";
import { compared, indexOf, numberAt } from "../src/stages/compared";
import { barsFigure, mapsFigure, unitsFigure } from "./figures";

function stageOf(figure: StageFigure, ends: Ends = [-1, 1], legend: SentPane["legend"] = "signed"): Stage {
  const pane = { slot: "stage", title: "", legend, ends, figure, same: null } as SentPane;
  return { name: "conv1", panes: [pane], shape: `${figure.layout.meta.aspect}` } as unknown as Stage;
}

const MAPS_A = [
  [
    [1, 2],
    [3, 4],
  ],
  [
    [-5, 0],
    [0, 9],
  ],
];
const MAPS_B = [
  [
    [1, 1],
    [1, 1],
  ],
  [
    [0, 0],
    [7, 0],
  ],
];
const A = stageOf(mapsFigure(MAPS_A), [-5, 9]);
const B = stageOf(mapsFigure(MAPS_B), [0, 7], "one_sided");

describe("of maps, the one in view", () => {
  test("stands with that of the other reading, and one less the other", () => {
    const found = compared(A, B, 0);
    expect(found?.sides.a?.rows.map((row) => Array.from(row))).toEqual(MAPS_A[0]);
    expect(found?.sides.b?.rows.map((row) => Array.from(row))).toEqual(MAPS_B[0]);
    expect(found?.sides.difference?.rows.map((row) => Array.from(row))).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  test("A and B have one scale, of all maps; so has the difference, to both sides alike", () => {
    for (const map of [0, 1]) {
      const sides = compared(A, B, map)?.sides;
      expect([sides?.a?.ends, sides?.b?.ends, sides?.difference?.ends]).toEqual([
        [-5, 9],
        [-5, 9],
        [-9, 9],
      ]);
      expect(sides?.b?.legend).toBe("signed");
    }
  });

  test("a map that only one has leaves the other without, and nothing to compare", () => {
    const more = stageOf(mapsFigure([...MAPS_A, MAPS_A[0] ?? []]));
    const sides = compared(more, B, 2)?.sides;
    expect([sides?.a === null, sides?.b, sides?.difference]).toEqual([false, null, null]);
  });

  test("other sizes are not compared number by number", () => {
    const wide = stageOf(mapsFigure([[[1, 2, 3]], [[4, 5, 6]]]));
    const found = compared(A, wide, 0);
    expect(found?.sides.difference).toBeNull();
    expect(found?.sides.b?.rows.length).toBe(1);
  });

  test("without a reading there is the other alone", () => {
    expect(compared(A, null, 0)?.sides).toMatchObject({ b: null, difference: null });
    expect(compared(null, B, 0)?.sides.a).toBeNull();
    expect(compared(null, null, 0)).toBeNull();
  });

  test("a place in them is a place of the stage", () => {
    const found = compared(A, B, 1);
    if (!found) throw new Error("nothing to compare");
    expect(indexOf(found, [1, 0], 1)).toEqual([1, 1, 0]);
    expect(numberAt(found.sides.difference, [1, 0])).toBe(-7);
    expect(numberAt(found.sides.difference, [5, 5])).toBeNaN();
  });
});

test("units stand as they lie, each with its own number", () => {
  const [one, other] = [stageOf(unitsFigure([1, 2, 3, 4, 5, 6], 3)), stageOf(unitsFigure([0, 2, 0, 4, 0, 9], 3))];
  const found = compared(one, other, 0);
  expect(found?.sides.difference?.rows.map((row) => Array.from(row))).toEqual([
    [1, 0, 3],
    [0, 5, -3],
  ]);
  expect(found && indexOf(found, [1, 2], 0)).toEqual([5]);
});

test("bars stand in a row on one scale from zero", () => {
  const found = compared(stageOf(barsFigure([1, -2]), [0, 0], ""), stageOf(barsFigure([0.5, 4]), [0, 0], ""), 0);
  expect(found?.bars).toBe(true);
  expect(Array.from(found?.sides.difference?.rows[0] ?? [])).toEqual([0.5, -6]);
  expect(found?.sides.a?.ends).toEqual([-2, 4]);
  expect(found && indexOf(found, [0, 1], 0)).toEqual([1]);
});

test("ink has no scale of numbers", () => {
  const ink = stageOf(mapsFigure([MAPS_B[0] ?? []]), [0, 1], "ink");
  expect(compared(ink, ink, 0)?.sides.a?.legend).toBe("ink");
});
