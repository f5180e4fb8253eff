// What the stage in view does, between what goes in and what comes out: its rule, and the sum of the cell in view. A new
// kind of stage needs one entry in the table here.
import { IDS, type Kind } from "../contract";
import { byId, make } from "../page/dom";
import { fixed, whole } from "../page/number_format";
import type { Stage } from "../reading/answers";
import { type Index, tilesOf, valueAt } from "../stages/numbers";
import { regionOf } from "../stages/sources";
import { onShown, type View, view } from "../stages/view";
import { inputsOf, sumInView, type WindowSum } from "../stages/window_sums";
import { cellsIn, type Params, type Region, startOf } from "../stages/windows";
import { winnerOf } from "../stages/winners";
import { say } from "../words";
import { onCell } from "./cell_readout";
import { numberGrid } from "./number_grid";

/** One number of the stage in view, and what it was made of. before: the numbers of its region, row by row. */
interface Sum {
  view: View;
  params: Params;
  index: Index;
  value: string;
  region: Region;
  before: number[];
}

/** rule: as a formula. sum: the same with the numbers of one cell. grid: whether these are a grid, which has to have its
 * room before there is one. */
interface Operation {
  rule: (params: Params) => string;
  sum: (sum: Sum) => (Node | string)[];
  grid: "kernel" | "window" | null;
}

const PLAIN: Operation = { rule: () => "", sum: () => [], grid: null };

function cropSum(sum: Sum): string[] {
  const [, row = 0, column = 0] = sum.index;
  const [, fromRow, fromColumn] = startOf(sum.region);
  return [say("operation.crop_cell", { row, column, from_row: fromRow, from_column: fromColumn })];
}

function normaliseSum({ before, value }: Sum): string[] {
  return [say("operation.normalise_cell", { ink: two(before[0] ?? 0), value })];
}

function convSum(sum: Sum): (Node | string)[] {
  const own = sumInView(sum.view, sum.index);
  const strongest = own?.parts[own.strongest];
  if (!own || !strongest) return [];
  const columns = Math.sqrt(strongest.products.length);
  const grid = numberGrid({ title: productsTitle(own), values: strongest.products, columns, marked: null }, room());
  return own.parts.length === 1 ? [grid] : [grid, othersLine(own)];
}

function productsTitle({ parts, strongest }: WindowSum): string {
  if (parts.length === 1) return say("operation.products");
  const adds = (parts[strongest]?.sum ?? 0) >= 0;
  return say(adds ? "operation.products_of" : "operation.products_against", { channel: strongest });
}

function othersLine({ parts, strongest, sum }: WindowSum): string {
  const others = sum - (parts[strongest]?.sum ?? 0);
  return say("operation.other_maps", { count: parts.length - 1, sum: two(others) });
}

function reluSum({ before, value }: Sum): string[] {
  return [say("operation.relu_cell", { before: two(before[0] ?? 0), value })];
}

function windowGrid({ before, region }: Sum, marked: number | null): HTMLElement {
  const [, , columns = [0, 1]] = region;
  const values = { title: say("operation.pool_window"), values: before, columns: columns[1] - columns[0], marked };
  return numberGrid(values, room());
}

function maxPoolSum(sum: Sum): (Node | string)[] {
  const { value, before, region } = sum;
  const figure = sum.view.panes.before?.figure;
  const winner = figure && winnerOf(figure, region);
  const largest = winner ? before.indexOf(Math.max(...before)) : null;
  return [windowGrid(sum, largest), say("operation.max_pool_cell", { value })];
}

function avgPoolSum(sum: Sum): (Node | string)[] {
  const { value, before } = sum;
  return [windowGrid(sum, null), say("operation.avg_pool_cell", { count: before.length, value })];
}

function flattenSum(sum: Sum): string[] {
  const [map, row, column] = startOf(sum.region);
  const figure = sum.view.panes.before?.figure;
  const name = (figure && tilesOf(figure)?.names[map]) ?? "";
  return [say("operation.flatten_cell", { name, row, column, unit: sum.index[0] ?? 0 })];
}

