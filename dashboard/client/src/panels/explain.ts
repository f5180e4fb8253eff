// The reason: what the stage in view does, with words that light up what they name and pictures that light up the words
// that name them, and the definitions of terms. A chosen number takes its place: see derivation.ts and explain.css.
import { IDS, SLOTS, type Slot } from "../contract";
import { byId, closest, findAll, make, when } from "../page/dom";
import { marked } from "../page/markup";
import { keep, kept } from "../page/storage";
import type { StageText } from "../reading/answers";
import { onShown, paneElement } from "../stages/view";
import { say } from "../words";

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

/** What is said of a stage. The same elements for every stage, so that the detail stays open where it was opened. */
interface Parts {
  idea: HTMLElement;
  why: HTMLElement;
  numbers: HTMLElement;
  detail: HTMLElement;
  attempt: HTMLElement;
}

let parts: Parts | null = null;
let explained: string[] | null = null; // The numbers that stand there; null: what stood there before the first drawing.
let atFirst: Node[] = [];
const written = new WeakMap<Element, string>();

/** Write marked-up words. The same words again are left alone, so that the one with the focus keeps it. */
function write(element: HTMLElement, text: string): void {
  if (written.get(element) === text) return;
  written.set(element, text);
  element.replaceChildren(...marked(text));
}

function writeEach(list: HTMLElement, tag: "li" | "p", texts: string[]): void {
  while (list.children.length > texts.length) list.lastElementChild?.remove();
  while (list.children.length < texts.length) list.append(make(tag));
  texts.forEach((text, index) => {
    write(list.children[index] as HTMLElement, text);
  });
}

function layParts(): Parts {
  const idea = make("p", { class: "idea" });
  const why = make("p", { class: "why" });
  const numbers = make("ul", { class: "numbers" });
  const detail = make("div");
  const more = make("details", { class: "more-detail" }, make("summary", {}, say("explain.detail")), detail);
  const attempt = make("span");
  const attemptLine = make("p", { class: "attempt" }, make("strong", {}, say("explain.attempt")), " ", attempt);
  const explanation = byId(IDS.explanation);
  atFirst = Array.from(explanation.childNodes);
  explanation.replaceChildren(idea, why, numbers, attemptLine, more);
  return { idea, why, numbers, detail, attempt };
}

/** Explain a stage, or nothing. */
function explain(text: StageText | null): void {
  if ((text?.numbers ?? null) === explained) return;
  explained = text?.numbers ?? null;
  if (!text) {
    byId(IDS.explanation).replaceChildren(...atFirst);
    parts = null;
    return;
  }
  parts ??= layParts();
  write(parts.idea, text.idea);
  write(parts.why, text.why);
  writeEach(parts.numbers, "li", text.numbers);
  writeEach(parts.detail, "p", text.detail);
  write(parts.attempt, text.attempt);
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

/** Show what a term means in the place of the whole glossary, or take it away where it stands already. */
function define(term: string): void {
  const entry = findAll(`#${IDS.glossary} dt`).find((element) => element.dataset.term === term);
  const definition = byId(IDS.definition);
  const again = !definition.hidden && definition.dataset.term === term;
  definition.hidden = !entry || again;
  if (!entry || again) return;
  definition.dataset.term = term;
  entry.closest("details")?.removeAttribute("open");
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

let stageBefore = "";

/** Another stage is read from its beginning, and a definition that an earlier one asked for makes room. */
onShown(({ stage }) => {
  explain(stage);
  const name = stage?.name ?? "";
  if (name === stageBefore) return;
  stageBefore = name;
  byId(IDS.explanation).scrollTop = 0;
  byId(IDS.definition).hidden = true;
});

open(kept(KEY) !== "closed");
when(
  () => document.getElementById(IDS.explainMode),
  () => open(isOpen()),
);
