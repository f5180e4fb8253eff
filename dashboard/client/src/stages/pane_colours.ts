// What Plotly is given of a picture: its numbers in the colours of the chosen scale, and what each cell says on hover.
import { fixed } from "../page/number_format";
import type { Trace } from "../page/plotly";
import type { Pane, StageFigure, Tiles } from "../reading/answers";
import { KINDS } from "./kinds";
import { boundsOf, hasMaps, heatmapOf, rowsOf, tilesOf } from "./numbers";
import type { View } from "./view";
import { winnersOf } from "./winners";

const LOSER = 0.25; // How much of its colour a cell keeps that does not win its window.

/** A heatmap as Plotly is given it here: rows of numbers, and what is said of each cell. */
type ShownHeatmap = Trace & {
  z: Float32Array[];
  text?: string[][];
  customdata: HoverCell[][];
  hovertemplate: string;
};
type HoverCell = [name: string, row: number, column: number] | null;
type Factor = (map: number, row: number, column: number) => number;

/** The traces of a picture. */
export function colouredTraces(pane: Pane, view: View): Trace[] {
  const { figure, legend, bound } = pane;
  const tiles = tilesOf(figure);
  if (!tiles) return figure.data;
  const heatmap = heatmapOf(figure);
  let shown: ShownHeatmap = { ...heatmap, z: rowsOf(heatmap.z), customdata: hoverCellsOf(tiles) };
  if (legend === "signed") shown = { ...shown, zmin: -bound, zmax: bound };
  if (fillsScalePerMap(pane, view)) shown = perMap(shown, figure, tiles);
  if (pane.slot === "before") shown = fadedLosers(shown, tiles, view);
  const numbers = mapNumberTraces(figure);
  return [shown, ...figure.data.slice(1).filter((trace) => !numbers.includes(trace))];
}

/** Whether every map of a picture has a colour scale of its own. */
export function fillsScalePerMap({ legend, figure }: Pane, view: View): boolean {
  return view.scale === "map" && legend === "signed" && hasMaps(figure);
}

/** The traces of a figure that number its maps. The page shows these as elements of its own: see marks.ts. */
export function mapNumberTraces(figure: StageFigure): Trace[] {
  return figure.data.filter(({ mode }) => mode === "text");
}

// ---- what each cell says on hover: the same for every figure of one layout, so it is made once ----

const hoverCells = new Map<string, HoverCell[][]>();

function hoverCellsOf(tiles: Tiles): HoverCell[][] {
  const key = [tiles.names.length, tiles.names[0], tiles.shape, tiles.height, tiles.width].join("|");
  const known = hoverCells.get(key);
  if (known) return known;
  const cells = makeHoverCells(tiles);
  hoverCells.set(key, cells);
  return cells;
}

function makeHoverCells(tiles: Tiles): HoverCell[][] {
  const [height, width] = tiles.shape;
  const cells = Array.from({ length: height }, () => new Array<HoverCell>(width).fill(null));
  forEachCell(tiles, (map, row, column, y, x) => {
    cells[y]![x] = [tiles.names[map] ?? "", row, column];
  });
  return cells;
}

/** Calls `act` with every cell of every map, and where it stands in the whole. */
function forEachCell(
  { corners, height, width }: Tiles,
  act: (map: number, row: number, column: number, y: number, x: number) => void,
): void {
  corners.forEach(([top, left], map) => {
    for (let row = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) act(map, row, column, top + row, left + column);
    }
  });
}

// ---- colours that are no longer the numbers ----

/** The colours of the numbers times a factor. What a cell says stays its true value. */
function recoloured(heatmap: ShownHeatmap, tiles: Tiles, factor: Factor): ShownHeatmap {
  const z = heatmap.z.map((row) => Float32Array.from(row));
  forEachCell(tiles, (map, row, column, y, x) => {
    z[y]![x]! *= factor(map, row, column);
  });
  const text = heatmap.text ?? heatmap.z.map((row) => Array.from(row, writtenOrNothing));
  return { ...heatmap, z, text, hovertemplate: heatmap.hovertemplate.replace(/%\{z[^}]*\}/, "%{text}") };
}

function writtenOrNothing(value: number): string {
  return Number.isNaN(value) ? "" : fixed(value);
}

/** Every map fills the colour scale. */
function perMap(heatmap: ShownHeatmap, figure: StageFigure, tiles: Tiles): ShownHeatmap {
  const bounds = boundsOf(figure);
  return { ...recoloured(heatmap, tiles, (map) => 1 / (bounds[map] || 1)), zmin: -1, zmax: 1 };
}

/** Before a max pool, the cells fade that do not win their window. In windows of one cell, all win. */
function fadedLosers(heatmap: ShownHeatmap, tiles: Tiles, { stage, panes }: View): ShownHeatmap {
  const { before, stage: after } = panes;
  if (!stage || !before || !after || !KINDS[stage.kind].hasWinners || stage.params.kernel_size === 1) return heatmap;
  const wins = winnersOf(before.figure, after.figure, stage.params);
  return recoloured(heatmap, tiles, (map, row, column) => (wins[map]?.[row * tiles.width + column] ? 1 : LOSER));
}