function linearSum({ region, value }: Sum): string[] {
  return [say("operation.linear_cell", { count: whole(cellsIn(region)), value })];
}

export const OPERATIONS: Readonly<Record<Kind, Operation>> = {
  ink: PLAIN,
  crop: { ...PLAIN, rule: ({ top = 0, left = 0 }) => say("operation.crop", { top, left }), sum: cropSum },
  scale: { ...PLAIN, rule: ({ factor = 1 }) => say("operation.scale", { factor: two(factor) }) },
  centre: { ...PLAIN, rule: ({ top = 0, left = 0 }) => say("operation.centre", { top, left }), sum: cropSum },
  input: { ...PLAIN, rule: () => say("operation.normalise"), sum: normaliseSum },
  conv: { rule: () => say("operation.conv"), sum: convSum, grid: "kernel" },
  relu: { ...PLAIN, rule: () => say("operation.relu"), sum: reluSum },
  max_pool: {
    rule: ({ kernel_size: side = 2 }) => say("operation.max_pool", { side }),
    sum: maxPoolSum,
    grid: "window",
  },
  avg_pool: { rule: () => say("operation.avg_pool"), sum: avgPoolSum, grid: "window" },
  flatten: { ...PLAIN, rule: () => say("operation.flatten"), sum: flattenSum },
  linear: { ...PLAIN, rule: () => say("operation.linear"), sum: linearSum },
  softmax: {
    ...PLAIN,
    rule: () => say("operation.softmax"),
    sum: ({ value }) => [say("operation.softmax_cell", { value })],
  },
};

function two(value: number): string {
  return fixed(value, 2);
}

/** How wide a grid can be. */
function room(): number {
  return byId(IDS.operation).clientWidth;
}

// ---- showing ----

/** Say what one number of the stage in view was made of; of a number without a source, the rule. */
export function showOperation(index: Index): void {
  const { stage, panes } = view();
  const region = regionOf(view(), index);
  if (!stage || !panes.stage || !panes.before) return;
  if (!region) {
    showRule(stage);
    return;
  }
  if (stage.by_hand?.units.includes(index[0] ?? 0)) {
    write(stage, [stage.by_hand.says]);
    return;
  }
  // Of several maps, a kernel's sum has the numbers: see window_sums.
  const [map] = startOf(region);
  const input = panes.before.figure;
  const before = region.length > 1 ? inputsOf(input, map, region) : region.map(([unit]) => valueAt(input, [unit]));
  const value = two(valueAt(panes.stage.figure, index));
  write(stage, OPERATIONS[stage.kind].sum({ view: view(), params: stage.params, index, value, region, before }));
}

function showRule(stage: Stage): void {
  const rule = OPERATIONS[stage.kind].rule(stage.params);
  write(stage, rule ? [rule] : []);
}

/** Tables stay as they are; a line of words becomes a paragraph. Before and after stands what the eye reads between the
 * pictures, which a screen reader skips. */
function write({ kind, params }: Stage, parts: (Node | string)[]): void {
  const element = byId(IDS.operation);
  const { grid } = OPERATIONS[kind];
  element.dataset.grid = grid ?? "";
  element.style.setProperty("--rows", String(grid === "kernel" ? (params.kernel_size ?? 0) : 2));
  const lines = parts.map((part) => (typeof part === "string" ? make("p", {}, part) : part));
  const signs =
    grid === "kernel"
      ? [sign("before", say("operation.times")), sign("after", say("operation.equals"))]
      : [sign("before", say("operation.leads")), sign("after", say("operation.leads"))];
  element.replaceChildren(...(lines.length > 0 ? [...signs, ...lines] : []));
}

function sign(side: string, text: string): HTMLElement {
  return make("span", { class: `sign ${side}`, "aria-hidden": "true" }, text);
}

onShown(({ stage }, moved) => {
  if (!stage) byId(IDS.operation).replaceChildren();
  else if (moved) showRule(stage);
});

onCell(({ slot, index }) => {
  if (slot === "stage") showOperation(index);
});
