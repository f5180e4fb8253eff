// The picture of a convolution's kernels, made in the page: the server sends the weights once for all drawings.
import type { KernelSet, Pane, StageFigure } from "../reading/answers";
import { say } from "../words";
import { arrayOf, heatmapOf, pack, shapeOf, tilesOf } from "./numbers";

/** Of one input channel, all kernels; of several, the slices of the one kernel that makes `map`. */
export function kernelPane({ figure, weight, ends }: KernelSet, map: number): Pane {
  const common = { slot: "kernels", legend: "signed", ends, same: null } as const;
  if (channelsOf(weight) === 1) return { ...common, title: say("stage.kernels"), figure };
  return { ...common, title: say("stage.kernel_slices", { map }), figure: slicesOf(figure, weight, map) };
}

/** How many maps a kernel reads. */
function channelsOf(weight: KernelSet["weight"]): number {
  return shapeOf(weight)[1] ?? 0;
}

/** The figure of kernel 0 with the weights of another in its place. */
function slicesOf(figure: StageFigure, weight: KernelSet["weight"], map: number): StageFigure {
  const [, channels = 0, side = 0] = shapeOf(weight);
  const names = Array.from({ length: channels }, (_, channel) => say("stage.slice", { map, channel }));
  return withWeights(figure, arrayOf(weight).subarray(map * channels * side * side), names);
}

/** The figure with other weights in its tiles, tile by tile and row by row, and with other names. */
export function withWeights(figure: StageFigure, weights: Float32Array, names: string[]): StageFigure {
  const tiles = tilesOf(figure);
  if (!tiles) return figure;
  const values = new Float32Array(tiles.shape[0] * tiles.shape[1]).fill(Number.NaN);
  tiles.corners.forEach(([top, left], tile) => {
    for (let row = 0; row < tiles.height; row += 1) {
      const start = (tile * tiles.height + row) * tiles.width;
      values.set(weights.subarray(start, start + tiles.width), (top + row) * tiles.shape[1] + left);
    }
  });
  const meta = { ...figure.layout.meta, tiles: { ...tiles, names } };
  const heatmap = { ...heatmapOf(figure), z: pack(values, tiles.shape) };
  return { ...figure, data: [heatmap, ...figure.data.slice(1)], layout: { ...figure.layout, meta } };
}

/** The weights of kernel `map` for one input channel, row by row. */
export function weightsOf({ weight }: KernelSet, map: number, channel: number): Float32Array {
  const [, channels = 0, side = 0] = shapeOf(weight);
  const start = (map * channels + channel) * side * side;
  return arrayOf(weight).subarray(start, start + side * side);
}

export function biasOf({ bias }: KernelSet, map: number): number {
  return arrayOf(bias)[map] ?? 0;
}
