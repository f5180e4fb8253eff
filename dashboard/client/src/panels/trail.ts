// The way that led to the chosen number: each number on it is a button that leads back to it.
import type { StageName } from "../contract";
import { make } from "../page/dom";
import { say } from "../words";

/** A number that was chosen. title: of its stage, in short. */
export interface Step {
  stage: StageName;
  index: number[];
  title: string;
}

/** Nothing where no way led here. */
export function trailElement(steps: readonly Step[]): HTMLElement | null {
  if (steps.length === 0) return null;
  const buttons = steps.map(({ title, index }, place) => {
    const text = say("derivation.step", { title, place: index.join(", ") });
    const back = say("derivation.back_to_step", { title });
    const button = make("button", { type: "button", "data-step": String(place), title: back }, text);
    return make("li", {}, button);
  });
  const list = make("ol", { class: "trail" }, ...buttons);
  return make("nav", { "aria-label": say("derivation.trail") }, list);
}

/** A long way is seen from its end. */
export function showEndOfTrail(panel: ParentNode): void {
  const list = panel.querySelector(".trail");
  if (list) list.scrollLeft = list.scrollWidth;
}
