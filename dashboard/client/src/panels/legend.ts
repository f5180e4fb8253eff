// What the colours of a picture mean: a bar of them, with the numbers at its ends and, where it lies between, zero.
import { COLOURS } from "../contract";
import { find, make, setText } from "../page/dom";
import { fixed } from "../page/number_format";
import type { Ends, Pane } from "../reading/answers";
import { type ColourScale, colourScale } from "../stages/palette";
import { fillsScalePerMap } from "../stages/pane_colours";
import { view } from "../stages/view";
import { say } from "../words";

export function writeLegend(legend: HTMLElement, pane: Pane): void {
  legend.className = `legend ${pane.legend}`;
  if (!pane.legend) return;
  const [low, high] = endsInWords(pane);
  setText(find(".low", legend), low);
  setText(find(".high", legend), high);
  legend.title = say(`legend.${pane.legend}`);
  paintBar(find(".legend-bar", legend), pane);
}

/** Maps with a scale each have no numbers in common, only that nothing is below zero. */
function endsInWords(pane: Pane): [low: string, high: string] {
  const [low, high] = pane.ends;
  const first = low === 0 ? fixed(0, 0) : fixed(low, 2);
  if (fillsScalePerMap(pane, view())) return [low === 0 ? first : "", say("stage.each_its_own")];
  return [first, pane.legend === "ink" ? fixed(high, 0) : fixed(high, 2)];
}

function paintBar(bar: HTMLElement, pane: Pane): void {
  const ends = fillsScalePerMap(pane, view()) ? equalSides(pane.ends) : pane.ends;
  bar.style.background = gradientOf(pane.legend === "ink" ? COLOURS.inkScale : colourScale(ends));
  const [low, high] = ends;
  if (low === 0) {
    bar.replaceChildren();
    return;
  }
  const zero = make("span", { class: "legend-zero" }, fixed(0, 0));
  zero.style.left = percent(-low / (high - low));
  bar.replaceChildren(zero);
}

function equalSides([low]: Ends): Ends {
  return low === 0 ? [0, 1] : [-1, 1];
}

function gradientOf(scale: ColourScale): string {
  return `linear-gradient(90deg, ${scale.map(([place, colour]) => `${colour} ${percent(place)}`).join(", ")})`;
}

function percent(part: number): string {
  return `${(100 * part).toFixed(2)}%`;
}
