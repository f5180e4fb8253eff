// The kernel that slides: over the input of a convolution, writing one map cell by cell, with the sum of each cell.
import { IDS } from "../contract";
import { setProps } from "../dash";
import { byId, closest } from "../page/dom";
import { nameSlider } from "../page/sliders";
import { KINDS } from "../stages/kinds";
import { clearMarks, markPlace } from "../stages/marks";
import { type Index, sizeOf } from "../stages/numbers";
import type { Block } from "../stages/sources";
import { onSettled, onShown, view } from "../stages/view";
import { say } from "../words";
import { holdPointer, onCell, showCell } from "./cell_readout";
import { sumElements } from "./slide_sum";

const REDUCED = window.matchMedia("(prefers-reduced-motion: reduce)");
const SLOWEST_REDUCED_MS = 600; // Whoever asks for less motion still gets the steps, never a race of them.

let stay = 1000; // Milliseconds that the kernel stays at a cell. Dash says it at the start: see pace.
let timer: number | null = null;
let place: Index | null = null; // [map, row, column] of the cell being written.
let veiled = false; // Whether the rest of the map is still to be written.
let lastPosition: number | null = null; // Where the slider ends.
let toldDash: number | null = null; // What this module has set the slider to, so that its echo is no news.

function canSlide(): boolean {
  const { stage, kernels } = view();
  return Boolean(stage && KINDS[stage.kind].hasKernels && kernels?.[stage.name]);
}

/** Height and width of the map that is written. */
function mapSize(): [height: number, width: number] {
  const pane = view().panes.stage;
  const [, height = 0, width = 0] = pane ? sizeOf(pane.figure) : [];
  return [height, width];
}

/** How many cells of its map come before this one. */
function positionOf([, row = 0, column = 0]: Index): number {
  return row * mapSize()[1] + column;
}

function cellAtPosition(map: number, position: number): Index {
  const [, width] = mapSize();
  return [map, Math.floor(position / width), position % width];
}

/** The map that the kernel writes: that of the last cell, else that whose kernel is shown. */
function currentMap(): number {
  return place?.[0] ?? view().map;
}

// ---- the cell in view ----

onCell(({ slot, index, taken }) => {
  if (taken) pause();
  if (slot === "stage" && canSlide()) showSum(index);
});

/** Say the sum of a cell, and where the slider stands. While the kernel slides, Dash hears of each row only. */
function showSum(index: Index): void {
  place = index;
  byId(IDS.slideSum).replaceChildren(...sumElements(view(), index));
  veilRest(index);
  if (timer === null || index[2] === 0) moveSlider({ value: positionOf(index) });
  const [map = 0, row = 0, column = 0] = index;
  nameSlider(IDS.slidePosition, say("slide.slider"), say("slide.position", { map, row, column }));
}

function moveSlider(properties: { value: number; max?: number }): void {
  toldDash = properties.value;
  setProps(IDS.slidePosition, properties);
}

/** Cover the cells that the kernel has not written yet. */
function veilRest([map = 0, row = 0, column = 0]: Index): void {
  clearMarks("unwritten");
  if (!veiled) return;
  const [height, width] = mapSize();
  const common = { kind: "block", slot: "stage", map } as const;
  const blocks: Block[] = [
    { ...common, row, column: column + 1, height: 1, width: width - column - 1 },
    { ...common, row: row + 1, column: 0, height: height - row - 1, width },
  ];
  for (const block of blocks) {
    if (block.width > 0 && block.height > 0) markPlace("unwritten", block);
  }
}

// ---- sliding ----

/** Slide the kernel, or let it pause. It goes on where it paused, and begins anew where a map is written. */
export function toggle(): void {
  if (!canSlide()) return;
  if (timer !== null) {
    pause();
    return;
  }
  const goesOn = veiled && place !== null && positionOf(place) < lastCell();
  const start = goesOn && place ? place : [currentMap(), 0, 0];
  veiled = true;
  showCell("stage", start);
  run();
}

function lastCell(): number {
  const [height, width] = mapSize();
  return height * width - 1;
}

function run(): void {
  if (timer !== null) window.clearInterval(timer);
  timer = window.setInterval(step, REDUCED.matches ? Math.max(stay, SLOWEST_REDUCED_MS) : stay);
  holdPointer(true);
  label(true);
}

function pause(): void {
  if (timer === null) return;
  window.clearInterval(timer);
  timer = null;
  holdPointer(false);
  label(false);
}

function label(running: boolean): void {
  byId(`${IDS.slide}-name`).textContent = say(running ? "slide.pause" : "slide.start");
  byId(IDS.slide).classList.toggle("playing", running);
}

function step(): void {
  if (document.hidden || !canSlide() || !place) return;
  const next = positionOf(place) + 1;
  if (next <= lastCell()) showCell("stage", cellAtPosition(currentMap(), next));
  else finish();
}

function finish(): void {
  veiled = false;
  pause();
  clearMarks("unwritten");
}

/** Dash calls this with the chosen speed, in milliseconds a cell. */
export function pace(milliseconds: number | string): void {
  stay = Number(milliseconds);
  if (timer !== null) run();
}

/** Dash calls this when the slider has moved: by hand, or since this module has moved it. */
export function move(position: number): void {
  if (!canSlide() || timer !== null || position === toldDash) return;
  showCell("stage", cellAtPosition(currentMap(), position));
}

// ---- stages come and go ----

onShown(({ stage }, moved) => {
  if (moved) leave();
  if (!stage) byId(IDS.slideBlock).hidden = true;
});

onSettled(enter);

function enter(): void {
  byId(IDS.slideBlock).hidden = !canSlide();
  if (!canSlide()) return;
  const last = lastCell();
  if (last !== lastPosition) moveSlider({ max: last, value: 0 });
  lastPosition = last;
  if (!place) nameSlider(IDS.slidePosition, say("slide.slider"));
}

function leave(): void {
  finish();
  place = null;
  byId(IDS.slideSum).replaceChildren();
}

document.addEventListener("click", (event) => {
  if (closest(event, `#${IDS.slide}`)) toggle();
});
