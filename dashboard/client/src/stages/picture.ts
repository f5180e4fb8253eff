// What the page draws of a picture: of many maps the selected one alone, as large as its room allows. The figure with all
// of them stays what numbers, tables, thumbnails and downloads are read from.
import type { Trace } from "../page/plotly";
import type { Pane, StageFigure, Tiles } from "../reading/answers";
import { KINDS } from "./kinds";
import { hasMaps, tilesOf } from "./numbers";
import type { View } from "./view";

/** How a picture is drawn. shown: the map that stands alone in it, or null where it has all of them. */
export interface Picture {
  figure: StageFigure;
  shown: number | null;
}

export function pictureOf(pane: Pane, view: View): Picture {
  const tiles = tilesOf(pane.figure);
  const shown = tiles && hasMaps(pane.figure) && showsOneMap(pane, view) ? view.map : null;
  const corner = tiles?.corners[shown ?? -1];
  if (!tiles || shown === null || !corner) return { figure: pane.figure, shown: null };
  return { figure: { ...pane.figure, layout: layoutOfOne(pane.figure, tiles) }, shown };
}

/** Whether one of its maps is shown: of what came out always, of what went in where map is made of map, and of kernels
 * where each of them makes a map. */
function showsOneMap({ slot, figure }: Pane, { stage, panes }: View): boolean {
  if (!stage || slot === "stage") return true;
  if (slot === "before") return KINDS[stage.kind].isMapByMap;
  const maps = panes.stage ? tilesOf(panes.stage.figure)?.names.length : 0;
  const inputs = panes.before ? tilesOf(panes.before.figure)?.names.length : 0;
  return inputs === 1 && tilesOf(figure)?.names.length === maps;
}

function layoutOfOne({ layout }: StageFigure, { height, width, ...tiles }: Tiles): StageFigure["layout"] {
  const xaxis = { ...(layout.xaxis as object), range: [-0.5, width - 0.5] };
  const yaxis = { ...(layout.yaxis as object), range: [height - 0.5, -0.5] };
  const own = {
    ...tiles,
    height,
    width,
    corners: [[0, 0]] as Tiles["corners"],
    shape: [height, width] as Tiles["shape"],
  };
  return { ...layout, xaxis, yaxis, meta: { ...layout.meta, aspect: width / height, tiles: own } };
}

/** The traces of a whole figure, cut down to what its picture shows. */
export function cutTo({ shown }: Picture, whole: StageFigure, traces: Trace[]): Trace[] {
  const tiles = tilesOf(whole);
  const corner = tiles?.corners[shown ?? -1];
  const [heatmap] = traces;
  if (!tiles || !corner || !heatmap) return traces;
  const cut = <Value>(rows: { slice(start: number, end: number): Value }[]): Value[] =>
    rows.slice(corner[0], corner[0] + tiles.height).map((row) => row.slice(corner[1], corner[1] + tiles.width));
  return [{ ...heatmap, z: cut(heatmap.z as Float32Array[]) }];
}

/** Where a map stands among those of the picture; null where it is not in it. */
export function cornerIn({ figure, shown }: Picture, map: number): Tiles["corners"][number] | null {
  const corners = tilesOf(figure)?.corners ?? [];
  if (shown === null) return corners[map] ?? null;
  return map === shown ? (corners[0] ?? null) : null;
}
