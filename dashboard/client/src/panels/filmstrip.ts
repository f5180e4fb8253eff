// The filmstrip: every map of the stage in view, small. A click, or the arrow keys, makes another one the large picture.
import { IDS } from "../contract";
import { byId, closest, findAll, make } from "../page/dom";
import { painted } from "../page/paint";
import { placeAfterKey } from "../page/row_keys";
import type { Pane, StageFigure } from "../reading/answers";
import { hasMaps, tilesOf } from "../stages/numbers";
import { paintMap } from "../stages/paint_map";
import { endsPerMap, fillsScalePerMap } from "../stages/pane_colours";
import { onShown, type View } from "../stages/view";
import { selectMap } from "./stage";

/** What the strip shows, or is about to. */
let painting: { figure: StageFigure; scale: View["scale"] } | null = null;

function strip(): HTMLElement {
  return byId(IDS.filmstrip);
}

function tiles(): HTMLElement[] {
  return findAll(".film", strip());
}

onShown((shown) => {
  const pane = shown.panes.stage;
  const isShown = pane !== undefined && hasMaps(pane.figure);
  strip().hidden = !isShown;
  if (!isShown) {
    painting = null;
    return;
  }
  lay(tilesOf(pane.figure)?.names ?? []);
  mark(shown.map);
  void paintLater(pane, shown);
});

/** A button for each map; those that are there already stay, so that one with the focus keeps it. */
function lay(names: readonly string[]): void {
  const all = tiles();
  for (const extra of all.slice(names.length)) extra.remove();
  names.forEach((name, map) => {
    const tile = all[map] ?? strip().appendChild(makeTile(map));
    if (tile.title !== name) {
      tile.title = name;
      tile.setAttribute("aria-label", name);
    }
  });
}

function makeTile(map: number): HTMLElement {
  const number = make("span", { class: "film-number", "aria-hidden": "true" }, String(map));
  return make("button", { type: "button", class: "film", "data-map": String(map) }, make("canvas"), number);
}

/** The strip has one stop for the Tab key, which is the map in view. */
function mark(selected: number): void {
  tiles().forEach((tile, map) => {
    tile.setAttribute("aria-pressed", String(map === selected));
    tile.tabIndex = map === selected ? 0 : -1;
  });
}

/** After the large pictures. */
async function paintLater(pane: Pane, shown: View): Promise<void> {
  const { figure } = pane;
  if (figure === painting?.figure && shown.scale === painting.scale) return;
  const own = { figure, scale: shown.scale };
  painting = own;
  await painted();
  if (own !== painting) return;
  const ends = fillsScalePerMap(pane, shown) ? endsPerMap(pane, shown) : [];
  tiles().forEach((tile, map) => {
    const canvas = tile.querySelector("canvas");
    if (canvas) paintMap(canvas, figure, map, ends[map]);
  });
}

document.addEventListener("click", (event) => {
  const tile = closest(event, ".film");
  if (tile) selectMap(Number(tile.dataset.map));
});

document.addEventListener("keydown", (event) => {
  const tile = closest(event, ".film");
  const all = tiles();
  const next = tile && placeAfterKey(event.key, Number(tile.dataset.map), all.length);
  if (next === null) return;
  event.preventDefault();
  selectMap(next);
  all[next]?.focus();
});
