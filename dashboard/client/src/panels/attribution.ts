// Which pixels carry an answer: the maps of seven methods in the place of the explanation, from the button below the
// canvas until they are closed. The map in view lies over the drawing. They follow the drawing and the settings.
import { IDS } from "../contract";
import { byId, closest, find, setText } from "../page/dom";
import type { Reading } from "../reading/answers";
import { askPatiently } from "../reading/patience";
import { currentReading, onReading } from "../reading/session";
import { centredInk } from "../stages/receptive_field";
import { view } from "../stages/view";
import { say } from "../words";
import {
  type AttributionMap,
  type Attributions,
  attributionElements,
  type Checks,
  fillChecks,
  showErased,
} from "./attribution_elements";
import { endChoice } from "./cell_readout";
import { closeButton } from "./ledger";
import { closePanels, onClosePanels } from "./reasons";
import { layOver } from "./saliency";
import { showSheet } from "./sheet";

let isOpen = false;
let digit: number | null = null; // null: the answer, whatever is drawn.
let method = "saliency";
let step = 0;
let shown: Attributions | null = null;
let checks: Checks | null = null;
let underWay: AbortController | null = null;

function panel(): HTMLElement {
  return byId(IDS.attribution);
}

function ink(): number[] {
  return centredInk(view()).flatMap((row) => Array.from(row));
}

// ---- asking ----

async function askFor(reading: Reading | null): Promise<void> {
  underWay?.abort();
  underWay = null;
  if (!isOpen || !reading) return;
  const asked = new AbortController();
  underWay = asked;
  const answer = await askPatiently("attribution", { ...reading, digit }, asked.signal);
  if (asked.signal.aborted || !answer) return;
  const maps = answer[0] as Attributions | string;
  if (typeof maps === "string") showNote(maps);
  else {
    shown = maps;
    show();
    await askForChecks(reading, asked.signal);
  }
}

async function askForChecks(reading: Reading, signal: AbortSignal): Promise<void> {
  checks = null;
  const answer = await askPatiently("attribution_check", { ...reading, digit, method }, signal);
  const found = (answer?.[0] ?? null) as Checks | null;
  if (signal.aborted || !found || typeof found === "string" || found.method !== method) return;
  checks = found;
  fillChecks(panel(), found, ink(), Math.min(step, found.erased.length - 1));
}

// ---- showing ----

function mapInView(): AttributionMap | undefined {
  return shown?.maps.find((map) => map.method === method) ?? shown?.maps[0];
}

function show(): void {
  const map = mapInView();
  if (!shown || !map) return;
  replace(attributionElements(shown, map, ink()));
  layOver({ values: map.values, bound: map.bound, place: shown.place });
  const isSlope = method === "saliency" || method === "smooth_grad";
  writeLegend(map.name, isSlope ? null : shown.digit);
}

/** What lies over the drawing, and what its colours mean: more ink and less, or what speaks for a digit and against. */
function writeLegend(name: string, of: number | null): void {
  const [raises, lowers] = ["raises", "lowers"].map((side) => find(`.saliency-legend .${side}`));
  setText(byId(IDS.saliencySwitch), name);
  if (raises) setText(raises, of === null ? say("attribution.slope_raises") : say("attribution.raises", { digit: of }));
  if (lowers) setText(lowers, say(of === null ? "attribution.slope_lowers" : "attribution.lowers"));
}

function takeAwayMap(): void {
  layOver(null);
  writeLegend(say("attribution.of_prediction"), null);
}

function showNote(text: string): void {
  shown = null;
  takeAwayMap();
  const note = document.createElement("p");
  note.textContent = text;
  replace([closeButton("attribution-close", say("attribution.close")), note]);
}

/** What had the focus has it again, where it is still there. */
function replace(elements: HTMLElement[]): void {
  const held = panel().contains(document.activeElement) ? document.activeElement : null;
  const name = held?.getAttribute("data-method");
  const selector = name
    ? `[data-method='${name}']`
    : held?.matches("[data-digit-choice]")
      ? "[data-digit-choice]"
      : "h3";
  panel().replaceChildren(...elements);
  if (held) panel().querySelector<HTMLElement>(selector)?.focus();
}

// ---- opened and closed ----

function open(): void {
  closePanels();
  isOpen = true;
  digit = null;
  step = 0;
  endChoice();
  showSheet(true);
  void askFor(currentReading()).then(() => panel().querySelector<HTMLElement>("h3")?.focus({ preventScroll: true }));
}

function close(): void {
  if (!isOpen) return;
  isOpen = false;
  shown = null;
  checks = null;
  underWay?.abort();
  const held = panel().contains(document.activeElement);
  panel().replaceChildren();
  takeAwayMap();
  if (held) find("[data-attribution]").focus({ preventScroll: true });
}

onClosePanels(close);

onReading((reading) => {
  if (reading) void askFor(reading);
});

// ---- what is pressed ----

function chooseMethod(name: string): void {
  method = name;
  step = 0;
  show();
  const reading = currentReading();
  if (!reading) return;
  underWay?.abort();
  underWay = new AbortController();
  void askForChecks(reading, underWay.signal);
}

document.addEventListener("click", (event) => {
  if (closest(event, "[data-attribution]")) {
    if (isOpen) closePanels();
    else open();
  }
  const chosen = closest(event, `#${IDS.attribution} [data-method]`);
  if (chosen?.dataset.method) chooseMethod(chosen.dataset.method);
  else if (closest(event, ".attribution-close")) {
    close();
    showSheet(false);
  }
});

document.addEventListener("change", (event) => {
  const choice = closest(event, `#${IDS.attribution} [data-digit-choice]`) as HTMLSelectElement | null;
  if (!choice) return;
  digit = Number(choice.value);
  step = 0;
  void askFor(currentReading());
});

document.addEventListener("input", (event) => {
  const slider = closest(event, `#${IDS.attribution} [data-erase]`) as HTMLInputElement | null;
  if (!slider || !checks) return;
  step = Number(slider.value);
  showErased(panel(), checks, ink(), step);
});
