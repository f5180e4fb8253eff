// The kernels of both convolutions with the visitor's changes in them: the server sends them as they were learned, once.
import { type Edit, isInForce } from "../drawing/edits";
import type { Packed } from "../page/plotly";
import type { KernelSet, Kernels, Reading } from "../reading/answers";
import { say } from "../words";
import { arrayOf, boundOf, heatmapOf, pack, shapeOf, tilesOf } from "./numbers";

type Convolution = "conv1" | "conv2";

let latest: { kernels: Kernels; key: string; edited: Kernels } | null = null; // So that the same are the same object.

/** Kernels as the network of a reading works with them. */
export function kernelsOf({ drawing, settings }: Reading, kernels: Kernels): Kernels {
  const edits = (drawing.edits ?? []).filter((edit) => isInForce(edit, settings));
  if (edits.length === 0) return kernels;
  const key = JSON.stringify(edits);
  if (latest?.kernels !== kernels || latest.key !== key) latest = { kernels, key, edited: edited(kernels, edits) };
  return latest.edited;
}

function edited(kernels: Kernels, edits: readonly Edit[]): Kernels {
  const of = (stage: Convolution) => edits.filter(({ name }) => name === `${stage}.weight`);
  const stages = (["conv1", "conv2"] as const).filter((stage) => kernels[stage] && of(stage).length > 0);
  return {
    ...kernels,
    ...Object.fromEntries(stages.map((stage) => [stage, editedSet(kernels[stage] as KernelSet, of(stage))])),
  };
}

function editedSet(set: KernelSet, edits: readonly Edit[]): KernelSet {
  const shape = shapeOf(set.weight);
  const values = Float32Array.from(arrayOf(set.weight));
  for (const { place, values: changed } of edits) values.set(changed, startOf(shape, place));
  const bound = boundOf(values) || 1;
  const weight = pack(values, shape);
  const figure = shape[1] === 1 ? kernelsSideBySide(set, weight, edits) : set.figure;
  return { ...set, weight, ends: [-bound, bound], figure };
}

/** How many numbers come before a place in an array of this shape. */
function startOf(shape: readonly number[], place: readonly number[]): number {
  return shape.reduce((start, size, axis) => start * size + (place[axis] ?? 0), 0);
}

/** The picture of all kernels of one input channel, the changed ones among them. */
function kernelsSideBySide({ figure }: KernelSet, weight: Packed, edits: readonly Edit[]): KernelSet["figure"] {
  const tiles = tilesOf(figure);
  if (!tiles) return figure;
  const weights = arrayOf(weight);
  const heatmap = heatmapOf(figure);
  const z = Float32Array.from(arrayOf(heatmap.z));
  tiles.corners.forEach(([top, left], kernel) => {
    for (let row = 0; row < tiles.height; row += 1) {
      const start = (kernel * tiles.height + row) * tiles.width;
      z.set(weights.subarray(start, start + tiles.width), (top + row) * tiles.shape[1] + left);
    }
  });
  const changed = new Set(edits.map(({ place }) => place[0]));
  const names = tiles.names.map((name, kernel) => (changed.has(kernel) ? say("changes.changed", { name }) : name));
  const layout = { ...figure.layout, meta: { ...figure.layout.meta, tiles: { ...tiles, names } } };
  return { ...figure, data: [{ ...heatmap, z: pack(z, tiles.shape) }, ...figure.data.slice(1)], layout };
}
