// Keyboard shortcuts: single keys anywhere outside of what uses keys itself, listed in a dialog. There the letters can
// be switched off, as WCAG 2.1.4 asks.
import { IDS } from "../contract";
import { byId, closest, find } from "../page/dom";
import { keep, kept } from "../page/storage";
import { togglePresent } from "./present";
import { toggle as toggleSlide } from "./slide";
import { otherScale } from "./stage";

const KEY = "lenetlab-single-keys";
const OWN_KEYS =
  "input, select, textarea, dialog, [role=slider], [role=radio], [role=application], [role=listbox], [contenteditable]";
const PRESSABLE = "button, a, summary";

const ACTIONS: Record<string, () => void> = {
  ArrowRight: () => byId(IDS.step).click(),
  ArrowLeft: () => byId(IDS.previous).click(),
  " ": () => byId(IDS.play).click(),
  k: toggleSlide,
  s: () => byId(IDS.sample).click(),
  e: () => byId(IDS.explainMode).click(),
  m: otherScale,
  p: togglePresent,
  "?": openDialog,
};

/** Whether the letters work; the arrow keys and the space bar always do. */
let lettersWork = kept(KEY) !== "off";

function isLetter(key: string): boolean {
  return key.length === 1 && key !== " ";
}

function actionOf(event: KeyboardEvent): (() => void) | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return undefined;
  if (!(event.target instanceof Element) || event.target.closest(OWN_KEYS)) return undefined;
  if (document.documentElement.dataset.page === "model") return undefined;
  if (event.key === " " && event.target.closest(PRESSABLE)) return undefined;
  if (isLetter(event.key) && !lettersWork) return undefined;
  return ACTIONS[isLetter(event.key) ? event.key.toLowerCase() : event.key];
}

document.addEventListener("keydown", (event) => {
  const act = actionOf(event);
  if (!act) return;
  event.preventDefault();
  act();
});

// ---- the dialog ----

function dialog(): HTMLDialogElement {
  return find<HTMLDialogElement>(`#${IDS.shortcutsDialog}`);
}

function markSwitch(on: boolean): void {
  find("[role=switch]", dialog()).setAttribute("aria-checked", String(on));
}

function openDialog(): void {
  markSwitch(lettersWork);
  dialog().showModal();
  byId("heading-shortcuts").focus();
}

function letLettersWork(on: boolean): void {
  lettersWork = on;
  keep(KEY, on ? "on" : "off");
  markSwitch(on);
}

/** A click beside the dialog is a click on the dialog element itself, which its content covers elsewhere. */
function closesDialog(event: MouseEvent): boolean {
  return event.target === dialog() || closest(event, `#${IDS.shortcutsDialog} [data-close]`) !== null;
}

document.addEventListener("click", (event) => {
  if (closest(event, `#${IDS.shortcuts}`)) openDialog();
  else if (!closest(event, `#${IDS.shortcutsDialog}`)) return;
  else if (closesDialog(event)) dialog().close();
  const pressed = closest(event, `#${IDS.shortcutsDialog} [role=switch]`);
  if (pressed) letLettersWork(pressed.getAttribute("aria-checked") !== "true");
});
