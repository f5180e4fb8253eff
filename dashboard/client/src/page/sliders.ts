// What screen readers say of a slider: dcc.Slider has no property for its name, nor for its value in words.
import { IDS } from "../contract";
import { say } from "../words";
import { when } from "./dom";

/** Name the slider with this id, as soon as Dash has made it. value: where it stands, in words. */
export function nameSlider(id: string, label: string, value?: string): void {
  when(
    () => thumbOf(id),
    (thumb) => {
      thumb.setAttribute("aria-label", label);
      if (value === undefined) thumb.removeAttribute("aria-valuetext");
      else thumb.setAttribute("aria-valuetext", value);
    },
  );
}

function thumbOf(id: string): Element | null {
  return document.querySelector(`#${id} [role=slider]`);
}

// The name of the brush stays. The other sliders are named anew with every value, by the panels that have its words.
when(
  () => thumbOf(IDS.brush),
  (thumb) => thumb.setAttribute("aria-label", say("canvas.brush")),
);
