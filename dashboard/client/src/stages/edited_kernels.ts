// The kernels of both convolutions with the visitor's changes in them: the server sends them as they were learned, once.
import type { Settings } from "../contract";
import { type Edit, isInForce } from "../drawing/edits";
import type { KernelSet, Kernels } from "../reading/answers";
import { say } from "../words";
import { withWeights } from "./kernel_panes";
import { arrayOf, boundOf, pack, shapeOf, tilesOf } from "./numbers";

type Convolution = "conv1" | "conv2";

let latest: { kernels: Kernels; key: string; edited: Kernels } | null = null; // So that the same are the same object.

/** Kernels as the network works with them. all: the changes, those of other settings too. */
export function kernelsOf(all: readonly Edit[], settings: Settings, kernels: Kernels): Kernels {
  const edits = all.filter((edit) => isInForce(edit, settings));
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
  const figure = shape[1] === 1 ? kernelsSideBySide(set, values, edits) : set.figure;
  return { ...set, weight, ends: [-bound, bound], figure };
}

/** How many numbers come before a place in an array of this shape. */
function startOf(shape: readonly number[], place: readonly number[]): number {
  return shape.reduce((start, size, axis) => start * size + (place[axis] ?? 0), 0);
}

/** The picture of all kernels of one input channel, the changed ones among them. */
function kernelsSideBySide({ figure }: KernelSet, weights: Float32Array, edits: readonly Edit[]): KernelSet["figure"] {
  const changed = new Set(edits.map(({ place }) => place[0]));
  const names = (tilesOf(figure)?.names ?? []).map((name, kernel) =>
    changed.has(kernel) ? say("changes.changed", { name }) : name,
  );
  return withWeights(figure, weights, names);
}
