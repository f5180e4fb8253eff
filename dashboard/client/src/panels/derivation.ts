// The chosen number: its ledger in the place of the explanation, until the choice ends. Its terms lead to the numbers
// that they come from. While the kernel slides, the ledger is that of the number being written.
import { IDS, STAGES } from "../contract";
import { byId, closest, find, findAll } from "../page/dom";
import { fixed } from "../page/number_format";
import type { Pane } from "../reading/answers";
import { askPatiently } from "../reading/patience";
import { STALE_MS } from "../reading/reader";
import { CLOCK } from "../reading/retry";
import { currentReading } from "../reading/session";
import { KINDS } from "../stages/kinds";
import { type Ledger, ledgerInView } from "../stages/ledger";
import { type Index, valueAt } from "../stages/numbers";
import { centredInk, FIRST_OF_NETWORK } from "../stages/receptive_field";
import { onSettled, paneElement, view } from "../stages/view";
import { say } from "../words";
import { type ChosenCell, choose, chosenCell, endChoice, onChosen, showCell } from "./cell_readout";
import { ledgerElements } from "./ledger";
import { stageName } from "./overview";
import { showSheet } from "./sheet";
import { halt, isSliding, onSlid } from "./slide";
import { go, replacePane, restorePane, selectMap } from "./stage";
import { type Step, showEndOfTrail, trailElement } from "./trail";

let underWay: AbortController | null = null;
let shown: string | null = null; // The ledger on the page, as JSON.
let replacement: Pane | null = null; // The picture of the chosen number, in the place of one of the stage.

let trail: readonly Step[] = []; // The way that led to the chosen number.
let leading: readonly Step[] | null = null; // The way to the number that is about to be chosen.
let chosenBefore: ChosenCell | null = null;

/** Whether it is the same number, of other settings or on another map of its stage. */
function isSamePlace(one: ChosenCell, other: ChosenCell | null): boolean {
  const place = ({ stage, index }: ChosenCell) => JSON.stringify([stage, index.length > 1 ? index.slice(1) : index]);
  return other !== null && place(one) === place(other);
}

onChosen((cell) => {
  underWay?.abort();
  underWay = null;
  if (!cell) {
    takeAway();
    return;
  }
  if (leading || !isSamePlace(cell, chosenBefore)) trail = leading ?? [];
  leading = null;
  chosenBefore = cell;
  void derive(cell);
});

onSlid((index) => {
  underWay?.abort();
  const ledger = index && ledgerInView(view(), index);
  if (ledger) show(ledger, "off");
  else if (!chosenCell()) takeAway();
});

/** What the page knows of the number stands there at once, never the ledger of another one. The picture of the last
 * number stays for a moment. Numbers of the preparation have no ledger. */
async function derive(cell: ChosenCell): Promise<void> {
  const { stage } = view();
  const reading = currentReading();
  if (!stage || KINDS[stage.kind].isOfTheDrawing) {
    takeAway();
    return;
  }
  const own = ledgerInView(view(), cell.index);
  show(own ?? withoutTerms(cell), "polite");
  if (!reading) return;
  const asked = new AbortController();
  underWay = asked;
  const callOff = CLOCK.after(STALE_MS, restorePicture);
  const answer = await askPatiently("derivation", { ...reading, ...cell }, asked.signal);
  callOff();
  if (asked.signal.aborted) return;
  const ledger = (answer?.[0] ?? null) as Ledger | null;
  if (ledger && ledger.stage === view().stage?.name) {
    show(ledger, "polite");
    showPicture(ledger);
  } else if (own) restorePicture();
  else takeAway();
}

function withoutTerms({ stage, index }: ChosenCell): Ledger {
  const figure = view().panes.stage?.figure;
  const value = figure ? fixed(valueAt(figure, index)) : "";
  const [channel = 0, row, column] = index;
  const name =
    row === undefined || column === undefined
      ? say("derivation.unit", { name: figure?.layout.meta.label ?? "", unit: channel })
      : say("derivation.cell", { channel, row, column });
  return { stage, index, name, value, how: "", ...NO_LINES, sees: "", field: null, pane: null };
}

const NO_LINES = { terms: [], rest: null, bias: null, total: null };

