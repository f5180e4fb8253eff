// What screen readers say of a slider: dcc.Slider has no property for its name, nor for its value in words.
import { when } from "./dom";

/** Name the slider with this id, as soon as Dash has made it. value: where it stands, in words. */
export function nameSlider(id: string, label: string, value?: string): void {
  when(
    () => document.querySelector(`#${id} [role=slider]`),
    (thumb) => {
      thumb.setAttribute("aria-label", label);
      if (value === undefined) thumb.removeAttribute("aria-valuetext");
      else thumb.setAttribute("aria-valuetext", value);
    },
  );
}
