// The map of the network: every stage as a thumbnail, painted from the same numbers as the large pictures.
import { COLOURS, IDS, STAGES } from "../contract";
import { byId, closest, find, findAll, setText } from "../page/dom";
import { painted } from "../page/paint";
import { placeAfterKey } from "../page/row_keys";
import type { Stage, StageFigure } from "../reading/answers";
import { KINDS } from "../stages/kinds";
import { sizeOf, strongestMap, valueAt } from "../stages/numbers";
import { paintMap } from "../stages/paint_map";
import type { Reach } from "../stages/reach";
import { onShown, view } from "../stages/view";
import type { Region } from "../stages/windows";

const MOST_BARS = 64;
const LEAST_BAR = 4; // Pixels: what one unit of many has at least.
const FADED = 0.72; // Of the opacity of what has nothing to do with the chosen number.

const NOTHING: Region = [
  [0, 0],
  [0, 0],
];

let reach: Reach | null = null;
const BARS_PIXELS = 112; // Twice what a thumbnail measures on the page, for sharp screens.

function chips(): HTMLElement[] {
  return findAll(`#${IDS.stageStrip} [data-stage]`);
}

/** What a stage is called on the map. */
export function stageName(index: number): string {
  return chips()[index]?.querySelector(".thumb-name")?.textContent ?? "";
}

// ---- painting ----

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("a canvas has no context");
  return context;
}

/** As many bars as can be told apart: of several units that share one, the strongest. */
function strongestOfEachBar(figure: StageFigure): number[] {
  const [units = 0] = sizeOf(figure);
  const bars = new Array<number>(Math.min(units, MOST_BARS)).fill(0);
  for (let unit = 0; unit < units; unit += 1) {
    const bar = Math.floor((unit * bars.length) / units);
    const value = valueAt(figure, [unit]);
    if (Math.abs(value) > Math.abs(bars[bar] ?? 0)) bars[bar] = value;
  }
  return bars;
}

function paintBars(context: CanvasRenderingContext2D, figure: StageFigure, size: number): void {
  const values = strongestOfEachBar(figure);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const scale = (0.9 * size) / (high - low || 1);
  const zero = 0.05 * size + high * scale;
  const step = size / values.length;
  values.forEach((value, bar) => {
    const height = Math.max(Math.abs(value) * scale, 1);
    context.fillStyle = value < 0 ? COLOURS.below : COLOURS.above;
    context.fillRect(bar * step, value < 0 ? zero : zero - height, 0.8 * step, height);
  });
}

/** One map, since of many side by side nothing could be seen; a vector as bars. */
function paint(chip: HTMLElement, stage: Stage | null): void {
  const canvas = find<HTMLCanvasElement>("canvas", chip);
  const figure = stage?.panes.at(-1)?.figure;
  if (stage && figure && !figure.layout.meta.units) {
    paintMap(canvas, figure, mapOfThumbnail(stage, figure));
    fadeOthers(canvas, isLit(stage) ? (reach?.get(stage.name)?.slice(1) ?? NOTHING) : null);
    return;
  }
  Object.assign(canvas, { width: BARS_PIXELS, height: BARS_PIXELS }); // Which clears it too.
  if (!stage || !figure) return;
  paintBars(contextOf(canvas), figure, BARS_PIXELS);
  const scale = BARS_PIXELS / (sizeOf(figure)[0] ?? 1);
  const [from, to] = reach?.get(stage.name)?.[0] ?? [0, 0];
  const bars: Region = [
    [0, BARS_PIXELS],
    [from * scale, Math.max(to * scale, from * scale + LEAST_BAR)],
  ];
  fadeOthers(canvas, isLit(stage) ? (reach?.has(stage.name) ? bars : NOTHING) : null);
}

/** Whether a chosen number lights up a part of this stage. The preparation is no part of the network. */
function isLit(stage: Stage): boolean {
  return reach !== null && !KINDS[stage.kind].isOfTheDrawing;
}

/** Let everything fade that has nothing to do with the chosen number. region: rows and columns in pixels of the canvas;
 * null where none is chosen. */
function fadeOthers(canvas: HTMLCanvasElement, region: Region | null): void {
  const [rows, columns] = region ?? [];
  if (!rows || !columns) return;
  const context = contextOf(canvas);
  const bright = new Path2D();
  bright.rect(0, 0, canvas.width, canvas.height);
  bright.rect(columns[0], rows[0], columns[1] - columns[0], rows[1] - rows[0]);
  context.save();
  context.globalCompositeOperation = "destination-out";
  context.globalAlpha = FADED;
  context.fill(bright, "evenodd");
  context.restore();
}

/** The map that the stage in view shows large, or that has to do with the chosen number; else that of the largest one. */
function mapOfThumbnail(stage: Stage, figure: StageFigure): number {
  if (stage === view().stage) return view().map;
  const [from, to] = reach?.get(stage.name)?.[0] ?? [0, 0];
  return to - from === 1 ? from : strongestMap(figure);
}

function isOfTheDrawing(index: number): boolean {
  const stage = STAGES[index];
  return stage !== undefined && KINDS[stage.kind].isOfTheDrawing;
}

/** Paint all thumbnails; without stages they are empty, and keep the shapes that follow from the settings. */
function paintAll(stages: Stage[] | null): void {
  byId(IDS.stageStrip).classList.toggle("empty", !stages);
  chips().forEach((chip, i) => {
    const stage = stages?.[i] ?? null;
    paint(chip, stage);
    const shape = find(".thumb-shape", chip);
    if (stage) setText(shape, stage.shape.replaceAll(" ", ""));
    else if (isOfTheDrawing(i)) setText(shape, ""); // The others' shapes follow from the settings, and stay.
  });
}

/** After the stage in view, and what surrounds it. */
async function paintLater(stages: Stage[] | null): Promise<void> {
  await painted();
  await painted();
  if (stages === view().stages) paintAll(stages);
}

/** Another map of the stage may have been chosen. */
async function paintInView(stage: Stage | null): Promise<void> {
  await painted();
  const chip = chips()[view().index];
  if (chip && stage && stage === view().stage) paint(chip, stage);
}

/** Let only that be bright on the map that has to do with a chosen number; null: all of it. */
export function lightUpReach(of: Reach | null): void {
  const before = reach;
  reach = of;
  if (before || of) void paintLater(view().stages);
}

// ---- the stage in view ----

/** Mark the stage in view. The map has one stop for the Tab key, which is that stage. */
function mark(index: number): void {
  chips().forEach((chip, i) => {
    chip.tabIndex = i === index ? 0 : -1;
    if (i === index) chip.setAttribute("aria-current", "step");
    else chip.removeAttribute("aria-current");
  });
}

let seen: Stage[] | null = null;

onShown(({ index, stages, stage }) => {
  mark(index);
  if (stages === seen) {
    void paintInView(stage);
    return;
  }
  seen = stages;
  paintLater(stages);
});

// ---- the keys ----

document.addEventListener("keydown", (event) => {
  const chip = closest(event, `#${IDS.stageStrip} [data-stage]`);
  if (!chip) return;
  const all = chips();
  const next = placeAfterKey(event.key, Number(chip.dataset.stage), all.length);
  if (next === null) return;
  event.preventDefault();
  all[next]?.focus();
});
