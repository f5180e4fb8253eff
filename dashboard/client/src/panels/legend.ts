// What the colours of a picture mean: a bar of them, with the numbers at its ends and, where it lies between, zero.
import { COLOURS } from "../contract";
import { find, make, setText } from "../page/dom";
import { fixed, precision } from "../page/number_format";
import type { Ends, Pane } from "../reading/answers";
import { type ColourScale, colourScale } from "../stages/palette";
import { fillsScalePerMap } from "../stages/pane_colours";
import { view } from "../stages/view";
import { say } from "../words";

const SMALL = 0.05;

export function writeLegend(legend: HTMLElement, pane: Pane): void {
  const isOwn = fillsScalePerMap(pane, view());
  paintLegend(legend, pane.legend, isOwn ? equalSides(pane.ends) : pane.ends);
  if (!isOwn || !pane.legend) return;
  if (pane.ends[0] !== 0) setText(find(".low", legend), "");
  setText(find(".high", legend), say("stage.each_its_own")); // Such maps have no numbers in common.
}

/** kind: of the scale, as a pane has it. */
export function paintLegend(legend: HTMLElement, kind: Pane["legend"], ends: Ends): void {
  legend.className = `legend ${kind}`;
  if (!kind) return;
  const [low, high] = ends;
  setText(find(".low", legend), low === 0 ? fixed(0, 0) : inShort(low));
  setText(find(".high", legend), kind === "ink" ? fixed(high, 0) : inShort(high));
  legend.title = say(`legend.${kind}`);
  paintBar(find(".legend-bar", legend), kind, ends);
}

/** An end of a scale; small ones with the digits that count. */
function inShort(end: number): string {
  return Math.abs(end) < SMALL ? precision(end, 2) : fixed(end, 2);
}

function paintBar(bar: HTMLElement, kind: Pane["legend"], ends: Ends): void {
  bar.style.background = gradientOf(kind === "ink" ? COLOURS.inkScale : colourScale(ends));
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
