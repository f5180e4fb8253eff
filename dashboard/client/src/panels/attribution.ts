// Which pixels carry an answer: the maps of seven methods, of which the one in view lies over the drawing, its checks, and
// what is read when the pixels are erased that it calls important.
import { IDS } from "../contract";
import { byId, closest } from "../page/dom";
import type { Reading } from "../reading/answers";
import { askPatiently } from "../reading/patience";
import { currentReading } from "../reading/session";
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
import { reasonPanel } from "./reasons";
import { layOver, otherMapsAreOn } from "./saliency";

const OF_SLOPES = ["saliency", "smooth_grad"]; // What more ink would change, not what the ink that is there adds.

let digit: number | null = null; // null: the answer, whatever is drawn.
let method = "saliency";
let step = 0;
let shown: Attributions | null = null;
let checks: Checks | null = null;
let checking: AbortController | null = null;

const panel = reasonPanel<Attributions>({
  id: IDS.attribution,
  name: "attribution",
  opener: "[data-attribution]",
  closeText: () => say("attribution.close"),
  question: () => ({ digit }),
  elements: (all) => attributionElements(all, mapInView(all), ink()),
  shown: (all, reading) => {
    shown = all;
    showMap(all);
    void check(reading);
  },
  gone: () => {
    checking?.abort();
    shown = null;
    checks = null;
    layOver(null);
  },
  opened: () => {
    digit = null;
    step = 0;
    otherMapsAreOn();
  },
});

function ink(): number[] {
  return centredInk(view()).flatMap((row) => Array.from(row));
}

function mapInView({ maps }: Attributions): AttributionMap {
  const map = maps.find((one) => one.method === method) ?? maps[0];
  if (!map) throw new Error("there is no map by any method");
  return map;
}

function showMap(all: Attributions): void {
  const { values, bound, name, label } = mapInView(all);
  layOver({ values, bound, place: all.place, name, label, digit: OF_SLOPES.includes(method) ? null : all.digit });
}

/** Ask for the checks of the map in view; those of another one are not waited for any more. */
async function check(reading: Reading): Promise<void> {
  checking?.abort();
  checks = null;
  const asked = new AbortController();
  checking = asked;
  const answer = await askPatiently("attribution_check", { ...reading, digit, method }, asked.signal);
  const found = (answer?.[0] ?? null) as Checks | string | null;
  if (asked.signal.aborted || !found || typeof found === "string") return;
  checks = found;
  fillChecks(byId(IDS.attribution), found, ink(), Math.min(step, found.erased.length - 1));
}

// ---- what is pressed ----

/** While the maps of another drawing are under way, theirs will be of this method. */
function chooseMethod(name: string): void {
  method = name;
  step = 0;
  const reading = currentReading();
  if (!shown || !reading || !panel.isCurrent()) return;
  panel.replace(attributionElements(shown, mapInView(shown), ink()));
  showMap(shown);
  void check(reading);
}

document.addEventListener("click", (event) => {
  const chosen = closest(event, `#${IDS.attribution} [data-method]`);
  if (chosen?.dataset.method) chooseMethod(chosen.dataset.method);
});

document.addEventListener("change", (event) => {
  const choice = closest(event, `#${IDS.attribution} [data-key=digit]`) as HTMLSelectElement | null;
  if (!choice) return;
  digit = choice.value === "answer" ? null : Number(choice.value);
  step = 0;
  panel.ask();
});

document.addEventListener("input", (event) => {
  const slider = closest(event, `#${IDS.attribution} [data-erase]`) as HTMLInputElement | null;
  if (!slider || !checks) return;
  step = Number(slider.value);
  showErased(byId(IDS.attribution), checks, ink(), step);
});
