// What if the network were another: kernels, weights, channels and units that the visitor changes. A change is part of the
// drawing's state, as a stroke is, so it is read, undone, kept and linked to as a stroke is.
import { IDS, PRESETS, type Settings } from "../contract";
import { type Edit, type EditName, editOf, isInForce, withoutEdit } from "../drawing/edits";
import { byId, closest, findAll, setText } from "../page/dom";
import type { Kernels } from "../reading/answers";
import { onShown, view } from "../stages/view";
import { say } from "../words";
import { currentDrawing, onDrawing } from "./canvas_figure";
import { type ChosenCell, cellInView, onChosen } from "./cell_readout";
import { count, forgetCount } from "./changes_count";
import { changesElements, type Part, showWeights } from "./changes_elements";
import { apply, beginGesture, change, endGesture, isInGesture, onChanged } from "./changes_gesture";
import {
  contentOf,
  firstOf,
  NAMES,
  PART_OF_STAGE,
  type Selection,
  sideOf,
  valueNow,
  within,
} from "./changes_selection";
import { onSettings } from "./controls";
import { selectMap } from "./stage";
import { takesTurns } from "./turns";

const KERNEL = ".kernel-editor";
const DRAGGED = 3; // pixels, from which on a pointer that is pressed drags
const PIXELS_A_SCALE = 120; // which a pointer has to be dragged from zero to the end of the scale

let settings: Settings | null = null;
let selection: Selection = firstOf("conv1");
let chosen: ChosenCell | null = null; // The number that was chosen last.

const turn = takesTurns({
  id: IDS.changes,
  opener: "[data-changes]",
  opened: (button) => {
    if (button) selectStageInView();
    fill();
  },
  closed: () => {
    pressed = null;
    endGesture();
    forgetCount();
  },
});

const edits = (): readonly Edit[] => currentDrawing().edits ?? [];
const editsHere = (): Edit[] => edits().filter((edit) => settings !== null && isInForce(edit, settings));

// ---- what is shown ----

function selectStageInView(): void {
  const { stage, map } = view();
  const part = stage && PART_OF_STAGE[stage.name];
  if (part && part !== selection.part) selection = firstOf(part);
  if (!part) return;
  const unit = chosen && PART_OF_STAGE[chosen.stage] === part ? chosen.index[0] : undefined;
  selection = { ...selection, unit: part.startsWith("conv") ? map : (unit ?? selection.unit) };
}

/** Makes the panel anew. The element with the focus has it again, by its data-key. */
function fill(): void {
  if (!turn.isOpen() || !settings) return;
  const panel = byId(IDS.changes);
  const held = panel.contains(document.activeElement) ? document.activeElement?.getAttribute("data-key") : null;
  selection = within(selection, settings);
  const content = contentOf(selection, settings, edits());
  showWeights(panel, content, isInGesture());
  replaceChanged(panel, changesElements(content).map(keptElement));
  if (held) turn.focusIn(`[data-key='${held}']`);
  count(edits(), settings);
}

/** What stays as it is keeps its elements, so that a click which began on one ends there: a field that is left tells of its
 * change in between. */
function replaceChanged(panel: HTMLElement, elements: readonly HTMLElement[]): void {
  const kept = elements.map((element) => Array.from(panel.children).find((old) => old.isEqualNode(element)) ?? element);
  const isSame = kept.length === panel.children.length && kept.every((element, i) => element === panel.children[i]);
  if (isSame) return;
  for (const old of Array.from(panel.children)) if (!kept.includes(old)) old.remove();
  kept.forEach((element, i) => {
    if (panel.children[i] !== element) panel.insertBefore(element, panel.children[i] ?? null);
  });
}

/** While a weight is dragged or typed its kernel keeps its elements, and only what they show changes; and what was said
 * stays until something else is said. */
function keptElement(element: HTMLElement): HTMLElement {
  const kept = [".changes-status", ".changes-count", ...(isInGesture() ? [KERNEL] : [])];
  const selector = kept.find((selector) => element.matches(selector));
  return (selector && byId(IDS.changes).querySelector<HTMLElement>(selector)) || element;
}

function showChip(): void {
  const chip = byId(IDS.changesChip);
  const changes = editsHere().length;
  chip.hidden = changes === 0;
  chip.dataset.count = String(changes);
  setText(chip, say("changes.chip", { count: changes }));
}

onSettings((next) => {
  settings = next;
  showChip();
  fill();
});

onDrawing(() => {
  showChip();
  fill();
});

let kernelsBefore: Kernels | null = null;

onShown(({ kernels }, moved) => {
  if (moved || kernels !== kernelsBefore) fill();
  kernelsBefore = kernels;
});

onChosen((cell) => {
  if (cell) chosen = cell;
});

// ---- what changes ----

onChanged((hasRoom) => {
  const status = byId(IDS.changes).querySelector(".changes-status");
  if (status) setText(status, hasRoom ? "" : say("changes.too_many"));
  fill();
});

function kernelPlace(): number[] {
  return [selection.unit, selection.input];
}

