// Figures of maps and vectors, as the server makes them.
import type { StageFigure, Tiles } from "../src/reading/answers";
import { pack } from "../src/stages/numbers";
import { colourScale } from "../src/stages/palette";

/** Maps side by side with an empty column between, in one heatmap. */
export function mapsFigure(maps: number[][][]): StageFigure {
  const [height, width] = [maps[0]?.length ?? 0, maps[0]?.[0]?.length ?? 0];
  const columns = maps.length * (width + 1) - 1;
  const values = new Float32Array(height * columns).fill(Number.NaN);
  maps.forEach((map, i) => {
    map.forEach((row, y) => {
      values.set(row, y * columns + i * (width + 1));
    });
  });
  const tiles: Tiles = {
    names: maps.map((_, i) => `channel ${i}`),
    corners: maps.map((_, i) => [0, i * (width + 1)]),
    height,
    width,
    shape: [height, columns],
  };
  return heatmap(values, tiles, {});
}

/** A vector as the cells of a heatmap, so many in a row. */
export function unitsFigure(values: number[], columns: number): StageFigure {
  const tiles: Tiles = {
    names: values.map((_, i) => `unit ${i}`),
    corners: values.map((_, i) => [Math.floor(i / columns), i % columns]),
    height: 1,
    width: 1,
    shape: [values.length / columns, columns],
  };
  return heatmap(Float32Array.from(values), tiles, { units: values.length, label: "unit" });
}

/** A vector as bars: those above zero in one trace, those below in another. */
export function barsFigure(values: number[]): StageFigure {
  const bars = (shown: (value: number) => boolean) => {
    const own = Float32Array.from(values, (value) => (shown(value) ? value : Number.NaN));
    return { type: "bar", y: pack(own, [own.length]) };
  };
  const meta = { aspect: 1.5, units: values.length, label: "digit" };
  return { data: [bars((value) => value >= 0), bars((value) => value < 0)], layout: { meta } };
}

function heatmap(values: Float32Array, tiles: Tiles, vector: { units?: number; label?: string }): StageFigure {
  const trace = {
    type: "heatmap",
    z: pack(values, tiles.shape),
    colorscale: colourScale([-1, 1]),
    zmin: -1,
    zmax: 1,
  };
  return { data: [trace], layout: { meta: { aspect: tiles.shape[1] / tiles.shape[0], tiles, ...vector } } };
}
