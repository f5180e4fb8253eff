// The kernel that slides: over the input of a convolution, writing one map, with the sum of each of its numbers.
import { IDS } from "../contract";
import { setProps } from "../dash";
import { byId, closest, setText } from "../page/dom";
import { nameSlider } from "../page/sliders";
import { KINDS } from "../stages/kinds";
import { clearMarks, markPlace } from "../stages/marks";
import { type Index, sizeOf } from "../stages/numbers";
import { centredInk, fieldOf, hasInk } from "../stages/receptive_field";
import { type Pace, paceOver, placeAfter } from "../stages/slide_pace";
import { type Block, placeOf, sourcesOf } from "../stages/sources";
import { onSettled, onShown, view } from "../stages/view";
import { centredOn } from "../stages/windows";
import { say } from "../words";
import { choose, chosenCell, holdPointer, onCell, showCell } from "./cell_readout";
import { showOperation } from "./operation";
import { sumWords } from "./slide_sum";

const REDUCED = window.matchMedia("(prefers-reduced-motion: reduce)");
const CALM_STEP_MS = 600; // Whoever asks for less motion still gets the steps, never a race of them.
const LONGEST_FRAME_MS = 250; // A page that was busy or out of sight goes on where it was.
const SLIDER_MS = 100; // Between two moves of the slider, each of which costs Dash milliseconds.
const CHOICE_MS = 250; // After the last move of the slider by hand.

type SlideListener = (index: Index | null) => void;

let mapTime = 10_000; // Milliseconds that a whole map takes. Dash says it at the start: see pace.
let stop: (() => void) | null = null; // Ends the movement; null while the kernel stands.
let way: Pace = { start: 0, begins: [] };
let part = 0; // Of the way.
let place: Index | null = null; // [map, row, column] of the number being written.
let veiled = false; // Whether the rest of the map is still to be written.
let lastPosition: number | null = null; // Where the slider ends.
let toldDash: number | null = null; // What this module has set the slider to, so that its echo is no news.
let sliderMoved = 0; // When.
let choiceTimer: number | undefined;
const slideListeners: SlideListener[] = [];

/** Called with each number that the sliding kernel writes, or that the slider leads to while one is chosen, and with
 * null when another stage comes into view. */
export function onSlid(listener: SlideListener): void {
  slideListeners.push(listener);
}

function tellSlid(index: Index | null): void {
  for (const listener of slideListeners) listener(index);
}

/** Whether the kernel moves. */
export const isSliding = (): boolean => stop !== null;

