// The row of the settings: open where the window is high enough, on the stage of the first convolution, and by the button
// in the bar, which says them in short; and what the last change of them did to the answer.
import { IDS, SETTINGS, type Settings, STAGES } from "../contract";
import { byId, closest, find, setText, when } from "../page/dom";
import { onPredictionShown } from "../reading/session";
import { DEFAULT_SETTINGS } from "../reading/settings";
import { onShown, view } from "../stages/view";
import { say } from "../words";
import { onSettings } from "./controls";

type Name = (typeof SETTINGS)[number]["name"];

const OWN_STAGE = STAGES.findIndex(({ name }) => name === "conv1");
const PHONE = window.matchMedia("(max-width: 700px), (max-height: 480px)");
const HIGH = window.matchMedia("(min-height: 700px)");

// ---- open and closed ----

/** What the button was last pressed for; a phone has no room for the row unless it is asked for. */
let wanted: boolean | null = null;

function isOpen(): boolean {
  return wanted ?? (!PHONE.matches && (HIGH.matches || view().index === OWN_STAGE));
}

function show(): void {
  find(".settings").classList.toggle("open", isOpen());
  byId(IDS.settingsToggle).setAttribute("aria-expanded", String(isOpen()));
}

document.addEventListener("click", (event) => {
  if (closest(event, `#${IDS.settingsToggle}`)) wanted = !isOpen();
  else if (!PHONE.matches || !wanted || closest(event, ".settings")) return;
  else wanted = null;
  show();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !closest(event, ".settings") || !wanted) return;
  wanted = null;
  show();
  byId(IDS.settingsToggle).focus();
});

let stageBefore = -1;

/** On the way to the stage that the settings belong to they open, and close on the way from it. */
onShown(({ index }) => {
  if (index === stageBefore) return;
  if (index === OWN_STAGE || stageBefore === OWN_STAGE) wanted = null;
  stageBefore = index;
  show();
});

PHONE.addEventListener("change", show);
HIGH.addEventListener("change", show);
when(() => document.querySelector(".settings"), show);

// ---- in short ----

function labelOf(name: Name, value: number | string): string {
  if (name === "kernel_size") return say("controls.square", { side: value });
  return value === "pretrained" || value === "random" ? say(`controls.${value}`) : String(value);
}

export function inShort(settings: Settings): string {
  const labels = Object.fromEntries(SETTINGS.map(({ name }) => [name, labelOf(name, settings[name])]));
  return say("controls.short", labels);
}

// ---- what a change did ----

interface Answer {
  digit: string;
  sure: string;
}

let settings = DEFAULT_SETTINGS;
let before: { answer: Answer; settings: Settings } | null = null; // Since the first change that is not answered yet.

function answerInView(): Answer {
  const digit = byId(IDS.prediction).textContent ?? "";
  return { digit, sure: byId(IDS.confidence).textContent ?? "" };
}

onSettings((next) => {
  const changed = SETTINGS.some(({ name }) => next[name] !== settings[name]);
  if (changed) before ??= { answer: answerInView(), settings };
  settings = next;
  when(
    () => document.querySelector(`#${IDS.settingsToggle} .long`),
    (element) => setText(element, inShort(next)),
  );
  if (changed) setText(byId(IDS.settingsChange), "");
});

onPredictionShown((live) => {
  if (live || !before) return;
  const { answer, settings: old } = before;
  before = null;
  setText(byId(IDS.settingsChange), changes(old) + effect(answer, answerInView()));
});

function changes(old: Settings): string {
  return SETTINGS.filter(({ name }) => old[name] !== settings[name])
    .map(({ name }) =>
      say("controls.changed", {
        name: say(`controls.${name}`),
        before: labelOf(name, old[name]),
        after: labelOf(name, settings[name]),
      }),
    )
    .join("");
}

function effect(old: Answer, now: Answer): string {
  if (!old.sure || !now.sure) {
    return say("controls.now_only", { old: nameOf(old), new: nameOf(now) });
  }
  const words = { old: old.digit, old_sure: old.sure, new: now.digit, new_sure: now.sure };
  return say(old.digit === now.digit ? "controls.still" : "controls.now", words);
}

function nameOf({ digit, sure }: Answer): string {
  return sure ? digit : say("controls.nothing");
}
