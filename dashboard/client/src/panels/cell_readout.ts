// The cell in view: pointed at, walked to with the keys, or written by the sliding kernel. It says its value, where it
// comes from is outlined, and choosing it (a click, a tap, Enter) keeps it.
import { IDS, SLOTS, type Slot, type StageName } from "../contract";
import { byId, closest, setText } from "../page/dom";
import { graphIn } from "../page/plotly";
import { cellAt } from "../stages/cell_at";
import { cellSentence } from "../stages/cell_words";
import { clearMarks, markPlace } from "../stages/marks";
import { type Index, sizeOf } from "../stages/numbers";
import { pictureOf } from "../stages/picture";
import { placeOf, sourcesOf } from "../stages/sources";
import { onSettled, onShown, paneElement, view } from "../stages/view";
import { cellAfterKey } from "../stages/walk";
import { selectMap } from "./stage";
import { hideTooltip, showTooltip } from "./tooltip";

/** taken: the visitor took it with a click or a key. */
interface CellInView {
  slot: Slot;
  index: Index;
  taken: boolean;
}

export interface ChosenCell {
  stage: StageName;
  index: number[];
}

type CellListener = (cell: CellInView) => void;
type ChosenListener = (cell: ChosenCell | null) => void;

const cellListeners: CellListener[] = [];
const chosenListeners: ChosenListener[] = [];

let current: { slot: Slot; index: Index } | null = null;
let chosen: ChosenCell | null = null;
let pointerHeld = false;

/** Called whenever a cell comes into view. */
export function onCell(listener: CellListener): void {
  cellListeners.push(listener);
}

/** Called when a cell of what came out is chosen, or the choice ends. */
export function onChosen(listener: ChosenListener): void {
  chosenListeners.push(listener);
}

/** The cell that is pointed at or walked to. */
export function cellInView(): { slot: Slot; index: Index } | null {
  return current;
}

export function chosenCell(): ChosenCell | null {
  return chosen;
}

/** While something else leads from cell to cell, moving the pointer does not. */
export function holdPointer(on: boolean): void {
  pointerHeld = on;
}

// ---- showing a cell ----

export function showCell(slot: Slot, index: Index, taken = false): void {
  const { stage } = view();
  if (!stage) return;
  current = { slot, index };
  if (isOfSelectedMap(slot)) selectMap(index[0] ?? 0);
  outline(slot, index);
  setText(byId(IDS.cellReadout), cellSentence(view(), slot, index));
  for (const listener of cellListeners) listener({ slot, index, taken });
}

/** Whether a picture shows one map alone, which is then that of the cell. */
function isOfSelectedMap(slot: Slot): boolean {
  const pane = view().panes[slot];
  return pane !== undefined && pictureOf(pane, view()).shown !== null;
}

function outline(slot: Slot, index: Index): void {
  clearOutlines();
  markPlace("here", placeOf(slot, index));
  if (slot !== "stage") return;
  for (const place of sourcesOf(view(), index)) markPlace("source", place);
}

function clearOutlines(): void {
  clearMarks("here");
  clearMarks("source");
}

function leave(): void {
  current = null;
  clearOutlines();
  setText(byId(IDS.cellReadout), "");
}

/** Keep a cell of what came out. */
export function choose(index: Index): void {
  const { stage } = view();
  if (stage) tellChosen({ stage: stage.name, index: [...index] });
}

/** Keep no cell any more. */
export function endChoice(): void {
  tellChosen(null);
}

function tellChosen(cell: ChosenCell | null): void {
  if (!cell && !chosen) return;
  chosen = cell;
  for (const listener of chosenListeners) listener(cell);
}

/** The size of what a cell stands in: as long as it stays, the cell does, though its number may be another. */
let sizeBefore = "";
let resumed: Index | null = null; // The choice that goes on once the numbers are those of a whole drawing again.

onShown(({ stage, panes }, moved) => {
  const size = JSON.stringify([stage?.name, panes.stage && sizeOf(panes.stage.figure)]);
  const stays = size === sizeBefore && stage !== null;
  sizeBefore = size;
  if (!moved) return;
  if (!stays) leave();
  if (stays && chosen) resumed = chosen.index;
  else if (!stays) resumed = null;
  tellChosen(null);
});

/** The same stage is drawn anew: with the numbers of another drawing, in other colours, with another map. */
onSettled((shown) => {
  if (current && !shown.beside) showCell(current.slot, inSelectedMap(current.slot, current.index));
  if (chosen && chosen.index.length > 1 && chosen.index[0] !== shown.map) choose(inSelectedMap("stage", chosen.index));
  if (!resumed || shown.live) return;
  choose(inSelectedMap("stage", resumed));
  resumed = null;
});

function inSelectedMap(slot: Slot, index: Index): Index {
  return isOfSelectedMap(slot) ? [view().map, ...index.slice(1)] : index;
}

// ---- the pointer ----

/** The slot of the picture that an event happened in. */
function slotOf(event: Event): Slot | null {
  const pane = closest(event, ".pane .figure-frame")?.closest<HTMLElement>(".pane");
  return SLOTS.find((slot) => slot === pane?.dataset.slot) ?? null;
}

function cellUnder(event: MouseEvent, slot: Slot): Index | null {
  const pane = view().panes[slot];
  const graph = graphIn(paneElement(slot));
  return pane && graph ? cellAt(pictureOf(pane, view()), graph, event.clientX, event.clientY) : null;
}

document.addEventListener("pointermove", (event) => {
  const slot = pointerHeld ? null : slotOf(event);
  const index = slot && cellUnder(event, slot);
  if (!index) {
    hideTooltip();
    return;
  }
  showCell(slot, index);
  if (event.pointerType !== "touch") showTooltip(cellSentence(view(), slot, index), event.clientX, event.clientY);
});

document.documentElement.addEventListener("pointerleave", hideTooltip);
document.addEventListener("scroll", hideTooltip, true);

document.addEventListener("click", (event) => {
  const slot = slotOf(event);
  const index = slot && cellUnder(event, slot);
  if (!index) return;
  showCell(slot, index, true);
  if (slot === "stage") choose(index);
});

// ---- the keys ----

document.addEventListener("keydown", (event) => {
  if (!(event.target instanceof Element) || !event.target.matches(".pane .figure-frame")) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const slot = slotOf(event);
  const here = current?.slot === slot ? (current?.index ?? null) : null;
  if (event.key === "Enter" && slot === "stage" && here) choose(here);
  const next = slot && cellAfter(event.key, slot, here);
  if (!next) return;
  event.preventDefault();
  showCell(slot, next, true);
});

/** Where a key leads from a cell; with no cell in view yet, to the first one. */
function cellAfter(key: string, slot: Slot, here: Index | null): Index | null {
  const figure = view().panes[slot]?.figure;
  const size = figure ? sizeOf(figure) : [];
  if (!figure || size.length === 0) return null;
  const first = inSelectedMap(
    slot,
    size.map(() => 0),
  );
  const next = cellAfterKey(figure, here ?? first, key);
  return here ? next : next && first;
}
