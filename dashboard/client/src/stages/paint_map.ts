// One map of a figure as a small image, in its colours: for the filmstrip and the thumbnails.
import { paintPixels } from "../page/pixels";
import type { Ends, StageFigure } from "../reading/answers";
import { heatmapOf, mapOf, tilesOf } from "./numbers";
import { colourScale, coloursOf } from "./palette";

/** Paint one map, a pixel a cell; the stylesheet enlarges it. own: the ends of its own scale; else it has the figure's. */
export function paintMap(canvas: HTMLCanvasElement, figure: StageFigure, map: number, own?: Ends): void {
  const tiles = tilesOf(figure);
  if (!tiles) return;
  const { colorscale, zmin, zmax } = heatmapOf(figure);
  const values = mapOf(figure, map).flatMap((row) => Array.from(row));
  const pixels = own ? coloursOf(values, colourScale(own), ...own) : coloursOf(values, colorscale, zmin, zmax);
  paintPixels(canvas, pixels, tiles.width, tiles.height);
}
