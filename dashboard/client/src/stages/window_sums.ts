// The arithmetic of one number of a convolution: the inputs under the kernel, its weights, and their products.
import type { KernelSet, StageFigure } from "../reading/answers";
import { biasOf, weightsOf } from "./kernel_panes";
import { type Index, sizeOf, valueAt } from "./numbers";
import { regionOf } from "./sources";
import type { View } from "./view";
import type { Region } from "./windows";

/** The part of a sum that one input map adds: inputs × weights = products, row by row of the window. */
export interface MapPart {
  inputs: number[];
  weights: number[];
  products: number[];
  sum: number;
}

/** parts: one for each input map. strongest: which of them adds or takes away most. sum: of all, without the bias. */
export interface WindowSum {
  parts: MapPart[];
  strongest: number;
  sum: number;
  bias: number;
}

/** The sum that makes a number of the stage in view; null where no kernel makes it. */
export function sumInView(view: View, index: Index): WindowSum | null {
  const { stage, panes, kernels } = view;
  const own = stage && kernels?.[stage.name];
  const region = own ? regionOf(view, index) : null;
  return own && region && panes.before ? windowSum(panes.before.figure, own, region, index) : null;
}

/** The sum that makes a number of map `index[0]` out of a region of the input. */
export function windowSum(input: StageFigure, kernels: KernelSet, region: Region, index: Index): WindowSum {
  const [map = 0] = index;
  const [maps = 0] = sizeOf(input);
  const parts = Array.from({ length: maps }, (_, channel) =>
    partOf(inputsOf(input, channel, region), weightsOf(kernels, map, channel)),
  );
  const sums = parts.map(({ sum }) => sum);
  return { parts, strongest: strongestOf(sums), sum: total(sums), bias: biasOf(kernels, map) };
}

function partOf(inputs: number[], kernel: Float32Array): MapPart {
  const weights = Array.from(kernel);
  const products = inputs.map((input, i) => input * (weights[i] ?? 0));
  return { inputs, weights, products, sum: total(products) };
}

/** The numbers of one map in a region, row by row; the padding is zero. */
export function inputsOf(input: StageFigure, map: number, [, rows, columns]: Region): number[] {
  const [, height = 0, width = 0] = sizeOf(input);
  const [top, bottom] = rows ?? [0, 0];
  const [left, right] = columns ?? [0, 0];
  const values: number[] = [];
  for (let row = top; row < bottom; row += 1) {
    for (let column = left; column < right; column += 1) {
      const within = row >= 0 && row < height && column >= 0 && column < width;
      values.push(within ? valueAt(input, [map, row, column]) : 0);
    }
  }
  return values;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Where the largest magnitude is, the first of equals. */
function strongestOf(values: readonly number[]): number {
  const magnitudes = values.map(Math.abs);
  return magnitudes.indexOf(Math.max(...magnitudes));
}
