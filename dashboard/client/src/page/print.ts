// Printing. Pictures are drawn for the screen and cannot be drawn anew for the sheet in time, so the sheet shows them at
// the size that they have, enlarged or reduced as a whole to the room that assets/print.css leaves for them.
import { findAll } from "./dom";

const SCALED = ".canvas-frame, .panes";
const MOST_ENLARGED = 1.1; // the titles of a stage's pictures are no larger than its name

/** The room for an element on the sheet, in pixels; null where the stylesheet states none. */
export function roomOnPaper(element: Element): { width: number; height: number } | null {
  const style = getComputedStyle(element);
  const [width = 0, height = 0] = ["width", "height"].map((side) =>
    Number.parseFloat(style.getPropertyValue(`--paper-${side}`)),
  );
  return width > 0 && height > 0 ? { width, height } : null;
}

/** Keep the size that an element has on the screen; what is not shown there has none. */
function keepSize(element: HTMLElement): void {
  const { offsetWidth: width, offsetHeight: height, style } = element;
  if (!width || !height) {
    for (const name of ["--screen-width", "--screen-height", "--paper-zoom"]) style.removeProperty(name);
    return;
  }
  style.setProperty("--screen-width", `${width}px`);
  style.setProperty("--screen-height", `${height}px`);
  const room = element.matches(SCALED) ? roomOnPaper(element) : null;
  const largest = element.matches(".panes") ? MOST_ENLARGED : Number.POSITIVE_INFINITY;
  if (room) style.setProperty("--paper-zoom", String(Math.min(room.width / width, room.height / height, largest)));
}

window.addEventListener("beforeprint", () => {
  for (const element of findAll(`${SCALED}, .pane, .operation, .figure-frame`)) keepSize(element);
});
