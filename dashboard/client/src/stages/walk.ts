// Walking from cell to cell of a picture with the keys.
import type { StageFigure } from "../reading/answers";
import { type Index, sizeOf, tilesOf } from "./numbers";

/** Steps along the axes: from map to map, from row to row, from column to column. */
const STEPS: Record<string, readonly [maps: number, rows: number, columns: number]> = {
  ArrowLeft: [0, 0, -1],
  ArrowRight: [0, 0, 1],
  ArrowUp: [0, -1, 0],
  ArrowDown: [0, 1, 0],
  PageUp: [-1, 0, 0],
  PageDown: [1, 0, 0],
};

/** Where a key leads from a cell, or null for a key that leads nowhere. No step leads out of the picture. */
export function cellAfterKey(figure: StageFigure, index: Index, key: string): Index | null {
  const [maps = 0, height, width] = sizeOf(figure);
  if (height !== undefined && width !== undefined) return walk(key, [maps, height, width], index);
  const columns = columnsOf(figure, maps);
  const [unit = 0] = index;
  const next = walk(key, [1, maps / columns, columns], [0, Math.floor(unit / columns), unit % columns]);
  return next && [next[1] * columns + next[2]];
}

/** A vector is walked as it stands: as rows of a heatmap, or as one row of bars. */
function columnsOf(figure: StageFigure, units: number): number {
  return tilesOf(figure)?.shape[1] ?? units;
}

function walk(
  key: string,
  [maps, rows, columns]: readonly [number, number, number],
  [map = 0, row = 0, column = 0]: Index,
): [map: number, row: number, column: number] | null {
  if (key === "Home") return [map, 0, 0];
  if (key === "End") return [map, rows - 1, columns - 1];
  const step = STEPS[key];
  if (!step) return null;
  return [within(map + step[0], maps), within(row + step[1], rows), within(column + step[2], columns)];
}

function within(place: number, count: number): number {
  return Math.min(Math.max(place, 0), count - 1);
}
