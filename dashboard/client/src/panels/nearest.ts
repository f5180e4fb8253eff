// The test digits that the network sees most like the drawing, folded below the reasons: open, it stays so from one
// drawing to the next. All of them take the server a second, so a part is asked for at a time.
import { DRAWING, NEAREST_PARTS } from "../contract";
import { bytesOfBase64 } from "../page/base64";
import { make, setText } from "../page/dom";
import { fixed, whole } from "../page/number_format";
import { pixelCanvas } from "../page/pixels";
import type { Packed } from "../page/plotly";
import type { Reading } from "../reading/answers";
import { askPatiently } from "../reading/patience";
import { say } from "../words";

export interface TestDigit {
  name: string;
  z: Packed | null;
}

type Near = TestDigit & { distance: number };

const MOST = 9;

let isOpen = false;
let underWay: AbortController | null = null;
let search: { key: string; body: HTMLElement } | null = null; // What is looked for, and where it is shown.
let known: { key: string; digits: Near[] } | null = null; // Of the reading that was looked at last.

export function endSearch(): void {
  underWay?.abort();
  underWay = null;
  search = null;
}

/** The fold for a reading; what is in it is asked for when it is open. */
export function nearestElement(reading: Reading): HTMLElement {
  const body = make("div", { class: "nearest-body" });
  const details = make(
    "details",
    { class: "nearest" },
    make("summary", { "data-key": "nearest" }, say("nearest.title")),
    body,
  );
  details.open = isOpen;
  details.addEventListener("toggle", () => {
    if (details.open === isOpen) return;
    isOpen = details.open;
    if (isOpen) void fill(body, reading);
    else endSearch();
  });
  if (isOpen) void fill(body, reading);
  return details;
}

async function fill(body: HTMLElement, reading: Reading): Promise<void> {
  const key = JSON.stringify(reading);
  if (search?.key === key) {
    search.body = body;
    return;
  }
  endSearch();
  if (known?.key === key) {
    body.replaceChildren(...elementsOf(known.digits));
    return;
  }
  const own = { key, body };
  search = own;
  const digits = await lookedFor(reading, own);
  if (!digits || search !== own) return;
  known = { key, digits };
  search = null;
  own.body.replaceChildren(...elementsOf(digits));
  own.body.scrollIntoView({ block: "nearest" });
}

/** The nearest of all parts; null where the search was given up, or where there is nothing to look through. */
async function lookedFor(reading: Reading, shown: { body: HTMLElement }): Promise<Near[] | null> {
  const own = new AbortController();
  underWay = own;
  const progress = make("p", { role: "status" });
  let digits: Near[] = [];
  for (let part = 0; part < NEAREST_PARTS; part += 1) {
    if (!shown.body.contains(progress)) shown.body.replaceChildren(progress);
    setText(progress, say("nearest.searching", { share: whole((100 * part) / NEAREST_PARTS) }));
    const answer = await askPatiently("nearest", { ...reading, part }, own.signal);
    if (own.signal.aborted || !answer) return null;
    if (typeof answer[0] === "string") {
      setText(progress, answer[0]);
      return null;
    }
    digits = nearestOf([...digits, ...(answer[0] as Near[])]);
  }
  return digits;
}

function nearestOf(digits: Near[]): Near[] {
  return digits.sort((one, other) => one.distance - other.distance).slice(0, MOST);
}

function elementsOf(digits: readonly Near[]): HTMLElement[] {
  const named = digits.map(({ name, distance, z }) => ({
    name: say("nearest.away", { name, distance: fixed(distance, 1) }),
    z,
  }));
  return [make("p", {}, say("nearest.lead")), stripOf(named, say("nearest.digits"))];
}

/** Test digits side by side, each with its name; those that are not on this server by their names alone. */
export function stripOf(digits: readonly TestDigit[], name: string): HTMLElement {
  return make("div", { class: "likes-strip", role: "group", "aria-label": name }, ...digits.map(picture));
}

function picture({ name, z }: TestDigit): HTMLElement {
  if (!z) return make("span", {}, name);
  const pixels = Array.from(bytesOfBase64(z.bdata)).flatMap((level) => [level, level, level, 255]);
  return pixelCanvas(pixels, DRAWING.cells, { role: "img", "aria-label": name, title: name });
}
