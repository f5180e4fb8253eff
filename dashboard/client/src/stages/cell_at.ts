// Which cell of a picture lies under the pointer.
import type { GraphElement } from "../page/plotly";
import { type Index, sizeOf, tilesOf } from "./numbers";
import { cornerIn, type Picture } from "./picture";

/** The cell at a place of the screen, or null. A place may lie between pixels: it is measured against the rectangle that
 * the marks are placed in too, so what is said and what is outlined is always the same cell. */
export function cellAt(picture: Picture, graph: GraphElement, clientX: number, clientY: number): Index | null {
  const box = graph.getBoundingClientRect();
  const [x, y] = [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
  if (!(x >= 0 && x < 1 && y >= 0 && y < 1)) return null;
  const tiles = tilesOf(picture.figure);
  if (tiles) return indexAt(picture, Math.floor(x * tiles.shape[1]), Math.floor(y * tiles.shape[0]));
  const axes = graph._fullLayout;
  if (!axes?.xaxis) return null;
  return indexAt(picture, Math.round(axes.xaxis.p2d(x * axes.width - axes.xaxis._offset)), 0);
}

/** The cell at a column and a row of the whole picture; of bars, the one at that place of their axis. */
export function indexAt(picture: Picture, x: number, y: number): Index | null {
  const { figure } = picture;
  const [units = 0, height] = sizeOf(figure);
  if (!tilesOf(figure)) return x >= 0 && x < units ? [x] : null;
  const index = tileAt(picture, x, y);
  return index && height === undefined ? index.slice(0, 1) : index;
}

function tileAt(picture: Picture, x: number, y: number): Index | null {
  const tiles = tilesOf(picture.figure);
  if (!tiles) return null;
  for (let map = 0; map < tiles.names.length; map += 1) {
    const corner = cornerIn(picture, map);
    if (!corner) continue;
    const [row, column] = [y - corner[0], x - corner[1]];
    if (row >= 0 && row < tiles.height && column >= 0 && column < tiles.width) return [map, row, column];
  }
  return null;
}