function changeWeight(value: number): void {
  if (settings && Number.isFinite(value)) {
    change(editOf(settings, NAMES[selection.part].kernel as EditName, [...kernelPlace(), ...selection.cell], [value]));
  }
}

function putKernel(preset: string): void {
  const { kernel } = NAMES[selection.part];
  if (!settings || !kernel) return;
  const kernels: Record<string, readonly (readonly number[])[]> = PRESETS[sideOf(selection.part, settings)];
  const rows = kernels[preset];
  if (rows) change(editOf(settings, kernel, kernelPlace(), rows.flat()));
}

function setOutput(value: number | null): void {
  if (settings && value !== null) change(editOf(settings, NAMES[selection.part].output, [selection.unit], [value]));
}

function restore(edit: Pick<Edit, "name" | "place">): void {
  if (!settings) return;
  const found = editOf(settings, edit.name, edit.place, []);
  void apply((before) => withoutEdit(before, found));
}

// ---- clicks, keys and pointers ----

const ACTS: Record<string, (value: string) => void> = {
  preset: putKernel,
  silence: () => setOutput(0),
  freeze: () => setOutput(valueNow(selection)),
  restore: (value) => restore(JSON.parse(value) as Pick<Edit, "name" | "place">),
  restoreAll: () => {
    const here = new Set(editsHere());
    void apply((before) => before.filter((edit) => !here.has(edit)));
  },
  weight: (value) => select({ cell: JSON.parse(value) as [number, number] }),
};

document.addEventListener("click", (event) => {
  const button = closest(event, `#${IDS.changes} [data-act]`);
  if (button) ACTS[button.dataset.act ?? ""]?.(button.dataset.value ?? "");
  else if (closest(event, ".pane[data-slot=kernels] .figure-frame")) openAtCell();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && closest(event, ".pane[data-slot=kernels] .figure-frame")) openAtCell();
});

/** A weight of the kernels in view that is clicked is the one to change. */
function openAtCell(): void {
  const { stage, map, panes } = view();
  const cell = cellInView();
  if (stage?.kind !== "conv" || cell?.slot !== "kernels" || !panes.kernels) return;
  const [tile = 0, row = 0, column = 0] = cell.index;
  const part = stage.name as Part;
  const [unit, input] = part === "conv1" ? [tile, 0] : [map, tile];
  selection = { part, unit, input, cell: [row, column] };
  if (turn.isOpen()) fill();
  else void turn.open();
}

function select(change: Partial<Selection>): void {
  selection = { ...selection, ...change };
  fill();
  if (view().stage?.name === selection.part) selectMap(selection.unit);
}

document.addEventListener("input", (event) => {
  const field = closest(event, `#${IDS.changes} [data-weight]`) as HTMLInputElement | null;
  if (!field || field.value === "") return;
  beginGesture();
  changeWeight(Number(field.value));
});

/** As long as a key is held on the slider, its steps are one change. */
let keyIsHeld = false;

document.addEventListener("keydown", (event) => {
  if (closest(event, `#${IDS.changes} [type=range]`)) keyIsHeld = true;
});

for (const end of ["keyup", "focusout"]) {
  document.addEventListener(end, (event) => {
    if (!closest(event, `#${IDS.changes} [data-weight]`) || (end === "keyup" && !keyIsHeld)) return;
    keyIsHeld = false;
    endGesture();
  });
}

document.addEventListener("change", (event) => {
  const panel = `#${IDS.changes}`;
  const list = closest(event, `${panel} select`) as HTMLSelectElement | null;
  if (closest(event, `${panel} [data-weight]`) && !keyIsHeld) endGesture();
  else if (list?.dataset.key === "part") select(firstOf(list.value as Part));
  else if (list?.dataset.key) select({ [list.dataset.key]: Number(list.value) });
});

let pressed: { pointer: number; y: number; value: number; bound: number } | null = null;

document.addEventListener("pointerdown", (event) => {
  const button = closest(event, `#${IDS.changes} .weight`);
  if (!button || !settings || event.button !== 0) return;
  selection = { ...selection, cell: JSON.parse(button.dataset.value ?? "[0,0]") as [number, number] };
  const { weights, side, bound } = contentOf(selection, settings, edits());
  const [row, column] = selection.cell;
  pressed = { pointer: event.pointerId, y: event.clientY, value: weights?.[row * side + column] ?? 0, bound };
  for (const other of findAll(`#${IDS.changes} .weight`)) other.setAttribute("aria-pressed", String(other === button));
  button.setPointerCapture(event.pointerId);
});

document.addEventListener("pointermove", (event) => {
  if (pressed?.pointer !== event.pointerId) return;
  const up = pressed.y - event.clientY;
  if (!isInGesture() && Math.abs(up) < DRAGGED) return;
  beginGesture();
  changeWeight(pressed.value + (up * pressed.bound) / PIXELS_A_SCALE);
});

for (const end of ["pointerup", "pointercancel"] as const) {
  document.addEventListener(end, (event) => {
    if (pressed?.pointer !== event.pointerId) return;
    endGesture();
    pressed = null;
  });
}
