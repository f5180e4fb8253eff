// Plotly's draw mode, which follows the pointer as well and adds a shape when it was lifted. That shape is not quite what
// was drawn: Plotly counts from where the stroke began, whatever has been scrolled or zoomed since, and it drops a press
// that does not move and a stroke that a redraw cuts short. So its shapes are made those of the canvas' state.
import { IDS } from "../contract";
import { fittedShapes, layoutOf, sizeOf } from "../drawing/canvas_state";
import { isPenDown } from "../drawing/pen_down";
import { type CanvasShape, nameOf, type Point, widthOf } from "../drawing/strokes";
import { findAll, when } from "../page/dom";
import { type GraphElement, plotly } from "../page/plotly";
import { currentBrush, currentState, graph, pixelsPerUnit } from "./canvas_figure";

interface DragState {
  _dragging?: boolean;
  _dragged?: boolean;
}

const NOTICEABLE = 0.25; // of a pixel
const drawnListeners: (() => void)[] = [];

/** Called when Plotly has added a shape. */
export function onPlotlyDrew(listener: () => void): void {
  drawnListeners.push(listener);
}

// ---- the shapes ----

/** Whether Plotly's layout may be changed now, and is of the state's size already, so that both can be compared. */
function canBeChanged(element: GraphElement): boolean {
  return !isPenDown() && sizeOf(element) === currentState().size;
}

const pathsOf = (shapes: unknown[]): string[] => shapes.map((shape) => (shape as CanvasShape).path);

/** Plotly shows every stroke of the state. That takes it a while, so a shape that is nearly the stroke may do, until the
 * whole figure is drawn anew; `exactly`: it may not. */
export function drawStrokes(exactly: boolean): void {
  const element = graph();
  if (!element || !canBeChanged(element)) return;
  const wanted = fittedShapes(currentState(), pixelsPerUnit(element));
  const paths = pathsOf(wanted);
  const drawn = pathsOf(layoutOf(element).shapes ?? []);
  const first = paths.findIndex((path, i) => path !== drawn[i]);
  const last = paths.length - 1;
  if (drawn.length !== paths.length) relayout(element, { shapes: wanted });
  else if (!exactly) return;
  else if (first === last && first >= 0) relayout(element, { [`shapes[${last}].path`]: paths[last] });
  else if (first >= 0) relayout(element, { shapes: wanted });
}

function relayout(element: GraphElement, changes: Record<string, unknown>): void {
  void plotly().relayout(element, changes);
}

/** The brush is in units of the canvas: the width in pixels follows whenever the plot has another size. */
export function fitWidths(): void {
  const element = graph();
  if (!element || !canBeChanged(element)) return;
  const pixels = pixelsPerUnit(element);
  const { newshape, shapes = [] } = layoutOf(element);
  const changes: Record<string, unknown> = {};
  const fitLine = (key: string, name: string, line: { width?: number } | undefined) => {
    const width = widthOf(name, pixels);
    if (Math.abs((line?.width ?? 0) - width) > NOTICEABLE) changes[`${key}.line.width`] = width;
  };
  const brush = nameOf(currentBrush());
  if (newshape.name !== brush) changes["newshape.name"] = brush;
  fitLine("newshape", brush, newshape.line);
  for (const [i, shape] of (shapes as CanvasShape[]).entries()) fitLine(`shapes[${i}]`, shape.name, shape.line);
  if (Object.keys(changes).length > 0) relayout(element, changes);
}

// ---- the drag ----

function letGo([clientX, clientY]: Point): void {
  document.dispatchEvent(new MouseEvent("mouseup", { bubbles: true, cancelable: true, clientX, clientY }));
}

/** Whether Plotly takes the pointer that is just being lifted for a stroke, of which it will make a shape. */
export function plotlyDraws(): boolean {
  return graph()?._dragged === true;
}

/** Plotly has not heard that the pointer is up. at: where it was last, in the window. */
export function endDrag(at: Point): void {
  if ((graph() as DragState | null)?._dragging) letGo(at);
}

/** Plotly shall forget what it has followed. */
export function dropDrag(at: Point): void {
  const drag = graph() as (GraphElement & DragState) | null;
  if (!drag?._dragging) return;
  drag._dragging = false; // so it ends neither as a shape nor as a click
  drag._dragged = false;
  letGo(at);
  removeOutline();
}

export function removeOutline(): void {
  for (const outline of findAll(`#${IDS.canvas} :is(.select-outline, .zoombox-corners)`)) outline.remove();
}

// ---- what Dash hears of ----

const OF_STROKES = /^(shapes|newshape)\b/;

/** Dash would take each change as a reason to draw the whole figure anew. It hears of strokes by canvas_figure.ts. */
function attend(element: GraphElement): void {
  const { emit } = element;
  element.emit = (name, change, ...others) => {
    const changed = Object.keys((change ?? {}) as object);
    const ofStrokes = name === "plotly_relayout" && changed.length > 0 && changed.every((key) => OF_STROKES.test(key));
    if (!ofStrokes) return emit.call(element, name, change, ...others);
    if (changed.includes("shapes")) for (const listener of drawnListeners) listener();
    return true;
  };
}

when(
  () => {
    const element = graph();
    return typeof element?.on === "function" ? element : null;
  },
  (element) => {
    element.on("plotly_afterplot", fitWidths);
    attend(element);
    fitWidths();
  },
);
