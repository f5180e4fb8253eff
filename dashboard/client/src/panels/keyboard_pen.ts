// Drawing with the keyboard: arrow keys move a pen over the cells, Space or Enter puts it down and lifts it. What it drew
// becomes a stroke like any other when it is lifted; until then it is shown over the canvas.
import { DRAWING, IDS } from "../contract";
import { isPenDown } from "../drawing/pen_down";
import type { Point } from "../drawing/strokes";
import { byId, find } from "../page/dom";
import { say } from "../words";
import { addStroke, currentState, graph } from "./canvas_figure";
import { drawStrokes } from "./draw_mode";
import { askAboutInk, beginInk, clearInk, dropInk, endInk, showInk } from "./growing_stroke";

type Cell = [column: number, row: number];

const STEPS: Record<string, Cell> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const FAR = 4; // cells at once, with Shift
const SAY_MS = 150; // a screen reader is told of the last of many quick steps

const MIDDLE = Math.floor((DRAWING.cells - 1) / 2);

let at: Cell = [MIDDLE, MIDDLE];
let passed: Cell[] | null = null; // the cells of the stroke, while the pen is down
let saying: number | undefined;

// ---- what is seen and said ----

const percent = (cell: number): string => `${((cell + 0.5) / DRAWING.cells) * 100}%`;

function showPen(): void {
  const pen = find(".pen");
  pen.style.left = percent(at[0]);
  pen.style.top = percent(at[1]);
  pen.classList.toggle("down", passed !== null);
}

function sayPlace(key: "moving" | "drawing" | "down" | "up"): void {
  window.clearTimeout(saying);
  saying = window.setTimeout(() => {
    const [column, row] = at;
    byId(IDS.penStatus).textContent = say(`pen.${key}`, { row, column });
  }, SAY_MS);
}

/** The middle of each cell, in units of the canvas. */
function pointsOf(cells: readonly Cell[]): Point[] {
  const side = currentState().size / DRAWING.cells;
  return cells.map(([column, row]) => [(column + 0.5) * side, (row + 0.5) * side]);
}

// ---- what the pen does ----

function move([right, down]: Cell, far: boolean): void {
  const cells = far ? FAR : 1;
  const within = (value: number) => Math.min(Math.max(value, 0), DRAWING.cells - 1);
  at = [within(at[0] + right * cells), within(at[1] + down * cells)];
  if (passed) {
    passed.push(at);
    const points = pointsOf(passed);
    showInk(points);
    askAboutInk(() => points);
  }
  showPen();
  sayPlace(passed ? "drawing" : "moving");
}

function lower(): void {
  passed = [at];
  beginInk(pointsOf(passed));
  showPen();
  sayPlace("down");
}

function lift(): void {
  if (!passed) return;
  const points = pointsOf(passed);
  passed = null;
  endInk();
  addStroke(points);
  drawStrokes(false);
  clearInk();
  showPen();
  sayPlace("up");
}

/** A stroke that is not done yet is what there is to take back. */
function takeBack(): void {
  if (!passed) {
    byId(IDS.undo).click();
    return;
  }
  passed = null;
  dropInk();
  showPen();
  sayPlace("up");
}

// ---- keys ----

/** What the key does; null for a key that is not the pen's. */
function actionOf({ key, shiftKey }: KeyboardEvent): (() => void) | null {
  const step = STEPS[key];
  if (step) return () => move(step, shiftKey);
  if (key === " " || key === "Enter") return passed ? lift : lower;
  if (key === "Escape") return passed ? lift : null;
  return key === "Delete" || key === "Backspace" ? takeBack : null;
}

const isOnCanvas = (event: Event): boolean => event.target instanceof Element && event.target.matches(".canvas-frame");

document.addEventListener("keydown", (event) => {
  if (!isOnCanvas(event) || !graph() || isPenDown()) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = actionOf(event);
  if (!act) return;
  act();
  event.preventDefault();
});

// The pointer's stroke begins with a press on the canvas, so the pen is up by then: the window hears of it first.
window.addEventListener("pointerdown", lift, true);
document.addEventListener("focusin", (event) => {
  if (isOnCanvas(event) && graph()) showPen();
});
document.addEventListener("focusout", (event) => {
  if (isOnCanvas(event)) lift();
});
