// The numbers of a picture, read out of its figure: cells of tiled maps, or units of a vector (bars, or a heatmap in
// which each unit is a map of one cell).
import { base64Of, bytesOfBase64 } from "../page/base64";
import type { Packed, Trace } from "../page/plotly";
import type { StageFigure, Tiles } from "../reading/answers";

/** Where a number of a picture or of a stage stands: [map, row, column], or [unit] of a vector. */
export type Index = readonly number[];

/** Maps in a heatmap. colorscale: places from 0 to 1, each with its colour; zmin, zmax: the numbers at its ends. */
type Heatmap = Trace & {
  z: Packed;
  colorscale: readonly (readonly [place: number, colour: string])[];
  zmin: number;
  zmax: number;
};

type Bars = Trace & { y: Packed };

const decoded = new WeakMap<Packed, Float32Array>();

/** The numbers of an array that the server packed as float32. */
export function arrayOf(packed: Packed): Float32Array {
  const known = decoded.get(packed);
  if (known) return known;
  const values = new Float32Array(bytesOfBase64(packed.bdata).buffer);
  decoded.set(packed, values);
  return values;
}

/** An array in the form that the server packs them in. */
export function pack(values: Float32Array, shape: readonly number[]): Packed {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { dtype: "f4", bdata: base64Of(bytes), shape: shape.join(", ") };
}

/** The length of each axis. */
export function shapeOf(packed: Packed): number[] {
  return packed.shape === undefined ? [arrayOf(packed).length] : packed.shape.split(",").map(Number);
}

/** The rows of an array with two axes. */
export function rowsOf(packed: Packed): Float32Array[] {
  const values = arrayOf(packed);
  const [height = 0, width = 0] = shapeOf(packed);
  return Array.from({ length: height }, (_, row) => values.subarray(row * width, (row + 1) * width));
}

/** Where the maps of a figure stand in it; null where it has bars. */
export function tilesOf(figure: StageFigure): Tiles | null {
  return figure.layout.meta.tiles ?? null;
}

/** The trace that has the maps of a figure with tiles. */
export function heatmapOf(figure: StageFigure): Heatmap {
  return figure.data[0] as Heatmap;
}

/** [maps, height, width] of maps, [units] of a vector, [] of what has no numbers to walk. */
export function sizeOf(figure: StageFigure): number[] {
  const { tiles, units } = figure.layout.meta;
  if (units) return [units];
  return tiles ? [tiles.names.length, tiles.height, tiles.width] : [];
}

/** Whether a picture has several maps side by side. */
export function hasMaps(figure: StageFigure): boolean {
  const [maps = 0, height] = sizeOf(figure);
  return height !== undefined && maps > 1;
}

/** How many numbers come before a cell in the figure's array. */
function placeOf(tiles: Tiles, map: number, row: number, column: number): number {
  const [top, left] = tiles.corners[map] ?? [0, 0];
  return (top + row) * tiles.shape[1] + left + column;
}

/** The number at an index. */
export function valueAt(figure: StageFigure, index: Index): number {
  const tiles = tilesOf(figure);
  const [map = 0, row = 0, column = 0] = index;
  if (!tiles) return barAt(figure, map);
  return arrayOf(heatmapOf(figure).z)[placeOf(tiles, map, row, column)] ?? Number.NaN;
}

/** A vector has two traces of bars, for either sign, and each has no number where the other has. */
function barAt(figure: StageFigure, unit: number): number {
  const [above, below] = figure.data as Bars[];
  const value = above ? arrayOf(above.y)[unit] : undefined;
  if (value !== undefined && !Number.isNaN(value)) return value;
  return (below && arrayOf(below.y)[unit]) ?? Number.NaN;
}

/** Every number of one map, row by row. */
export function mapOf(figure: StageFigure, map: number): Float32Array[] {
  const tiles = tilesOf(figure);
  if (!tiles) return [];
  const values = arrayOf(heatmapOf(figure).z);
  return Array.from({ length: tiles.height }, (_, row) => {
    const start = placeOf(tiles, map, row, 0);
    return values.subarray(start, start + tiles.width);
  });
}

/** The largest magnitude of some numbers, 0 where there are none. */
export function boundOf(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

/** The map with the largest number, which says most of what a stage has found. */
export function strongestMap(figure: StageFigure): number {
  const [maps = 1] = sizeOf(figure);
  let strongest = 0;
  let largest = Number.NEGATIVE_INFINITY;
  for (let map = 0; map < maps; map += 1) {
    for (const row of mapOf(figure, map)) {
      for (const value of row) {
        if (value <= largest) continue;
        largest = value;
        strongest = map;
      }
    }
  }
  return strongest;
}
