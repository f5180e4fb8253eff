// What the colours of a picture mean: the numbers at the ends of its scale.
import { find } from "../page/dom";
import { fixed } from "../page/number_format";
import type { Pane } from "../reading/answers";
import { fillsScalePerMap } from "../stages/pane_colours";
import { view } from "../stages/view";
import { say } from "../words";

export function writeLegend(legend: HTMLElement, pane: Pane): void {
  const [low, high] = legendEnds(pane);
  legend.className = `legend ${pane.legend}`;
  find(".low", legend).textContent = low;
  find(".high", legend).textContent = high;
}

function legendEnds(pane: Pane): [low: string, high: string] {
  if (pane.legend === "ink") return [fixed(0, 0), fixed(1, 0)];
  if (fillsScalePerMap(pane, view())) return ["", say("stage.each_its_own")];
  return [fixed(-pane.bound, 2), fixed(pane.bound, 2)];
}
