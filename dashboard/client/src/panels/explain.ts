// Explain mode: what the stage in view does, with words that light up what they name and pictures that light up the
// words that name them, and the definitions of terms.
import { IDS, SLOTS, type Slot } from "../contract";
import { byId, closest, findAll, make, when } from "../page/dom";
import { parseMarkup, renderMarkup } from "../page/markup";
import { keep, kept } from "../page/storage";
import { onShown, paneElement } from "../stages/view";

const KEY = "lenetlab-explain";
const CLOSED = "explain-closed";
const root = document.documentElement;

// ---- open and closed ----

function isOpen(): boolean {
  return !root.classList.contains(CLOSED);
}

function open(wanted: boolean): void {
  root.classList.toggle(CLOSED, !wanted);
  document.getElementById(IDS.explainMode)?.setAttribute("aria-pressed", String(wanted));
}

function toggle(): void {
  open(!isOpen());
  keep(KEY, isOpen() ? "open" : "closed");
}

// ---- what the stage in view does ----

let explained: string[] | null = null; // What stands there; null: what stood there before anything was drawn.
let atFirst: Node[] = [];

/** Explain a stage, or nothing. Words that stay the same are left alone, so that the one with the focus keeps it. */
function explain(paragraphs: string[] | null): void {
  if (paragraphs === explained) return;
  const explanation = byId(IDS.explanation);
  if (!explained) atFirst = Array.from(explanation.childNodes);
  explained = paragraphs;
  const parts = paragraphs?.map((text) => make("p", {}, ...renderMarkup(parseMarkup(text))));
  explanation.replaceChildren(...(parts ?? atFirst));
}

// ---- words and things ----

function isSlot(name: string): name is Slot {
  return (SLOTS as readonly string[]).includes(name);
}

/** What a word names: a picture of the stage, else the control or the region with that id. */
function thingOf(name: string): HTMLElement | null {
  if (isSlot(name)) return paneElement(name);
  const element = document.getElementById(name);
  return element?.closest<HTMLElement>(".control") ?? element?.closest<HTMLElement>(".region") ?? element;
}

function light(word: HTMLElement, on: boolean): void {
  const { thing } = word.dataset;
  if (thing) thingOf(thing)?.classList.toggle("lit", on);
}

function goTo(word: HTMLElement): void {
  const thing = thingOf(word.dataset.thing ?? "");
  if (!thing) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  thing.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  light(word, true);
}

function define(term: string): void {
  const entry = findAll(`#${IDS.glossary} dt`).find((element) => element.dataset.term === term);
  const definition = byId(IDS.definition);
  definition.hidden = !entry;
  if (!entry) return;
  const meaning = entry.nextElementSibling?.textContent ?? "";
  definition.replaceChildren(make("strong", {}, entry.textContent ?? ""), `: ${meaning}`);
}

/** Light up what the word under the pointer or the focus names, and the words that name the picture there. */
function lightUp(event: Event, on: boolean): void {
  const word = closest(event, ".word");
  if (word) light(word, on);
}

function lightWords(event: Event, on: boolean): void {
  const pane = closest(event, ".pane");
  if (!pane) return;
  for (const word of findAll(`.word[data-thing="${pane.dataset.slot}"]`)) word.classList.toggle("lit", on);
}

document.addEventListener("focusin", (event) => lightUp(event, true));
document.addEventListener("focusout", (event) => lightUp(event, false));
document.addEventListener("pointerover", (event) => {
  lightUp(event, true);
  lightWords(event, true);
});
document.addEventListener("pointerout", (event) => {
  lightUp(event, false);
  lightWords(event, false);
});

document.addEventListener("click", (event) => {
  if (closest(event, `#${IDS.explainMode}`)) toggle();
  const word = closest(event, ".word");
  if (word?.dataset.define) define(word.dataset.define);
  else if (word) goTo(word);
});

onShown((view) => {
  explain(view.stage?.paragraphs ?? null);
});

open(kept(KEY) !== "closed");
when(
  () => document.getElementById(IDS.explainMode),
  () => open(isOpen()),
);
