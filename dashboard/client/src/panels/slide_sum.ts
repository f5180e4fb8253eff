// The sum that the kernel makes of its window, in numbers: of the input map that adds most, every product; of the others
// their sums.
import { make } from "../page/dom";
import { fixed } from "../page/number_format";
import { boundOf, type Index, valueAt } from "../stages/numbers";
import { regionOf } from "../stages/sources";
import type { View } from "../stages/view";
import { type WindowSum, windowSum } from "../stages/window_sums";
import { say } from "../words";

/** The arithmetic of one cell of a convolution, as elements. */
export function sumElements(view: View, index: Index): HTMLElement[] {
  const { stage, panes, kernels } = view;
  const region = regionOf(view, index);
  const own = stage && kernels?.[stage.name];
  if (!region || !own || !panes.before || !panes.stage) return [];
  const sum = windowSum(panes.before.figure, own, region, index);
  return [grids(sum, panes.before.bound, own.bound), sumLine(sum, valueAt(panes.stage.figure, index))];
}

function grids({ parts, strongest }: WindowSum, inputBound: number, kernelBound: number): HTMLElement {
  const element = make("div", { class: "grids" });
  const part = parts[strongest];
  if (!part) return element;
  const { inputs, weights, products } = part;
  const single = parts.length === 1;
  const suffix = single ? "" : `, ${say("slide.channel", { channel: strongest })}`;
  element.append(
    grid(say("slide.window") + suffix, inputs, inputBound),
    sign("×"),
    grid(say("slide.kernel") + suffix, weights, kernelBound),
    sign("="),
    grid(say("slide.products") + suffix, products, boundOf(products)),
  );
  const sums = parts.map(({ sum }) => sum);
  if (!single) element.append(grid(say("slide.sums"), sums, boundOf(sums)));
  return element;
}

function sign(text: string): HTMLElement {
  return make("span", { class: "sign", "aria-hidden": "true" }, text);
}

/** Numbers in rows of a square; the stylesheet colours each by `--strength`, its part of the largest. */
function grid(title: string, values: readonly number[], bound: number): HTMLElement {
  const side = Math.ceil(Math.sqrt(values.length));
  const body = make("tbody");
  for (let start = 0; start < values.length; start += side) {
    body.append(make("tr", {}, ...values.slice(start, start + side).map((value) => gridCell(value, bound))));
  }
  return make("table", { class: `grid-${side}` }, make("caption", {}, title), body);
}

function gridCell(value: number, bound: number): HTMLElement {
  const cell = make("td", { class: value < 0 ? "below" : "above" }, fixed(value, 2));
  cell.style.setProperty("--strength", Math.min(Math.abs(value) / (bound || 1), 1).toFixed(3));
  return cell;
}

function sumLine({ parts, sum, bias }: WindowSum, value: number): HTMLElement {
  const count = parts.reduce((terms, { products }) => terms + products.length, 0);
  const total = say("slide.total", { sum: fixed(sum), bias: fixed(bias), value: fixed(value) });
  return make("p", { class: "sum-line" }, say("slide.sum_of", { count }) + total);
}
