// The canvas for the rest of the page: its buttons, the sample's note, and what Dash calls.
import { IDS } from "../contract";
import { isBlank } from "../drawing/blank";
import { canvasHistory } from "../drawing/canvas_history";
import { canvasOrigins } from "../drawing/canvas_origins";
import {
  blank,
  type CanvasState,
  editsOf,
  type ImageSample,
  isExample,
  lacksImage,
  pictured,
  resized,
  type Sample,
  sampled,
  stateOf,
  withEdits,
  withEditsOf,
  withImage,
  withStroke,
} from "../drawing/canvas_state";
import { encodeEdits } from "../drawing/edit_code";
import type { Edit } from "../drawing/edits";
import type { Controls } from "../drawing/keeper";
import { whenPenIsUp } from "../drawing/pen_down";
import { byId, closest, setText } from "../page/dom";
import { whole } from "../page/number_format";
import type { PlotlyFigure } from "../page/plotly";
import { drawingChanged } from "../reading/session";
import { say } from "../words";
import {
  currentDrawing,
  currentState,
  dashHas,
  frame,
  onDrawing,
  setBrush,
  setState,
  showState,
  sliderBrush,
} from "./canvas_figure";
import { brushIsHere, chooseControls, sizeIsHere } from "./controls";
import { fitWidths } from "./draw_mode";
import { askForRandomSample, giveUpRandomSample, imageIsLacking } from "./sample";
import "./ink";

/** A canvas that was kept or comes out of a link, with the controls that belong to it; null: those of the page. */
export interface OpenedCanvas {
  state: CanvasState;
  controls: Controls | null;
}

let opening: () => OpenedCanvas | null = () => null;

// ---- what follows from every state ----

onDrawing((state, drawing) => {
  drawingChanged(drawing);
  canvasHistory.record(state);
  frame().classList.toggle("blank", isBlank(drawing));
  frame().classList.toggle("example", isExample(state));
  setText(byId(IDS.sampleNote), noteOf(state));
  void imageIsLacking(lacksImage(state) ? drawing.sample : null, showImage);
});

function noteOf(state: CanvasState): string {
  const { sample, image, label, base = 0 } = state.meta;
  if (isExample(state)) return say("canvas.example");
  if (image !== undefined) return noteOfPicture(image, state.shapes.length > 0);
  if (label === undefined) return "";
  const over = state.shapes.length > base ? say("canvas.over") : "";
  if (sample === undefined) return say("canvas.drawn_sample", { label, over });
  return say("canvas.mnist_sample", { index: whole(sample), label, over });
}

/** Out of a link comes the digit of a picture, but not the picture. */
function noteOfPicture(image: string, isDrawnOver: boolean): string {
  const over = isDrawnOver ? say("canvas.over") : "";
  return say(canvasOrigins.of(image) ? "picture.note" : "picture.linked_note", { over });
}

function showImage(image: ImageSample): void {
  void edit((state) => (lacksImage(state) && state.meta.sample === image.index ? withImage(state, image) : null));
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
  [IDS.clear]: () => void edit((state) => (isBlank(currentDrawing()) ? null : withEditsOf(state, blank(state.size)))),
  [IDS.sample]: () => void askForRandomSample(putSample),
};

document.addEventListener("click", (event) => {
  const act = BUTTONS[closest(event, "button")?.id ?? ""];
  if (!act || !canvasHistory.started()) return;
  giveUpRandomSample();
  act();
});

function putSample(sample: Sample, isWanted: () => boolean = () => true): void {
  void edit((state) => (isWanted() ? withEditsOf(state, sampled(sample, state.size, sliderBrush())) : null));
}

/** Takes a stroke away, or moves it: `way` in parts of the canvas. */
export function editStroke(stroke: number, way: readonly [right: number, down: number] | null): void {
  giveUpRandomSample();
  void edit((state) => (stroke < state.shapes.length ? withStroke(state, stroke, way) : null));
}

/** Changes the network; gives the state of the canvas then, or null where a link has no room for that. goesOn: whether the
 * change goes on with the one that made this state, as a slider does that is dragged, so that Undo takes back both at once.
 * The canvas looks as before, so Plotly and Dash need not hear of it. */
export async function editNetwork(
  next: (edits: readonly Edit[]) => readonly Edit[],
  goesOn: (before: CanvasState) => boolean = () => false,
): Promise<CanvasState | null> {
  await whenPenIsUp();
  const before = currentState();
  const edits = next(editsOf(before));
  if (encodeEdits(edits) === null) return null;
  if (JSON.stringify(edits) === JSON.stringify(editsOf(before))) return before;
  const state = withEdits(before, edits);
  setState(goesOn(before) ? canvasHistory.replace(state) : state);
  return state;
}

/** Puts a sample on the canvas that the page has already. */
export function loadSample(sample: Sample): void {
  giveUpRandomSample();
  putSample(sample);
}

/** Puts the digit of a picture on the canvas, 28×28 grey levels in base64; what was there is what Undo brings back. */
export function loadPicture(image: string): void {
  giveUpRandomSample();
  void edit((state) => withEditsOf(state, pictured(image, state.size)));
}

/** opener: called when no stroke is being drawn; gives what is to be opened, or null. */
export async function openCanvas(opener: () => OpenedCanvas | null): Promise<void> {
  await whenPenIsUp();
  const opened = opener();
  if (!opened) return;
  giveUpRandomSample();
  show(opened);
}

/** The drawing comes before the controls, so that the server is asked about both together. */
function show({ state, controls }: OpenedCanvas): void {
  if (controls) setBrush(controls.brush);
  showState(state);
  if (controls) chooseControls(controls);
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
  if (opened) show(opened);
  else setState(stateOf(figure));
}

/** With the size that the control says. */
export function resize(size: number): void {
  if (!sizeIsHere(size) || !canvasHistory.started()) return;
  void edit((state) => (state.size === size ? null : canvasHistory.replace(resized(state, size))));
}

/** With the brush of the slider. */
export async function brushChanged(brush: number): Promise<void> {
  if (!brushIsHere(brush)) return;
  await whenPenIsUp();
  setBrush(brush);
  fitWidths();
}