/** live: how a screen reader takes it. A ledger that is the same but for the picture is left alone. */
function show(ledger: Ledger, live: "polite" | "off"): void {
  const { stages, stage, index } = view();
  const element = byId(IDS.derivation);
  element.setAttribute("aria-live", live);
  const now = JSON.stringify([{ ...ledger, pane: null }, trail]);
  if (!stage || now === shown) return;
  shown = now;
  // The terms of the first stage are pixels of the drawing, whose numbers are not explained.
  const from = stage.name === FIRST_OF_NETWORK ? null : (stages?.[index - 1]?.title ?? null);
  const ink = centredInk(view()).flatMap((row) => Array.from(row));
  const held = element.contains(document.activeElement);
  const back = say(reasonsBelow() ? "derivation.back_to_reasons" : "derivation.back");
  const way = trailElement(trail);
  const [close, ...parts] = ledgerElements(ledger, { title: stage.title, from, ink, back });
  element.replaceChildren(...[close, way, ...parts].filter((part) => part instanceof HTMLElement));
  showEndOfTrail(element);
  if (held) focusLedger();
}

/** Whoever came here by a key goes on from here. */
export function focusLedger(): void {
  find("h3", byId(IDS.derivation)).focus({ preventScroll: true });
}

function showPicture({ pane }: Ledger): void {
  if (!pane?.figure) {
    restorePicture();
    return;
  }
  replacement = { ...pane, figure: pane.figure };
  replacePane(replacement);
}

/** Where other pictures have not taken its place already. */
function restorePicture(): void {
  if (replacement && view().panes[replacement.slot] === replacement) restorePane(replacement.slot);
  replacement = null;
}

function takeAway(): void {
  shown = null;
  byId(IDS.derivation).replaceChildren();
  restorePicture();
}

// ---- to where a term comes from, and back to the explanation ----

function goToTerm(index: Index): void {
  const [cell, { index: stage }] = [chosenCell(), view()];
  leading = cell ? [...trail, { ...cell, title: stageName(stage) }] : null;
  goTo(stage - 1, index);
}

function goBackTo(place: number): void {
  const step = trail[place];
  if (!step) return;
  leading = trail.slice(0, place);
  goTo(
    STAGES.findIndex(({ name }) => name === step.stage),
    step.index,
  );
}

function goTo(stage: number, index: Index): void {
  go(stage);
  if (index.length > 1) selectMap(index[0] ?? 0);
  choose(index);
  focusLedger();
}

/** The picture of the stage that a term led to has its cell in view as soon as it is drawn. */
onSettled((_view, moved) => {
  const cell = moved ? chosenCell() : null;
  if (cell) showCell("stage", cell.index);
});

/** What stood in the place of the explanation before the ledger, and comes to light again after it. */
function reasonsBelow(): HTMLElement | null {
  return document.querySelector<HTMLElement>(`.instead:not(#${IDS.derivation}):not(:empty)`);
}

function close(): void {
  const held = byId(IDS.derivation).contains(document.activeElement);
  halt();
  endChoice();
  takeAway();
  chosenBefore = null; // Chosen again, it begins a way of its own.
  const reasons = reasonsBelow();
  if (reasons) showSheet(true);
  const pictures = [find(".figure-frame", paneElement("stage")), ...findAll(".compare-frame")];
  const picture = pictures.find((frame) => frame.checkVisibility({ visibilityProperty: true }));
  const next = reasons?.querySelector<HTMLElement>("h3") ?? picture ?? byId(IDS.stageTitle);
  if (held) next.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const term = closest(event, `#${IDS.derivation} [data-term]`);
  const step = closest(event, `#${IDS.derivation} [data-step]`);
  if (step) goBackTo(Number(step.dataset.step));
  else if (term) goToTerm(JSON.parse(term.dataset.term ?? "[]") as number[]);
  else if (closest(event, `#${IDS.derivation} .ledger-close`)) close();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (!byId(IDS.derivation).hasChildNodes()) return;
  event.preventDefault(); // What stands below stays open.
  close();
});

/** The pointer that left the pictures leaves the chosen number in view. */
document.addEventListener("pointerout", (event) => {
  const cell = isSliding() ? null : chosenCell();
  const leaves = closest(event, ".pane .figure-frame") && !isPicture(event.relatedTarget);
  if (cell && leaves && cell.stage === view().stage?.name) showCell("stage", cell.index);
});

function isPicture(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".pane .figure-frame") !== null;
}
