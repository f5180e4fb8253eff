// Places in the pictures of a stage: of a cell, and of what a cell was made from.
import type { Slot } from "../contract";
import { KINDS, windowOf } from "./kinds";
import { type Index, sizeOf } from "./numbers";
import type { View } from "./view";
import type { Region } from "./windows";

/** Cells of one map. They may lie partly beside it: on the padding. */
export interface Block {
  kind: "block";
  slot: Slot;
  map: number;
  row: number;
  column: number;
  height: number;
  width: number;
}

/** Something that can be outlined: cells of a map, one unit of a vector, a whole picture. */
export type Place = Block | { kind: "unit"; slot: Slot; unit: number } | { kind: "whole"; slot: Slot };

/** The place of one cell. */
export function placeOf(slot: Slot, index: Index): Place {
  const [map = 0, row, column] = index;
  if (row === undefined || column === undefined) return { kind: "unit", slot, unit: map };
  return { kind: "block", slot, map, row, column, height: 1, width: 1 };
}

/** The region of the stage's input that one of its numbers comes from; null where there is none. */
export function regionOf({ stage, panes }: View, index: Index): Region | null {
  if (!stage || !panes.before || !panes.stage) return null;
  return windowOf(stage.kind, stage.params, sizeOf(panes.before.figure), sizeOf(panes.stage.figure), index);
}

/** What one number of the stage was made from: in the picture of what went in, and among the kernels. */
export function sourcesOf(view: View, index: Index): Place[] {
  const region = regionOf(view, index);
  if (!region) return [];
  return [...placesIn("before", region), ...kernelOf(view, index)];
}

/** A region as places of a picture: its block in each map that it has cells in, its one unit, or the whole vector. */
function placesIn(slot: Slot, region: Region): Place[] {
  const [[first, end] = [0, 0], rows, columns] = region;
  if (!rows || !columns) return [end - first === 1 ? { kind: "unit", slot, unit: first } : { kind: "whole", slot }];
  const block = { row: rows[0], column: columns[0], height: rows[1] - rows[0], width: columns[1] - columns[0] };
  return Array.from({ length: end - first }, (_, i) => ({ kind: "block", slot, map: first + i, ...block }));
}

/** Where the picture of the kernels has all of them, the one that makes this map. */
function kernelOf({ stage, panes }: View, [map = 0]: Index): Place[] {
  if (!stage || !KINDS[stage.kind].hasKernels || !panes.kernels || !panes.before) return [];
  const [inputs] = sizeOf(panes.before.figure);
  const [, height = 0, width = 0] = sizeOf(panes.kernels.figure);
  return inputs === 1 ? [{ kind: "block", slot: "kernels", map, row: 0, column: 0, height, width }] : [];
}
