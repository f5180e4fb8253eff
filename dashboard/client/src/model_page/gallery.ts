// The test digits that the network misreads: all of them, or those of one pair of digits. Each can go to the canvas.
import { IDS } from "../contract";
import { byId, closest, findAll, make } from "../page/dom";
import type { Packed } from "../page/plotly";
import { loadSample } from "../panels/canvas";
import { askPatiently } from "../reading/patience";
import { go } from "./navigation";

const SIDE = 28;

/** What was written, and what the network read. */
export interface Pair {
  label: number;
  read: number;
}

interface MisreadDigit {
  index: number;
  label: number;
  caption: string;
  name: string;
  z: Packed;
}

interface Misread {
  title: string;
  digits: MisreadDigit[];
}

let digits: MisreadDigit[] = [];
let loads = 0;
let asking = new AbortController();

/** Whether this server has the digits; where it does not, the page says why. */
export function hasGallery(): boolean {
  return document.querySelector(`#${IDS.modelPage} .chips`) !== null;
}

/** Ask for the digits of a pair, or for all, and show them. An older question is given up. */
export async function showMisread(pair: Pair | null): Promise<void> {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  markChips(pair);
  const answer = await askPatiently("misread", pair ?? {}, signal);
  if (answer && !signal.aborted) show(answer[0] as Misread);
}

function markChips(pair: Pair | null): void {
  for (const chip of findAll(`#${IDS.modelPage} .chips [data-label]`)) {
    const own = pairOf(chip);
    chip.setAttribute("aria-pressed", String(own?.label === pair?.label && own?.read === pair?.read));
  }
}

/** The pair of a button; null for the one that shows all. */
function pairOf(button: HTMLElement): Pair | null {
  const { label, read } = button.dataset;
  return label ? { label: Number(label), read: Number(read) } : null;
}

function show(misread: Misread): void {
  digits = misread.digits;
  byId(IDS.modelFound).textContent = misread.title;
  byId(IDS.modelGallery).replaceChildren(make("ul", { class: "misread-list" }, ...digits.map(item)));
}

function item(digit: MisreadDigit): HTMLElement {
  const button = make(
    "button",
    { class: "misread", "aria-label": digit.name, title: digit.name, "data-digit": String(digit.index) },
    make("img", { src: pictureOf(digit.z), alt: "" }),
    make("span", {}, digit.caption),
  );
  return make("li", {}, button);
}

/** The address of a picture of 28 × 28 bytes, white on black. */
function pictureOf(packed: Packed): string {
  const canvas = make("canvas", { width: String(SIDE), height: String(SIDE) });
  const context = canvas.getContext("2d");
  if (!context) return "";
  const image = context.createImageData(SIDE, SIDE);
  const bytes = Uint8Array.from(window.atob(packed.bdata), (letter) => letter.charCodeAt(0));
  bytes.forEach((ink, i) => {
    image.data.set([ink, ink, ink, 255], 4 * i);
  });
  context.putImageData(image, 0, 0);
  return canvas.toDataURL();
}

/** Take one of the digits to the canvas. The nonce tells the same digit, pressed twice, from one event heard twice. */
function toCanvas(index: number): void {
  const digit = digits.find((one) => one.index === index);
  if (!digit) return;
  loads += 1;
  loadSample({ nonce: `model-${loads}`, index, label: digit.label, z: digit.z });
  go("/");
}

document.addEventListener("click", (event) => {
  const button = closest(event, `#${IDS.modelPage} button`);
  if (button?.dataset.digit) toCanvas(Number(button.dataset.digit));
  else if (button?.dataset.label !== undefined) void showMisread(pairOf(button));
});
