// The map of the network: every stage as a thumbnail, painted from the same numbers as the large pictures.
import { COLOURS, IDS, STAGES } from "../contract";
import { byId, closest, find, findAll } from "../page/dom";
import { painted } from "../page/paint";
import type { Stage, StageFigure } from "../reading/answers";
import { KINDS } from "../stages/kinds";
import { arrayOf, heatmapOf, shapeOf, sizeOf, tilesOf, valueAt } from "../stages/numbers";
import { coloursOf } from "../stages/palette";
import { onShown, view } from "../stages/view";

const MOST_BARS = 64;

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

function paintMaps(context: CanvasRenderingContext2D, figure: StageFigure, size: number): void {
  const { z, colorscale, zmin, zmax } = heatmapOf(figure);
  const [height = 0, width = 0] = shapeOf(z);
  const image = new ImageData(width, height);
  image.data.set(coloursOf(arrayOf(z), colorscale, zmin, zmax));
  const small = Object.assign(document.createElement("canvas"), { width, height });
  contextOf(small).putImageData(image, 0, 0);
  const factor = size / Math.max(width, height);
  const [wide, high] = [width * factor, height * factor];
  context.imageSmoothingEnabled = factor < 1;
  context.imageSmoothingQuality = "high";
  context.drawImage(small, (size - wide) / 2, (size - high) / 2, wide, high);
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

function paint(canvas: HTMLCanvasElement, figure: StageFigure | null): void {
  const context = contextOf(canvas);
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!figure) return;
  if (tilesOf(figure)) paintMaps(context, figure, canvas.width);
  else paintBars(context, figure, canvas.width);
}

function isOfTheDrawing(index: number): boolean {
  const stage = STAGES[index];
  return stage !== undefined && KINDS[stage.kind].isOfTheDrawing;
}

/** Paint all thumbnails; without stages they are empty. */
function paintAll(stages: Stage[] | null): void {
  byId(IDS.stageStrip).classList.toggle("empty", !stages);
  chips().forEach((chip, i) => {
    const stage = stages?.[i];
    paint(find<HTMLCanvasElement>("canvas", chip), stage?.panes.at(-1)?.figure ?? null);
    const shape = find(".thumb-shape", chip);
    if (stage) shape.textContent = stage.shape.replaceAll(" ", "");
    else if (isOfTheDrawing(i)) shape.textContent = "";
  });
}

/** After the stage in view, and what surrounds it. */
async function paintLater(stages: Stage[] | null): Promise<void> {
  await painted();
  await painted();
  if (stages === view().stages) paintAll(stages);
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

onShown(({ index, stages }) => {
  mark(index);
  if (stages === seen) return;
  seen = stages;
  paintLater(stages);
});

// ---- the keys ----

/** Where a key leads from one of `count` stages, or null for a key that leads nowhere. */
function stageAfterKey(key: string, here: number, count: number): number | null {
  if (key === "ArrowRight" || key === "ArrowDown") return Math.min(here + 1, count - 1);
  if (key === "ArrowLeft" || key === "ArrowUp") return Math.max(here - 1, 0);
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}

document.addEventListener("keydown", (event) => {
  const chip = closest(event, `#${IDS.stageStrip} [data-stage]`);
  if (!chip) return;
  const all = chips();
  const next = stageAfterKey(event.key, Number(chip.dataset.stage), all.length);
  if (next === null) return;
  event.preventDefault();
  all[next]?.focus();
});
