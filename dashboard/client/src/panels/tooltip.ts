// The tooltip of a picture: what its marked cell says, beside the pointer.
import { make, setText } from "../page/dom";

const GAP = 14; // Pixels between the tooltip and what it belongs to.

let element: HTMLElement | null = null;

function tooltip(): HTMLElement {
  if (!element) {
    // What it says stands in the readout too, which is what a screen reader hears.
    element = make("div", { class: "tooltip-own", "aria-hidden": "true" });
    document.body.append(element);
  }
  return element;
}

/** Say something at a place of the window; it stays within the window. */
export function showTooltip(text: string, clientX: number, clientY: number): void {
  const box = tooltip();
  setText(box, text);
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  const left = clientX + GAP + width > window.innerWidth ? clientX - GAP - width : clientX + GAP;
  const top = clientY + GAP + height > window.innerHeight ? clientY - GAP - height : clientY + GAP;
  box.style.transform = `translate(${Math.max(left, 4)}px, ${Math.max(top, 4)}px)`;
}

export function hideTooltip(): void {
  if (element) element.hidden = true;
}
