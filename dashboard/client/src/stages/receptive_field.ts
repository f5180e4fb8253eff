// Which pixels of the input a number of a stage depends on, as `lenetlab.explain` has it, and whether there is ink.

import { windowOf } from "./kinds";
import { type Index, mapOf, sizeOf } from "./numbers";
import type { View } from "./view";
import type { Range, Region } from "./windows";

/** Of the 28 × 28 pixels of the input. */
export type Field = readonly [top: number, left: number, height: number, width: number];

export const FIRST_OF_NETWORK = "input"; // Before it, the drawing is brought to its size and place.

/** The pixels that one number of the stage in view depends on; null where the page knows of none. */
export function fieldOf(view: View, index: Index): Field | null {
  const { stages } = view;
  let region: Region | null = index.map((place): Range => [place, place + 1]);
  for (let i = view.index; region && stages?.[i] && stages[i]?.name !== FIRST_OF_NETWORK; i -= 1) {
    region = sourceOf(view, i, region);
  }
  const [, rows, columns] = region ?? [];
  return rows && columns ? [rows[0], columns[0], rows[1] - rows[0], columns[1] - columns[0]] : null;
}

/** The region of a stage's input that a region of its output comes from: from that of its first to that of its last. */
export function sourceOf(view: View, stage: number, region: Region): Region | null {
  const own = view.stages?.[stage];
  const [inputShape, outputShape] = [shapeOf(view, stage - 1), shapeOf(view, stage)];
  if (!own || !inputShape || !outputShape) return null;
  const corner = (place: (range: Range) => number) =>
    windowOf(own.kind, own.params, inputShape, outputShape, region.map(place));
  const [first, last] = [corner(([start]) => start), corner(([, stop]) => stop - 1)];
  if (!first || !last) return null;
  return first.map(([start], axis) => [Math.max(start, 0), Math.min(last[axis]?.[1] ?? 0, inputShape[axis] ?? 0)]);
}

/** The shape of what comes out of a stage. */
export function shapeOf({ stages }: View, stage: number): number[] | null {
  const figure = stages?.[stage]?.panes.at(-1)?.figure;
  return figure ? sizeOf(figure) : null;
}

/** The ink as it is laid into the input, before it is normalised: its rows. */
export function centredInk({ stages }: View): Float32Array[] {
  const figure = stages?.find(({ name }) => name === "centre")?.panes.at(-1)?.figure;
  return figure ? mapOf(figure, 0) : [];
}

/** Whether a number depends on ink. */
export function hasInk(ink: readonly Float32Array[], [top, left, height, width]: Field): boolean {
  return ink.slice(top, top + height).some((row) => row.subarray(left, left + width).some((value) => value > 0));
}