function canSlide(): boolean {
  const { stage, kernels, beside } = view();
  return Boolean(!beside && stage && KINDS[stage.kind].hasKernels && kernels?.[stage.name]);
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

function lastCell(): number {
  const [height, width] = mapSize();
  return height * width - 1;
}

/** The map that the kernel writes: that of the last cell, else that whose kernel is shown. */
function currentMap(): number {
  return place?.[0] ?? view().map;
}

// ---- the cell in view ----

onCell(({ slot, index, taken }) => {
  if (!canSlide()) return;
  const wasSliding = taken && stop !== null;
  if (wasSliding) halt();
  if (slot === "stage") showSum(index);
  else if (slot === "before" && !stop) follow(index);
  if (wasSliding && place) choose(place);
});

/** Say the sum of a cell, and where the kernel stands. */
function showSum(index: Index): void {
  place = index;
  setText(byId(IDS.slideSum), sumWords(view(), index));
  veilRest(index);
  const [map = 0, row = 0, column = 0] = index;
  setText(byId(IDS.slidePlace), say("slide.place", { row, column }));
  if (!stop || performance.now() - sliderMoved >= SLIDER_MS) moveSlider({ value: positionOf(index) });
  nameSlider(IDS.slidePosition, say("slide.slider"), say("slide.position", { map, row, column }));
  if (stop) tellSlid(index);
}

/** Bring the window to a cell of the input that is pointed at, as near as it gets. */
function follow(cell: Index): void {
  const { stage } = view();
  if (!stage) return;
  const [row, column] = centredOn(stage.params, mapSize(), cell);
  const index = [currentMap(), row, column];
  for (const source of [placeOf("stage", index), ...sourcesOf(view(), index)]) markPlace("source", source);
  showSum(index);
  showOperation(index);
}

function moveSlider(properties: { value: number; max?: number }): void {
  toldDash = properties.value;
  sliderMoved = performance.now();
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
  if (stop) pause();
  else start();
}

function start(): void {
  const goesOn = veiled && place !== null && positionOf(place) < lastCell();
  way = paceOver(inkedPlaces());
  const from = goesOn && place ? positionOf(place) : way.start;
  part = way.begins[from] ?? 0;
  veiled = true;
  run();
  showCell("stage", cellAtPosition(currentMap(), from));
}

/** Of each number of the map, whether it depends on ink. */
function inkedPlaces(): boolean[] {
  const ink = centredInk(view());
  return Array.from({ length: lastCell() + 1 }, (_, position) => {
    const field = fieldOf(view(), cellAtPosition(0, position));
    return field !== null && hasInk(ink, field);
  });
}

function run(): void {
  stop?.();
  stop = REDUCED.matches ? stepCalmly() : slideOn();
  holdPointer(true);
  label(true);
}

function stepCalmly(): () => void {
  const timer = window.setInterval(() => place && goTo(positionOf(place) + 1), CALM_STEP_MS);
  return () => window.clearInterval(timer);
}

/** Several cells between two frames, where the map has many or the paper is blank. */
function slideOn(): () => void {
  let before = performance.now();
  let frame = window.requestAnimationFrame(step);
  function step(): void {
    frame = window.requestAnimationFrame(step);
    const now = performance.now();
    part += Math.min(now - before, LONGEST_FRAME_MS) / mapTime;
    before = now;
    goTo(part < 1 ? placeAfter(way, part) : lastCell() + 1);
  }
  return () => window.cancelAnimationFrame(frame);
}

/** Write the map up to a place of it; beyond the last place, it is written. */
function goTo(position: number): void {
  if (document.hidden || !canSlide() || !place) return;
  if (position <= lastCell()) {
    if (position !== positionOf(place)) showCell("stage", cellAtPosition(currentMap(), position));
    return;
  }
  veiled = false;
  if (positionOf(place) < lastCell()) showCell("stage", cellAtPosition(currentMap(), lastCell()));
  clearMarks("unwritten");
  pause();
}

/** The kernel stands, and the number that it stands at is the chosen one. */
function pause(): void {
  if (!stop) return;
  halt();
  if (!place) return;
  moveSlider({ value: positionOf(place) });
  choose(place);
}

/** The kernel stands; nothing is chosen. */
export function halt(): void {
  if (!stop) return;
  stop();
  stop = null;
  holdPointer(false);
  label(false);
}

function label(running: boolean): void {
  setText(byId(`${IDS.slide}-name`), say(running ? "slide.pause" : "slide.start"));
  byId(IDS.slide).classList.toggle("playing", running);
}

/** Dash calls this with the chosen speed, in milliseconds a map. */
export function pace(milliseconds: number | string): void {
  mapTime = Number(milliseconds);
}

/** Dash calls this when the slider has moved: by hand, or since this module has moved it. A chosen number goes along. */
export function move(position: number): void {
  if (!canSlide() || stop || position === toldDash) return;
  toldDash = position;
  const index = cellAtPosition(currentMap(), position);
  showCell("stage", index);
  if (!chosenCell()) return;
  tellSlid(index);
  window.clearTimeout(choiceTimer);
  choiceTimer = window.setTimeout(() => choose(index), CHOICE_MS);
}

// ---- stages come and go ----

onShown(({ map }, moved) => {
  if (moved) leave();
  else if (place && place[0] !== map) place = [map, ...place.slice(1)];
  byId(IDS.slideBlock).hidden = !canSlide();
});

onSettled(() => {
  if (!canSlide()) return;
  const last = lastCell();
  if (last !== lastPosition || (!place && toldDash !== 0)) moveSlider({ max: last, value: 0 });
  lastPosition = last;
  if (!place) nameSlider(IDS.slidePosition, say("slide.slider"));
});

function leave(): void {
  halt();
  window.clearTimeout(choiceTimer);
  veiled = false;
  clearMarks("unwritten");
  place = null;
  setText(byId(IDS.slideSum), say("slide.rule"));
  setText(byId(IDS.slidePlace), "");
  tellSlid(null);
}

document.addEventListener("click", (event) => {
  if (closest(event, `#${IDS.slide}`)) toggle();
});

/** A hand on the slider stops the kernel; where it leads is heard of by Dash. */
function take(event: Event): void {
  if (stop && closest(event, `#${IDS.slidePosition}`)) pause();
}
document.addEventListener("pointerdown", take, true);
document.addEventListener("keydown", take, true);
