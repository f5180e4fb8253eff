// The sum that the kernel makes of its window, on one line.
import { fixed, whole } from "../page/number_format";
import { type Index, valueAt } from "../stages/numbers";
import type { View } from "../stages/view";
import { sumInView } from "../stages/window_sums";
import { say } from "../words";

/** The sum of one number of a convolution: of all products, the bias, and what they make. */
export function sumWords(view: View, index: Index): string {
  const sum = sumInView(view, index);
  const figure = view.panes.stage?.figure;
  if (!sum || !figure) return "";
  const count = sum.parts.reduce((terms, { products }) => terms + products.length, 0);
  const [products, bias, value] = [sum.sum, sum.bias, valueAt(figure, index)].map((number) => fixed(number));
  return say("slide.sum", { count: whole(count), sum: products ?? "", bias: bias ?? "", value: value ?? "" });
}
