// Which region of a stage's input one of its numbers comes from, as `lenetlab.explain` has it (lenetlab/kinds.py).
// Padding is included: a window may begin before 0 or end beyond the map.
import type { Index } from "./numbers";

/** Along one axis: from `start` up to, but not with, `stop`. */
export type Range = readonly [start: number, stop: number];

/** One range for each axis of the stage's input. */
export type Region = readonly Range[];

/** What a stage was done with: the size of its kernel, for instance. */
export type Params = Readonly<Record<string, number>>;

/** One number of a stage, and what is needed to say where it comes from. Shapes are [maps, height, width] or [units]. */
export interface Origin {
  params: Params;
  inputShape: readonly number[];
  outputShape: readonly number[];
  index: Index;
}

/** The parameter of that name, which the stages of the kind that asks for it have. */
export function param(params: Params, name: string): number {
  const value = params[name];
  if (value === undefined) throw new Error(`a stage has no ${name}`);
  return value;
}

function only(place: number): Range {
  return [place, place + 1];
}

export function sameWindow({ index }: Origin): Region {
  return index.map(only);
}

export function wholeWindow({ inputShape }: Origin): Region {
  return inputShape.map((length): Range => [0, length]);
}

/** All maps, and in each the cells that lie under the kernel. */
export function convWindow({ params, inputShape, index }: Origin): Region {
  const [maps = 0] = inputShape;
  const [, row = 0, column = 0] = index;
  const side = param(params, "kernel_size");
  const start = (place: number) => place * param(params, "stride") - param(params, "padding");
  return [
    [0, maps],
    [start(row), start(row) + side],
    [start(column), start(column) + side],
  ];
}

export function maxPoolWindow({ params, index }: Origin): Region {
  const [map = 0, row = 0, column = 0] = index;
  const side = param(params, "kernel_size");
  return [only(map), [row * side, (row + 1) * side], [column * side, (column + 1) * side]];
}

/** What one cell of an adaptive average takes of an axis. Where the numbers do not divide, windows overlap. */
export function share(place: number, inputs: number, outputs: number): Range {
  return [Math.floor((place * inputs) / outputs), Math.ceil(((place + 1) * inputs) / outputs)];
}

export function avgPoolWindow({ inputShape, outputShape, index }: Origin): Region {
  const [, height = 0, width = 0] = inputShape;
  const [, rows = 1, columns = 1] = outputShape;
  const [map = 0, row = 0, column = 0] = index;
  return [only(map), share(row, height, rows), share(column, width, columns)];
}

/** Where a unit stood before the maps were put in a row. */
export function flattenWindow({ inputShape, index }: Origin): Region {
  const [, height = 1, width = 1] = inputShape;
  const [unit = 0] = index;
  const cell = unit % (height * width);
  return [only(Math.floor(unit / (height * width))), only(Math.floor(cell / width)), only(cell % width)];
}

/** The cell of the drawing that is now at this place of what was cut out of it. */
export function cropWindow({ params, index }: Origin): Region {
  const [map = 0, row = 0, column = 0] = index;
  return [only(map), only(row + param(params, "top")), only(column + param(params, "left"))];
}

/** The cell of the scaled digit that was put here, or null beside it. */
export function centreWindow({ params, inputShape, index }: Origin): Region | null {
  const [, height = 0, width = 0] = inputShape;
  const [map = 0, row = 0, column = 0] = index;
  const [fromRow, fromColumn] = [row - param(params, "top"), column - param(params, "left")];
  const within = fromRow >= 0 && fromRow < height && fromColumn >= 0 && fromColumn < width;
  return within ? [only(map), only(fromRow), only(fromColumn)] : null;
}

/** How many cells a window has, padding included. */
export function cellsIn(region: Region): number {
  return region.reduce((count, [start, stop]) => count * (stop - start), 1);
}

/** The number of a convolution's map whose window has this cell in its middle, or is as near to it as one can be. */
export function centredOn(
  params: Params,
  [height, width]: readonly [height: number, width: number],
  [, row = 0, column = 0]: Index,
): [row: number, column: number] {
  const toStart = param(params, "padding") - (param(params, "kernel_size") - 1) / 2;
  const nearest = (cell: number, last: number) =>
    Math.min(Math.max(Math.round((cell + toStart) / param(params, "stride")), 0), last);
  return [nearest(row, height - 1), nearest(column, width - 1)];
}

/** The first place of each axis of a region: [map, row, column]. */
export function startOf(region: Region): [map: number, row: number, column: number] {
  const [map = 0, row = 0, column = 0] = region.map(([start]) => start);
  return [map, row, column];
}
