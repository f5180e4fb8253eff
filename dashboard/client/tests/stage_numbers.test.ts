// @vitest-environment happy-dom
// The numbers of a picture: found by their place, walked with the keys, compared, added up.
import { describe, expect, test } from "vitest";
import type { KernelSet, StageFigure } from "../src/reading/answers";
import { indexAt } from "../src/stages/cell_at";
import { arrayOf, hasMaps, mapOf, pack, sizeOf, strongestMap, valueAt } from "../src/stages/numbers";
import { coloursOf } from "../src/stages/palette";
import { cellAfterKey } from "../src/stages/walk";
import { windowSum } from "../src/stages/window_sums";
import { winnerOf, winnersOf } from "../src/stages/winners";
import { barsFigure, mapsFigure, unitsFigure } from "./figures";

const TWO_MAPS = mapsFigure([
  [
    [1, 2, 3],
    [4, 5, 6],
  ],
  [
    [-1, -2, -3],
    [-4, -5, -9],
  ],
]);
const SIX_UNITS = unitsFigure([0, 10, 20, 30, 40, 50], 3);
const BARS = barsFigure([0.5, -0.25, 0]);

describe("the numbers of a picture", () => {
  test("an array that was packed is the same when it is unpacked", () => {
    expect(Array.from(arrayOf(pack(Float32Array.of(1.5, -2, 0), [3])))).toEqual([1.5, -2, 0]);
  });

  test("a number is found by its map, row and column, or by its unit", () => {
    expect(valueAt(TWO_MAPS, [1, 1, 2])).toBe(-9);
    expect(valueAt(SIX_UNITS, [4])).toBe(40);
    expect([0, 1, 2].map((unit) => valueAt(BARS, [unit]))).toEqual([0.5, -0.25, 0]);
  });

  test("sizes are those of the maps or of the vector", () => {
    expect(sizeOf(TWO_MAPS)).toEqual([2, 2, 3]);
    expect(sizeOf(SIX_UNITS)).toEqual([6]);
    expect(sizeOf(BARS)).toEqual([3]);
    expect([TWO_MAPS, SIX_UNITS, BARS].map(hasMaps)).toEqual([true, false, false]);
  });

  test("a map has its rows, without the cells between the maps, and the one with the largest number is known", () => {
    expect(mapOf(TWO_MAPS, 1).map((row) => Array.from(row))).toEqual([
      [-1, -2, -3],
      [-4, -5, -9],
    ]);
    expect(strongestMap(TWO_MAPS)).toBe(0);
  });
});

const whole = (figure: StageFigure) => ({ figure, shown: null });

describe("the cell at a place of a picture", () => {
  test("is a cell of the map that is there", () => {
    expect(indexAt(whole(TWO_MAPS), 2, 1)).toEqual([0, 1, 2]);
    expect(indexAt(whole(TWO_MAPS), 4, 0)).toEqual([1, 0, 0]);
  });

  test("between the maps there is none", () => expect(indexAt(whole(TWO_MAPS), 3, 0)).toBeNull());
  test("of a vector it is a unit", () => expect(indexAt(whole(SIX_UNITS), 1, 1)).toEqual([4]));

  test("of bars it is the unit along their axis, however high the pointer is", () => {
    expect(indexAt(whole(BARS), 2, -40)).toEqual([2]);
    expect(indexAt(whole(BARS), 3, 0)).toBeNull();
  });
});

