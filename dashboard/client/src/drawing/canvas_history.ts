// What was on the canvas in this visit, for all that work with it.
import { type CanvasState, drawingOf } from "./canvas_state";
import { createHistory } from "./history";

export const canvasHistory = createHistory<CanvasState>((state) => JSON.stringify(drawingOf(state)));
