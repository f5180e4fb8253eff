// What Plotly is given of a picture: its numbers in the colours of the chosen scale.
import type { Trace } from "../page/plotly";
import type { Ends, Pane, StageFigure, Tiles } from "../reading/answers";
import { KINDS } from "./kinds";
import { hasMaps, heatmapOf, mapOf, rowsOf, sizeOf, tilesOf } from "./numbers";
import { type ColourScale, colourScale, endsOf } from "./palette";
import type { View } from "./view";
import { winnersOf } from "./winners";

const LOSER = 0.25; // How much of its number a cell is coloured by that does not win its window.
const EACH: Ends = [-1, 1]; // The common ends of maps that have been divided by their own.

/** A heatmap as Plotly is given it here: rows of numbers, which a change of colours changes. */
type ShownHeatmap = Trace & { z: Float32Array[]; colorscale: ColourScale; zmin: number; zmax: number };
type Recolour = (value: number, map: number, row: number, column: number) => number;

/** The traces of a picture. */
export function colouredTraces(pane: Pane, view: View): Trace[] {
  const { figure } = pane;
  const tiles = tilesOf(figure);
  if (!tiles) return figure.data;
  const heatmap = heatmapOf(figure);
  let shown: ShownHeatmap = { ...heatmap, z: rowsOf(heatmap.z) };
  if (hasScale(pane)) shown = onScale(shown, pane.ends);
  if (fillsScalePerMap(pane, view)) shown = perMap(shown, tiles, endsPerMap(pane, view));
  if (pane.slot === "before") shown = fadedLosers(shown, tiles, view);
  const numbers = mapNumberTraces(figure);
  return [shown, ...figure.data.slice(1).filter((trace) => !numbers.includes(trace))];
}

/** Whether a picture has colours of numbers: ink has its own, and bars have none. */
function hasScale({ legend }: Pane): boolean {
  return legend === "signed" || legend === "one_sided";
}

function onScale(heatmap: ShownHeatmap, ends: Ends): ShownHeatmap {
  const [zmin, zmax] = ends;
  return { ...heatmap, zmin, zmax, colorscale: colourScale(ends) };
}

/** Whether every map of a picture has a colour scale of its own. */
export function fillsScalePerMap(pane: Pane, view: View): boolean {
  return view.scale === "map" && hasScale(pane) && hasMaps(pane.figure);
}

/** The ends of each map's own scale. What is handed on map by map has the scale that it had before, as a stage has. */
export function endsPerMap(pane: Pane, { stage, panes }: View): Ends[] {
  const isHandedOn = stage !== null && KINDS[stage.kind].isMapByMap && pane.slot === "stage";
  const origin = isHandedOn && panes.before && hasMaps(panes.before.figure) ? panes.before.figure : pane.figure;
  const isCut = pane.legend === "one_sided";
  return endsOfMaps(origin).map(([low, high]) => [isCut ? 0 : low, high]);
}

function endsOfMaps(figure: StageFigure): Ends[] {
  const [maps = 0] = sizeOf(figure);
  return Array.from({ length: maps }, (_, map) => endsOf(mapOf(figure, map).flatMap((row) => Array.from(row))));
}

/** The traces of a figure that number its maps. The page shows these as elements of its own: see marks.ts. */
export function mapNumberTraces(figure: StageFigure): Trace[] {
  return figure.data.filter(({ mode }) => mode === "text");
}

// ---- colours that are no longer the numbers ----

/** The colours of other numbers in the place of the true ones, which the page says of a cell. */
function recoloured(heatmap: ShownHeatmap, { corners, height, width }: Tiles, recolour: Recolour): ShownHeatmap {
  const z = heatmap.z.map((row) => Float32Array.from(row));
  corners.forEach(([top, left], map) => {
    for (let row = 0; row < height; row += 1) {
      const line = z[top + row];
      if (!line) continue;
      for (let column = 0; column < width; column += 1) {
        line[left + column] = recolour(line[left + column] ?? Number.NaN, map, row, column);
      }
    }
  });
  return { ...heatmap, z };
}

/** Every map fills the colour scale. */
function perMap(heatmap: ShownHeatmap, tiles: Tiles, ends: Ends[]): ShownHeatmap {
  const part: Recolour = (value, map) => {
    const [low, high] = ends[map] ?? EACH;
    return value < 0 && low < 0 ? value / -low : value / high;
  };
  return onScale(recoloured(heatmap, tiles, part), EACH);
}

/** Before a max pool, the cells fade that do not win their window. In windows of one cell, all win. */
function fadedLosers(heatmap: ShownHeatmap, tiles: Tiles, { stage, panes }: View): ShownHeatmap {
  const { before, stage: after } = panes;
  if (!stage || !before || !after || !KINDS[stage.kind].hasWinners || stage.params.kernel_size === 1) return heatmap;
  const wins = winnersOf(before.figure, after.figure, stage.params);
  const faded: Recolour = (value, map, row, column) =>
    wins[map]?.[row * tiles.width + column] ? value : value * LOSER;
  return recoloured(heatmap, tiles, faded);
}