describe("walking with the keys", () => {
  test("arrows go from cell to cell and stop at the edge", () => {
    expect(cellAfterKey(TWO_MAPS, [0, 0, 0], "ArrowRight")).toEqual([0, 0, 1]);
    expect(cellAfterKey(TWO_MAPS, [0, 0, 0], "ArrowDown")).toEqual([0, 1, 0]);
    expect(cellAfterKey(TWO_MAPS, [0, 0, 0], "ArrowLeft")).toEqual([0, 0, 0]);
    expect(cellAfterKey(TWO_MAPS, [0, 1, 2], "ArrowRight")).toEqual([0, 1, 2]);
  });

  test("Page Up and Page Down go from map to map", () => {
    expect(cellAfterKey(TWO_MAPS, [0, 1, 2], "PageDown")).toEqual([1, 1, 2]);
    expect(cellAfterKey(TWO_MAPS, [1, 1, 2], "PageDown")).toEqual([1, 1, 2]);
    expect(cellAfterKey(TWO_MAPS, [1, 1, 2], "PageUp")).toEqual([0, 1, 2]);
  });

  test("Home and End go to the corners of the same map", () => {
    expect(cellAfterKey(TWO_MAPS, [1, 1, 1], "Home")).toEqual([1, 0, 0]);
    expect(cellAfterKey(TWO_MAPS, [1, 0, 1], "End")).toEqual([1, 1, 2]);
  });

  test("a vector is walked as it stands: in rows, or along its bars", () => {
    expect(cellAfterKey(SIX_UNITS, [1], "ArrowDown")).toEqual([4]);
    expect(cellAfterKey(SIX_UNITS, [1], "End")).toEqual([5]);
    expect(cellAfterKey(BARS, [1], "ArrowRight")).toEqual([2]);
    expect(cellAfterKey(BARS, [1], "ArrowDown")).toEqual([1]);
  });

  test("other keys lead nowhere", () => expect(cellAfterKey(TWO_MAPS, [0, 0, 0], "x")).toBeNull());
});

describe("the winners of a max pool", () => {
  const input = mapsFigure([
    [
      [1, 3, 0, 0],
      [3, 2, 0, 0],
      [0, 0, 5, 0],
      [0, 7, 0, 5],
    ],
  ]);
  const output = mapsFigure([
    [
      [3, 0],
      [7, 5],
    ],
  ]);

  test("of equals the first one wins", () => {
    expect(winnerOf(input, [[0, 1], [0, 2], [0, 2]])).toEqual([0, 0, 1]); // biome-ignore format: a window is one line
  });

  test("where all are zero, none wins", () => {
    expect(winnerOf(input, [[0, 1], [0, 2], [2, 4]])).toBeNull(); // biome-ignore format: a window is one line
  });

  test("each window has one winner at most", () => {
    const [wins = []] = winnersOf(input, output, { kernel_size: 2, stride: 2 });
    const winning = Array.from(wins).flatMap((win, cell) => (win ? [cell] : []));
    expect(winning).toEqual([1, 10, 13]);
  });
});

describe("the sum of a window", () => {
  const kernels = {
    weight: pack(Float32Array.of(1, 2, 3, 4, -10, 0, 0, 0), [1, 2, 2, 2]),
    bias: pack(Float32Array.of(0.5), [1]),
  } as unknown as KernelSet;

  test("adds the products of every input map, and takes the padding for zero", () => {
    const region = [[0, 2], [-1, 1], [0, 2]] as const; // biome-ignore format: a window is one line
    const { parts, sum, bias, strongest } = windowSum(TWO_MAPS, kernels, region, [0, 0, 0]);
    expect(parts[0]?.inputs).toEqual([0, 0, 1, 2]);
    expect(parts.map((part) => part.sum)).toEqual([11, 0]);
    expect([sum, bias, strongest]).toEqual([11, 0.5, 0]);
  });

  test("says which map adds or takes away most", () => {
    const region = [[0, 2], [1, 3], [2, 4]] as const; // biome-ignore format: a window is one line
    const { parts, strongest } = windowSum(TWO_MAPS, kernels, region, [0, 0, 0]);
    expect(parts.map((part) => part.sum)).toEqual([6, 90]);
    expect(strongest).toBe(1);
  });
});

describe("the colours of numbers", () => {
  const scale = [
    [0, "#000000"],
    [0.5, "rgba(100,100,100,0.5)"],
    [1, "#ffffff"],
  ] as const;

  test("follow the scale from end to end, and stay at its ends beyond them", () => {
    expect(Array.from(coloursOf([-1, 1, 9], scale, -1, 1))).toEqual([
      0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    ]);
  });

  test("where there is no number, there is no colour", () => {
    expect(Array.from(coloursOf([Number.NaN], scale, -1, 1))).toEqual([0, 0, 0, 0]);
  });
});
