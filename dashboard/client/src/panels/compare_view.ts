// Two readings beside each other: three pictures of one stage, A, A − B and B. What is pointed at in one is marked in all.
import { COLOURS, IDS } from "../contract";
import { byId, closest, find, findAll, make, setText } from "../page/dom";
import { fixed } from "../page/number_format";
import { paintPixels } from "../page/pixels";
import { type Compared, indexOf, type Numbers, numberAt, SIDES, type Side } from "../stages/compared";
import { hasMaps, tilesOf } from "../stages/numbers";
import { colourScale, coloursOf } from "../stages/palette";
import { view } from "../stages/view";
import { say } from "../words";
import { paintLegend } from "./legend";
import { hideTooltip, showTooltip } from "./tooltip";

type Cell = readonly [row: number, column: number];

const STEPS: Record<string, Cell> = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

let shown: Compared | null = null;
let cell: Cell | null = null;

/** The frame of the three pictures, empty at first. */
export function comparedElements(): HTMLElement {
  const tabs = SIDES.map((side) =>
    make(
      "button",
      { type: "button", class: "stage-tab", "data-compare-tab": side, "aria-pressed": String(side === "b") },
      nameOf(side),
    ),
  );
  const pictures = SIDES.map((side) => {
    const legend = make(
      "div",
      { class: "legend" },
      make("span", { class: "low" }),
      make("span", { class: "legend-bar" }),
      make("span", { class: "high" }),
    );
    const frame = make(
      "div",
      { class: "compare-frame", role: "application", tabindex: "0", "data-side": side },
      make("canvas"),
      make("div", { class: "compare-bars" }),
      make("p", { class: "compare-none" }),
      make("div", { class: "compare-here", hidden: "" }),
    );
    const box = make("div", { class: "figure-box" }, frame);
    return make("figure", { class: "compared", "data-side": side }, make("figcaption", {}, make("h4"), legend), box);
  });
  const switch_ = make(
    "div",
    { class: "stage-tabs compare-tabs", role: "group", "aria-label": say("compare.switch") },
    ...tabs,
  );
  return make("div", { class: "compare-pictures", "data-tab": "b" }, switch_, ...pictures);
}

function nameOf(side: Side): string {
  return say(`compare.${side}`);
}

/** Paint the stage in view; null where neither reading has it. */
export function showCompared(next: Compared | null): void {
  shown = next;
  const panel = byId(IDS.compare);
  if (!panel.querySelector(".compare-pictures")) return;
  for (const side of SIDES) paintSide(find(`figure[data-side=${side}]`, panel), side);
  if (cell && !isInside(cell)) cell = null;
  mark();
}

function isInside(at: Cell): boolean {
  return SIDES.some((side) => !Number.isNaN(numberAt(shown?.sides[side] ?? null, at)));
}

function paintSide(figure: HTMLElement, side: Side): void {
  const numbers = shown?.sides[side] ?? null;
  const map = view().map;
  const [canvas, bars, none] = [
    find<HTMLCanvasElement>("canvas", figure),
    find(".compare-bars", figure),
    find(".compare-none", figure),
  ];
  setText(find("h4", figure), titleOf(side, map));
  const { title = "" } = view().stage ?? {};
  find(".compare-frame", figure).setAttribute("aria-label", say("compare.label", { side: nameOf(side), title }));
  canvas.hidden = !numbers || shown?.bars === true;
  bars.hidden = !numbers || shown?.bars !== true;
  none.hidden = numbers !== null;
  find(".legend", figure).hidden = !numbers || shown?.bars === true;
  if (!numbers) {
    setText(none, wordsOfNone(side, map));
    return;
  }
  const [height, width] = [numbers.rows.length, numbers.rows[0]?.length ?? 0];
  find(".compare-frame", figure).style.setProperty("--aspect", shown?.bars ? "1.5" : String(width / height));
  find(".compare-frame", figure).classList.toggle("bars", shown?.bars === true);
  if (shown?.bars) paintBars(bars, numbers);
  else paintCells(canvas, find(".legend", figure), numbers, width, height);
}

/** Of several maps the one that is shown is named. */
function titleOf(side: Side, map: number): string {
  const name = shown && hasMaps(shown.figure) ? tilesOf(shown.figure)?.names[map] : undefined;
  return name === undefined ? nameOf(side) : `${nameOf(side)}: ${name}`;
}

function wordsOfNone(side: Side, map: number): string {
  const { sides, shapes } = shown ?? {};
  if (side === "difference" && shapes && shapes[0] !== shapes[1]) {
    return say("compare.other_shape", { a: shapes[0], b: shapes[1] });
  }
  const lacksChannel = side !== "b" && shapes && sides?.b; // The map in view is one of B's.
  return lacksChannel ? say("compare.no_channel", { map }) : say("compare.nothing");
}

function paintCells(
  canvas: HTMLCanvasElement,
  legend: HTMLElement,
  numbers: Numbers,
  width: number,
  height: number,
): void {
  const { ends, rows } = numbers;
  const values = rows.flatMap((row) => Array.from(row));
  const scale = numbers.legend === "ink" ? COLOURS.inkScale : colourScale(ends);
  paintPixels(canvas, coloursOf(values, scale, ...ends), width, height);
  paintLegend(legend, numbers.legend, ends);
}

