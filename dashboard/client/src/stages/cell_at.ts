// Which cell of a picture lies under the pointer.
import type { GraphElement } from "../page/plotly";
import type { StageFigure, Tiles } from "../reading/answers";
import { type Index, sizeOf, tilesOf } from "./numbers";

/** The cell at a place of the screen, or null. It is the cell that Plotly says on hover, since it is found as Plotly
 * finds it: Plotly goes by mouse events, which have whole pixels where pointer events may have parts of them. */
export function cellAt(figure: StageFigure, graph: GraphElement, clientX: number, clientY: number): Index | null {
  const area = graph.querySelector(".nsewdrag")?.getBoundingClientRect();
  const axes = graph._fullLayout;
  if (!area || !axes?.xaxis) return null;
  const x = Math.round(axes.xaxis.p2d(Math.floor(clientX) - area.left));
  const y = Math.round(axes.yaxis.p2d(Math.floor(clientY) - area.top));
  return indexAt(figure, x, y);
}

/** The cell at a column and a row of the whole picture; of bars, the one at that place of their axis. */
export function indexAt(figure: StageFigure, x: number, y: number): Index | null {
  const size = sizeOf(figure);
  const tiles = tilesOf(figure);
  const [units = 0, height] = size;
  if (!tiles) return x >= 0 && x < units ? [x] : null;
  const index = tileAt(tiles, x, y);
  return index && height === undefined ? index.slice(0, 1) : index;
}

function tileAt({ corners, height, width }: Tiles, x: number, y: number): Index | null {
  const map = corners.findIndex(([top, left]) => y >= top && y < top + height && x >= left && x < left + width);
  const corner = corners[map];
  return corner ? [map, y - corner[0], x - corner[1]] : null;
}
