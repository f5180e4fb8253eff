// What is said of one cell of a picture: its place, its value, and in short where it comes from.
import type { Slot } from "../contract";
import { fixed } from "../page/number_format";
import type { StageFigure } from "../reading/answers";
import { say } from "../words";
import { KINDS } from "./kinds";
import { type Index, tilesOf, valueAt } from "./numbers";
import { regionOf } from "./sources";
import type { View } from "./view";

/** What is said of the cell at an index of the picture in that slot. */
export function cellSentence(view: View, slot: Slot, index: Index): string {
  const figure = view.panes[slot]?.figure;
  if (!figure) return "";
  const place = placeAndValue(figure, index);
  const origin = slot === "stage" ? originOf(view, index) : "";
  return origin ? `${place}, ${origin}` : place;
}

function placeAndValue(figure: StageFigure, index: Index): string {
  const value = fixed(valueAt(figure, index));
  const [map = 0, row, column] = index;
  if (row === undefined || column === undefined) {
    return say("cell.unit", { name: figure.layout.meta.label ?? "", unit: map, value });
  }
  return say("cell.map", { name: tilesOf(figure)?.names[map] ?? "", row, column, value });
}

function originOf(view: View, index: Index): string {
  const { stage, panes } = view;
  const region = regionOf(view, index);
  if (!stage || !panes.before || !region) return "";
  if (stage.by_hand?.units.includes(index[0] ?? 0)) return stage.by_hand.says;
  return KINDS[stage.kind].says({ params: stage.params, index, region, input: panes.before.figure });
}
