// Two readings at one stage: what came out of it in A and in B, and A − B where both have the same shape. Of several maps
// the one in view.
import type { Ends, Pane, Stage, StageFigure } from "../reading/answers";
import { arrayOf, boundOf, hasMaps, heatmapOf, type Index, mapOf, rowsOf, sizeOf, tilesOf, valueAt } from "./numbers";

export type Side = "a" | "b" | "difference";
export const SIDES: readonly Side[] = ["a", "difference", "b"];

/** Numbers as a picture has them, row by row; where there is no number, NaN. legend: as a pane has it. */
export interface Numbers {
  rows: Float32Array[];
  ends: Ends;
  legend: "signed" | "one_sided" | "ink";
}

/** sides: null for what there is not. shapes: of both outputs, in words. bars: few numbers, which stand in a row. */
export interface Compared {
  sides: Record<Side, Numbers | null>;
  shapes: [string, string] | null;
  bars: boolean;
  figure: StageFigure;
}

/** a, b: the same stage in both; one of them at least. */
export function compared(a: Stage | null, b: Stage | null, map: number): Compared | null {
  const [paneA, paneB] = [paneOf(a), paneOf(b)];
  const some = paneB ?? paneA;
  if (!some) return null;
  const ends = unionOf(paneA, paneB);
  const isSame = paneA && paneB && sameSize(paneA.figure, paneB.figure);
  const legend = some.legend === "ink" ? "ink" : ends[0] === 0 ? "one_sided" : "signed";
  const side = (pane: Pane | null): Numbers | null => {
    const rows = pane && rowsOfOne(pane.figure, map);
    return rows && { rows, ends, legend };
  };
  return {
    sides: {
      a: side(paneA),
      b: side(paneB),
      difference: isSame ? differenceOf(paneA.figure, paneB.figure, map) : null,
    },
    shapes: a && b ? [a.shape, b.shape] : null,
    bars: tilesOf(some.figure) === null,
    figure: some.figure,
  };
}

function paneOf(stage: Stage | null): Pane | null {
  const pane = stage?.panes.at(-1);
  return pane?.figure ? { ...pane, figure: pane.figure } : null;
}

/** One scale for both, of all maps, so that it stays from map to map. Bars have no scale of colours. */
function unionOf(a: Pane | null, b: Pane | null): Ends {
  const ends = [a, b].filter((pane) => pane !== null).map(scaleOf);
  return [Math.min(...ends.map(([low]) => low)), Math.max(...ends.map(([, high]) => high))];
}

function scaleOf({ figure, ends }: Pane): Ends {
  if (tilesOf(figure)) return ends;
  const numbers = Array.from(rowsOfOne(figure, 0)?.[0] ?? []);
  return [Math.min(0, ...numbers), Math.max(0, ...numbers)];
}

function sameSize(a: StageFigure, b: StageFigure): boolean {
  return JSON.stringify(sizeOf(a)) === JSON.stringify(sizeOf(b));
}

/** Of maps the one; of many units all, as they lie; of bars one row. Null for a map that there is not. */
function rowsOfOne(figure: StageFigure, map: number): Float32Array[] | null {
  const [count = 0] = sizeOf(figure);
  if (!tilesOf(figure)) return [Float32Array.from({ length: count }, (_, unit) => valueAt(figure, [unit]))];
  if (!hasMaps(figure) || figure.layout.meta.units) return rowsOf(heatmapOf(figure).z);
  return map < count ? mapOf(figure, map) : null;
}

/** Its scale is that of all maps, as far below zero as above. */
function differenceOf(a: StageFigure, b: StageFigure, map: number): Numbers | null {
  const [one, other] = [rowsOfOne(a, map), rowsOfOne(b, map)];
  if (!one || !other) return null;
  const bound = tilesOf(a) ? boundOfDifference(a, b) : boundOf(less(one[0], other[0]));
  return {
    rows: one.map((row, i) => less(row, other[i])),
    ends: [-(bound || 1), bound || 1],
    legend: "signed",
  };
}

function boundOfDifference(a: StageFigure, b: StageFigure): number {
  return boundOf(less(arrayOf(heatmapOf(a).z), arrayOf(heatmapOf(b).z)).filter((value) => !Number.isNaN(value)));
}

function less(one: Float32Array = new Float32Array(), other: Float32Array = one): Float32Array {
  return one.map((value, i) => value - (other[i] ?? Number.NaN));
}

/** The number at a row and column of a side; NaN where there is none. */
export function numberAt(numbers: Numbers | null, [row, column]: readonly [row: number, column: number]): number {
  return numbers?.rows[row]?.[column] ?? Number.NaN;
}

/** Where a number of the stage stands: [map, row, column], or [unit]. Null for a place without a number. */
export function indexOf(
  of: Compared,
  [row, column]: readonly [row: number, column: number],
  map: number,
): Index | null {
  const tiles = tilesOf(of.figure);
  if (!tiles) return [column];
  if (!of.figure.layout.meta.units) return [map, row, column];
  const unit = tiles.corners.findIndex(([top, left]) => top === row && left === column);
  return unit < 0 ? null : [unit];
}
