// The pointer on the canvas. A stroke is made of the places where the pointer was, measured in the canvas' own box each
// time, so it stays under the pointer when the page is scrolled, resized or zoomed meanwhile. What is ink and what is not
// is decided in drawing/pointer.ts; what is not never reaches Plotly.
import { DRAWING, IDS } from "../contract";
import { canvasHistory } from "../drawing/canvas_history";
import { GRACE_MS, isPenDown, penDown, penUp } from "../drawing/pen_down";
import { createPointer, type PointerInput } from "../drawing/pointer";
import { simplified } from "../drawing/simplify";
import type { Point } from "../drawing/strokes";
import { createTouchGate, type TouchPlace } from "../drawing/touch_gate";
import { closest } from "../page/dom";
import { addStroke, currentState, graph } from "./canvas_figure";
import { drawStrokes, dropDrag, endDrag, fitWidths, onPlotlyDrew, plotlyDraws, removeOutline } from "./draw_mode";
import { askAboutInk, beginInk, clearInk, dropInk, endInk, showInk } from "./growing_stroke";

const TOLERANCE = 0.35; // of a unit of the largest canvas: about a pixel of the screen
const STEP = 0.1; // of such a unit: points closer than this add nothing
const SURFACE = `#${IDS.canvas} .nsewdrag`; // what Plotly listens on

let points: Point[] = [];
let startBox: DOMRect | undefined; // where the canvas was when the stroke began
let lastSeen: Point = [0, 0]; // where the pointer was last, in the window
const gate = createTouchGate();

function unit(): number {
  return currentState().size / DRAWING.defaultSize;
}

// ---- a stroke ----

function begin(place: Point): void {
  penDown();
  points = [place];
  startBox = boxOfCanvas();
  beginInk(points);
}

function extend(place: Point): void {
  const last = points.at(-1);
  if (last && Math.hypot(place[0] - last[0], place[1] - last[1]) < STEP * unit()) return;
  points.push(place);
  showInk(points);
  askAboutInk(stroke);
}

function stroke(): Point[] {
  return simplified(points, TOLERANCE * unit());
}

function end(heard: boolean): void {
  penUp();
  endInk();
  addStroke(stroke());
  if (!heard) endDrag(lastSeen);
  else if (!plotlyDraws()) showStrokes();
  window.setTimeout(tidyUp, GRACE_MS);
}

function drop(): void {
  penUp();
  dropDrag(lastSeen);
  gate.drop();
  dropInk();
}

/** Then Plotly's shape lies where the stroke would be if the canvas had stayed. */
function hasCanvasMoved(): boolean {
  const box = boxOfCanvas();
  if (!box || !startBox) return true;
  return box.left !== startBox.left || box.top !== startBox.top || box.width !== startBox.width;
}

/** Plotly's strokes take the place of the ink. */
function showStrokes(): void {
  if (isPenDown()) return;
  drawStrokes(hasCanvasMoved());
  clearInk();
}

/** By now Plotly has added its shape, or has lost the stroke. */
function tidyUp(): void {
  if (isPenDown()) return;
  removeOutline();
  showStrokes();
  fitWidths();
}

onPlotlyDrew(showStrokes);

// ---- pointer events ----

const pointer = createPointer({ begin, extend, end, drop });

function boxOfCanvas(): DOMRect | undefined {
  return (document.querySelector(SURFACE) ?? graph())?.getBoundingClientRect();
}

/** While Plotly follows a pointer it lays a cover over the whole page. */
function isOnCanvas(event: Event): boolean {
  return closest(event, SURFACE) !== null || (isPenDown() && closest(event, ".dragcover") !== null);
}

function isOverCanvas({ clientX, clientY }: PointerEvent): boolean {
  const box = boxOfCanvas();
  return !!box && clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
}

/** In units of the canvas. A stroke over the edge stays on the canvas. */
function placeOf(event: PointerEvent): Point {
  const box = boxOfCanvas();
  if (!box?.width || !box.height) return points.at(-1) ?? [0, 0];
  const within = (share: number) => Math.min(Math.max(share, 0), 1) * currentState().size;
  return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
}

function inputOf(event: PointerEvent): PointerInput {
  const { pointerId: id, pointerType: type, isPrimary: primary, button, buttons, timeStamp: time } = event;
  return { id, type, primary, button, buttons, place: placeOf(event), time };
}

function onPress(event: PointerEvent): void {
  if (!isOnCanvas(event) || !isOverCanvas(event)) {
    if (isPenDown()) pointer.pressBeside(inputOf(event));
    return;
  }
  const ink = graph() !== null && canvasHistory.started() && pointer.press(inputOf(event));
  if (ink) lastSeen = [event.clientX, event.clientY];
  gate.pressed(event.pointerId, event.clientX, event.clientY, ink);
}

function onMove(event: PointerEvent): void {
  if (!isPenDown() && event.pointerType !== "pen") return;
  if (isPenDown()) lastSeen = [event.clientX, event.clientY];
  pointer.move(inputOf(event));
}

function onRelease(event: PointerEvent): void {
  gate.released(event.pointerId);
  if (event.type === "pointerup") pointer.release(inputOf(event));
  else pointer.cancel({ id: event.pointerId });
}

document.addEventListener("pointerdown", onPress, true);
document.addEventListener("pointermove", onMove, true);
document.addEventListener("pointerup", onRelease, true);
document.addEventListener("pointercancel", onRelease, true);
document.addEventListener("lostpointercapture", onRelease, true); // comes after each release, but also without one
window.addEventListener("blur", () => pointer.lose());
document.addEventListener("visibilitychange", () => {
  if (document.hidden) pointer.lose();
});

// ---- mouse and touch events, which are what Plotly listens to ----

/** Pens send mouse events too; fingers do, when their touch events were left alone. */
function onMouseDown(event: MouseEvent): void {
  const drawing = pointer.drawing();
  const isInk = event.button === 0 && (drawing === "mouse" || drawing === "pen");
  if (isOnCanvas(event) && !isInk) event.stopImmediatePropagation();
}

/** Another button that goes up during a stroke would end it for Plotly. */
function onMouseUp(event: MouseEvent): void {
  if (isPenDown() && event.button !== 0) event.stopImmediatePropagation();
}

const touchesOf = (event: TouchEvent): TouchPlace[] => Array.from(event.changedTouches);

function onTouchStart(event: TouchEvent): void {
  if (!isOnCanvas(event) || gate.starts(touchesOf(event))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function onTouchOther(event: TouchEvent): void {
  const touches = touchesOf(event);
  if (!gate.goesOn(touches, isPenDown() || isOnCanvas(event))) event.stopImmediatePropagation();
  if (event.type !== "touchmove") gate.ended(touches);
}

document.addEventListener("mousedown", onMouseDown, true);
document.addEventListener("mouseup", onMouseUp, true);
document.addEventListener("touchstart", onTouchStart, { capture: true, passive: false });
for (const name of ["touchmove", "touchend", "touchcancel"] as const) {
  document.addEventListener(name, onTouchOther, { capture: true, passive: false });
}
