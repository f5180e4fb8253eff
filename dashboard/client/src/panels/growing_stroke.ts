// A stroke that is being drawn, with the pointer or with the keyboard: it is shown over the canvas as ink of its own, and
// the server is asked about it now and then.
import { type CanvasState, isExample } from "../drawing/canvas_state";
import { type Point, pathOf } from "../drawing/strokes";
import { find } from "../page/dom";
import { drawingChanged, drawingGrows } from "../reading/session";
import { currentBrush, currentDrawing, currentState, drawingWith, frame } from "./canvas_figure";

const SVG = "http://www.w3.org/2000/svg";

let inkPath: SVGPathElement | null = null;

function newInk({ size }: CanvasState): SVGPathElement {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  path.setAttribute("stroke-width", String(currentBrush()));
  svg.append(path);
  find(".pen-ink").replaceChildren(svg);
  return path;
}

export function beginInk(points: readonly Point[]): void {
  frame().classList.add("inking");
  frame().classList.toggle("replacing", isExample(currentState())); // Its ink goes before that of the stroke comes.
  inkPath = newInk(currentState());
  showInk(points);
}

/** The ink follows the pen. */
export function showInk(points: readonly Point[]): void {
  inkPath?.setAttribute("d", pathOf(points));
}

/** The server may be asked about the stroke so far. points: makes them, as few as they will be in the end; called only
 * when the server is asked. */
export function askAboutInk(points: () => readonly Point[]): void {
  drawingGrows(() => drawingWith(points()));
}

/** The pen is up; its ink stays in view until the canvas shows the stroke. */
export function endInk(): void {
  frame().classList.remove("inking");
}

export function clearInk(): void {
  inkPath = null;
  frame().classList.remove("replacing");
  find(".pen-ink").replaceChildren();
}

/** The stroke was none: what the server has been asked about it counts no more. */
export function dropInk(): void {
  endInk();
  clearInk();
  drawingChanged(currentDrawing());
}
