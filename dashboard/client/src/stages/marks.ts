// Marks over the pictures: the number above each map, outlines of cells and windows, and what a sliding kernel has not
// written yet. They lie over the figure as elements placed in parts of it, so moving one costs no drawing of the figure.
import type { Slot } from "../contract";
import { find, findAll, make } from "../page/dom";
import { graphIn } from "../page/plotly";
import type { Pane } from "../reading/answers";
import { tilesOf } from "./numbers";
import { mapNumberTraces } from "./pane_colours";
import { cornerIn, type Picture, pictureOf } from "./picture";
import type { Block, Place } from "./sources";
import { paneElement, view } from "./view";

/** here: the cell in view. source: what it was made from. unwritten: what a sliding kernel has still to write. */
export type Mark = "here" | "source" | "unwritten";

/** A rectangle in parts of a picture, 0 to 1. */
interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export function clearMarks(mark: Mark): void {
  for (const element of findAll(`.marks .${mark}`)) element.remove();
}

/** Mark a place of a picture in view. */
export function markPlace(mark: Mark, place: Place): void {
  const pane = view().panes[place.slot];
  if (!pane) return;
  const element = place.kind === "whole" ? frameElement(mark) : placeElement(mark, place, pane);
  if (element) layer(place.slot).append(element);
}

function layer(slot: Slot): HTMLElement {
  return find(".marks", paneElement(slot));
}

/** Around a whole picture, and within it, where nothing of the outline is cut off. */
function frameElement(mark: Mark): HTMLElement {
  const element = make("div", { class: mark });
  element.style.inset = "4px";
  return element;
}

function placeElement(mark: Mark, place: Exclude<Place, { kind: "whole" }>, pane: Pane): HTMLElement | null {
  const box = place.kind === "block" ? blockBox(pane, place) : unitBox(pane, place.unit);
  return box && boxElement(mark, box);
}

function boxElement(className: string, { left, top, width, height }: Box): HTMLElement {
  const element = make("div", { class: className });
  const percent = (part: number) => `${100 * part}%`;
  Object.assign(element.style, {
    left: percent(left),
    top: percent(top),
    width: percent(width),
    height: percent(height),
  });
  return element;
}

/** Where cells of a map lie in their picture; null where the picture has not got that map. */
function blockBox(pane: Pane, { map, row, column, height, width }: Omit<Block, "kind" | "slot">): Box | null {
  const picture = pictureOf(pane, view());
  const tiles = tilesOf(picture.figure);
  const corner = cornerIn(picture, map);
  if (!tiles || !corner) return null;
  const [rows, columns] = tiles.shape;
  return {
    left: (corner[1] + column) / columns,
    top: (corner[0] + row) / rows,
    width: width / columns,
    height: height / rows,
  };
}

/** Where a unit lies: a map of one cell, or a bar from top to bottom. */
function unitBox(pane: Pane, unit: number): Box | null {
  if (tilesOf(pane.figure)) return blockBox(pane, { map: unit, row: 0, column: 0, height: 1, width: 1 });
  const axes = graphIn(paneElement(pane.slot))?._fullLayout;
  if (!axes?.xaxis) return null;
  const { xaxis, yaxis, width, height } = axes;
  const bar = Math.abs(xaxis.d2p(1) - xaxis.d2p(0));
  return {
    left: (xaxis._offset + xaxis.d2p(unit) - bar / 2) / width,
    top: yaxis._offset / height,
    width: bar / width,
    height: yaxis._length / height,
  };
}

// ---- the number above each map ----

interface MapNumbers {
  x: number[];
  y: number[];
  text: string[];
}

/** Write the numbers of the maps. Plotly would take a third of its time for them; a picture to take home has them so. */
export function numberMaps(slot: Slot, { figure, shown }: Picture): void {
  const marks = layer(slot);
  for (const element of findAll(".map-number", marks)) element.remove();
  const tiles = tilesOf(figure);
  if (!tiles || shown !== null) return;
  const [rows, columns] = tiles.shape;
  for (const trace of mapNumberTraces(figure)) {
    const { x, y, text } = trace as typeof trace & MapNumbers;
    text.forEach((name, i) => {
      const box = { left: ((x[i] ?? 0) + 0.5) / columns, top: 0, width: 1, height: ((y[i] ?? 0) + 0.5) / rows };
      const element = boxElement("map-number", box);
      element.textContent = name;
      marks.append(element);
    });
  }
}
