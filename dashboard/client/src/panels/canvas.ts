// The canvas for the rest of the page: its buttons, the sample's note, and what Dash calls.
import { IDS } from "../contract";
import { canvasHistory } from "../drawing/canvas_history";
import {
  blank,
  type CanvasState,
  isBlank,
  lacksImage,
  resized,
  type Sample,
  sampled,
  stateOf,
  withImage,
} from "../drawing/canvas_state";
import { whenPenIsUp } from "../drawing/pen_down";
import { byId, closest } from "../page/dom";
import type { PlotlyFigure } from "../page/plotly";
import { drawingChanged } from "../reading/session";
import { say } from "../words";
import { currentState, dashHas, frame, onDrawing, setBrush, showState, sliderBrush, take } from "./canvas_figure";
import { fitWidths } from "./draw_mode";
import { askForImage, askForRandomSample, giveUpSample } from "./sample";
import "./ink";

export { currentState, onDrawing } from "./canvas_figure";

/** What a visit begins with, instead of a blank canvas. */
export interface OpenedCanvas {
  state: CanvasState;
  brush: number;
}

let opening: () => OpenedCanvas | null = () => null;
let chosenSize = currentState().size; // what the control says
let sizeAwaited = false; // the control does not say yet what was opened

// ---- what follows from every state ----

onDrawing((state, drawing) => {
  drawingChanged(drawing);
  canvasHistory.record(state);
  frame().classList.toggle("blank", isBlank(state));
  const words = noteOf(state);
  const note = byId(IDS.sampleNote);
  if (note.textContent !== words) note.textContent = words;
  if (lacksImage(state)) wantImage(state);
});

function noteOf(state: CanvasState): string {
  const { sample, label, base = 0 } = state.meta;
  if (label === undefined) return "";
  const over = state.shapes.length > base ? say("canvas.over") : "";
  if (sample === undefined) return say("canvas.drawn_sample", { label, over });
  return say("canvas.mnist_sample", { index: sample.toLocaleString("en"), label, over });
}

function wantImage({ meta }: CanvasState): void {
  if (meta.sample === undefined) return;
  void askForImage(meta.sample, (sample) =>
    edit((state) => (state.meta.sample === sample.index ? withImage(state, sample) : null)),
  );
}

// ---- what changes the canvas ----

/** Never while a stroke is being drawn: any write to the figure would lose it. next: null leaves all as it is. */
async function edit(next: (state: CanvasState) => CanvasState | null): Promise<void> {
  await whenPenIsUp();
  const state = next(currentState());
  if (state) showState(state);
}

/** A drawing out of the history, on the canvas of today's size. */
function fromHistory(found: CanvasState | null, { size }: CanvasState): CanvasState | null {
  return found && canvasHistory.replace(resized(found, size));
}

const BUTTONS: Record<string, () => void> = {
  [IDS.undo]: () => void edit((state) => fromHistory(canvasHistory.undo(), state)),
  [IDS.redo]: () => void edit((state) => fromHistory(canvasHistory.redo(), state)),
  [IDS.clear]: () => void edit((state) => (isBlank(state) ? null : blank(state.size))),
  [IDS.sample]: () => void askForRandomSample(putSample),
};

document.addEventListener("click", (event) => {
  const act = BUTTONS[closest(event, "button")?.id ?? ""];
  if (!act || !canvasHistory.started()) return;
  giveUpSample();
  act();
});

function putSample(sample: Sample, isWanted: () => boolean = () => true): void {
  void edit(({ size }) => (isWanted() ? sampled(sample, size, sliderBrush()) : null));
}

/** Puts a sample on the canvas that the page has already. */
export function loadSample(sample: Sample): void {
  giveUpSample();
  putSample(sample);
}

/** Puts what a link holds on the canvas. */
export function openState(state: CanvasState, brush: number): void {
  giveUpSample();
  sizeAwaited = chosenSize !== state.size;
  setBrush(brush);
  void edit(() => state);
}

// ---- what Dash calls ----

/** opener: gives what the visit begins with; called once, when the page is there. */
export function onOpening(opener: () => OpenedCanvas | null): void {
  opening = opener;
}

/** With every change of the figure. All changes come from the page itself, so only the first one is news. */
export function read(figure: PlotlyFigure): void {
  dashHas(figure);
  if (canvasHistory.started()) return;
  const opened = opening();
  if (opened) {
    sizeAwaited = chosenSize !== opened.state.size;
    setBrush(opened.brush);
    showState(opened.state);
  } else {
    take(stateOf(figure));
  }
}

/** With the size that the control says. It may still speak of the time before a link was opened. */
export function resize(size: number): void {
  chosenSize = size;
  if (size === currentState().size) sizeAwaited = false;
  else if (canvasHistory.started() && !sizeAwaited) void edit((state) => canvasHistory.replace(resized(state, size)));
}

/** With the brush of the slider. */
export async function brushChanged(brush: number): Promise<void> {
  await whenPenIsUp();
  setBrush(brush);
  fitWidths();
}
