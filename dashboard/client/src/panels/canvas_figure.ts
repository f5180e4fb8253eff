// The figure on the page: what is on the canvas now, and how Dash hears of it. This module is the one that knows: Plotly
// and Dash only show what is kept here.
import { DRAWING, IDS } from "../contract";
import { setProps } from "../dash";
import { blank, type CanvasState, drawingOf, isExample, withoutExample, withState } from "../drawing/canvas_state";
import { whenPenIsUp } from "../drawing/pen_down";
import { brushOn, type Point, pathOf, shapeOf } from "../drawing/strokes";
import { find } from "../page/dom";
import { type GraphElement, graphIn, type PlotlyFigure } from "../page/plotly";
import type { Drawing } from "../reading/answers";
import { onPredictionShown } from "../reading/session";
import { giveUpRandomSample } from "./sample";

type DrawingListener = (state: CanvasState, drawing: Drawing) => void;

const PATIENCE_MS = 300; // an answer that takes longer is not waited for
const listeners: DrawingListener[] = [];

let state: CanvasState = blank(DRAWING.defaultSize);
let drawing: Drawing = drawingOf(state); // what the server is told of it
let ground: Drawing = drawing; // what of it stays when a stroke is drawn
let brush: number = DRAWING.brushDefault; // that of the slider
let figure: PlotlyFigure | null = null; // as Dash has it
let waiting: number | undefined; // the timer while Dash has not heard of a stroke yet

/** Called whenever the canvas takes a state, be it another drawing than before or not. */
export function onDrawing(listener: DrawingListener): void {
  listeners.push(listener);
}

// ---- what there is ----

export const currentState = (): CanvasState => state;

export const currentDrawing = (): Drawing => drawing;

/** In units of the largest canvas, as the slider counts. */
export const sliderBrush = (): number => brush;

/** In units of this canvas. */
export const currentBrush = (): number => brushOn(state.size, brush);

export const frame = (): HTMLElement => find(".canvas-frame");

/** The canvas that Plotly has drawn; null before that. */
export function graph(): GraphElement | null {
  const element = graphIn(document.getElementById(IDS.canvas));
  return element?._fullLayout ? element : null;
}

/** How many pixels of the screen a unit of the canvas is wide. */
export function pixelsPerUnit(element: GraphElement | null = graph()): number {
  return (element?._fullLayout.xaxis._length ?? state.size) / state.size;
}

// ---- what changes ----

export function setBrush(next: number): void {
  brush = next;
}

/** From now on this is on the canvas. */
export function setState(next: CanvasState): void {
  state = next;
  drawing = drawingOf(state);
  ground = isExample(state) ? drawingOf(withoutExample(state)) : drawing;
  for (const listener of listeners) listener(state, drawing);
}

/** Puts another state on the canvas, and draws it. */
export function showState(next: CanvasState): void {
  setState(next);
  tellDash();
}

/** One more stroke. Plotly has drawn it or will: see draw_mode.ts. */
export function addStroke(points: readonly Point[]): void {
  giveUpRandomSample();
  const before = withoutExample(state);
  setState({ ...before, shapes: [...before.shapes, shapeOf(pathOf(points), currentBrush())] });
  window.clearTimeout(waiting);
  waiting = window.setTimeout(tellOfStroke, PATIENCE_MS);
}

/** The drawing with a stroke that is not done yet. */
export function drawingWith(points: readonly Point[]): Drawing {
  return { ...ground, strokes: [...ground.strokes, [currentBrush(), pathOf(points)]] };
}

// ---- Dash ----

/** Dash has got this figure, which says nothing new, except at the start. */
export function dashHas(next: PlotlyFigure): void {
  figure = next;
}

function tellDash(): void {
  window.clearTimeout(waiting);
  waiting = undefined;
  if (figure) setProps(IDS.canvas, { figure: withState(figure, state, brush, pixelsPerUnit()) });
}

/** Dash draws the whole figure anew for each stroke, which would hold up the prediction, and would end a next stroke that
 * has begun by then. So the server is asked first, and Dash hears of it when the answer is shown and the pen is up. */
async function tellOfStroke(): Promise<void> {
  await whenPenIsUp();
  if (waiting !== undefined) tellDash();
}

onPredictionShown((live) => {
  if (!live && waiting !== undefined) void tellOfStroke();
});
