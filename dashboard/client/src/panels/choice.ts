// A small list to choose one of a few from, with its name before it: as dashboard/widgets.py makes them.
import { make } from "../page/dom";

interface Option {
  value: string;
  text: string;
  selected: boolean;
}

/** key: by which the list is found, and has the focus again when it is made anew. */
export function choiceOf(name: string, key: string, options: readonly Option[]): HTMLElement {
  const select = make("select", { class: "form-select form-select-sm", "data-key": key });
  for (const { value, text, selected } of options) {
    const option = make("option", { value }, text);
    option.selected = selected;
    select.append(option);
  }
  return make("label", { class: "choice" }, make("span", {}, name), select);
}