/** A row for each number: what it is of, its bar on the scale of the side, and the number. */
function paintBars(bars: HTMLElement, { rows, ends }: Numbers): void {
  const [low, high] = ends;
  const zero = -low / (high - low || 1);
  const lines = Array.from(rows[0] ?? [], (value, unit) => {
    const part = Math.abs(value) / (high - low || 1);
    const filled = make("span", { class: value < 0 ? "below" : "above" });
    Object.assign(filled.style, {
      left: `${100 * (value < 0 ? zero - part : zero)}%`,
      width: `${100 * part}%`,
    });
    return make(
      "div",
      { class: "compare-bar-row" },
      make("span", {}, String(unit)),
      make("span", { class: "compare-track" }, filled),
      make("span", { class: "amount" }, fixed(value)),
    );
  });
  bars.replaceChildren(...lines);
}

// ---- the cell that is pointed at, in all three ----

function mark(): void {
  for (const frame of findAll(".compare-frame", byId(IDS.compare))) {
    const here = find(".compare-here", frame);
    const numbers = shown?.sides[frame.dataset.side as Side] ?? null;
    here.hidden = !cell || !numbers || Number.isNaN(numberAt(numbers, cell));
    if (here.hidden || !cell || !numbers) continue;
    const [height, width] = shown?.bars
      ? [numbers.rows[0]?.length ?? 1, 1]
      : [numbers.rows.length, numbers.rows[0]?.length ?? 1];
    const [row, column] = shown?.bars ? [cell[1], 0] : cell;
    const part = (cells: number, of: number) => `${(100 * cells) / of}%`;
    Object.assign(here.style, {
      left: part(column, width),
      top: part(row, height),
      width: part(1, width),
      height: part(1, height),
    });
  }
  setText(byId(IDS.cellReadout), cell ? sentence(cell) : "");
}

function sentence(at: Cell): string {
  const index = shown && indexOf(shown, at, view().map);
  if (!shown || !index) return "";
  const [first = 0, row, column] = index;
  const tiles = tilesOf(shown.figure);
  const place =
    row === undefined
      ? say("derivation.unit", { name: shown.figure.layout.meta.label ?? "", unit: first })
      : say("compare.place", { name: tiles?.names[first] ?? tiles?.names[0] ?? "", row, column: column ?? 0 });
  const values = SIDES.map((side) => [side, numberAt(shown?.sides[side] ?? null, at)] as const).filter(
    ([, value]) => !Number.isNaN(value),
  );
  return [
    place,
    ...values.map(([side, value]) => say("compare.value", { side: nameOf(side), value: fixed(value) })),
  ].join(", ");
}

function cellUnder(event: MouseEvent, frame: HTMLElement): Cell | null {
  const numbers = shown?.sides[frame.dataset.side as Side];
  const { left, top, width, height } = frame.getBoundingClientRect();
  const [x, y] = [(event.clientX - left) / width, (event.clientY - top) / height];
  if (!numbers || x < 0 || x >= 1 || y < 0 || y >= 1) return null;
  const [rows, columns] = [numbers.rows.length, numbers.rows[0]?.length ?? 0];
  const at: Cell = shown?.bars ? [0, Math.floor(y * columns)] : [Math.floor(y * rows), Math.floor(x * columns)];
  return isInside(at) ? at : null;
}

for (const kind of ["pointermove", "click"] as const) {
  document.addEventListener(kind, (event) => {
    const frame = closest(event, ".compare-frame");
    const next = frame && cellUnder(event, frame);
    if (!next) return;
    cell = next;
    mark();
    const isTouch = event instanceof PointerEvent && event.pointerType === "touch";
    if (kind === "pointermove" && !isTouch) showTooltip(sentence(next), event.clientX, event.clientY);
  });
}

document.addEventListener("pointerout", (event) => {
  if (closest(event, ".compare-frame")) hideTooltip();
});

document.addEventListener("keydown", (event) => {
  const frame = closest(event, ".compare-frame");
  const step = STEPS[event.key];
  if (!frame || !step || !shown || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const turned: Cell = shown.bars ? [0, step[0] + step[1]] : step;
  const next: Cell = cell ? [cell[0] + turned[0], cell[1] + turned[1]] : [0, 0];
  if (isInside(next)) cell = next;
  mark();
});

document.addEventListener("click", (event) => {
  const side = closest(event, "[data-compare-tab]")?.dataset.compareTab;
  if (side) showTab(side as Side);
});

/** On a phone, where three pictures do not fit beside each other: which of them is shown. */
export function showTab(side: Side): void {
  const pictures = byId(IDS.compare).querySelector<HTMLElement>(".compare-pictures");
  if (!pictures) return;
  pictures.dataset.tab = side;
  for (const tab of findAll("[data-compare-tab]", pictures)) {
    tab.setAttribute("aria-pressed", String(tab.dataset.compareTab === side));
  }
}
