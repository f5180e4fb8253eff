// The test digits that the network misreads: all of them, or those of one pair of digits. Each can go to the canvas.
import { DRAWING, IDS } from "../contract";
import { bytesOfBase64 } from "../page/base64";
import { byId, closest, find, findAll, make } from "../page/dom";
import type { Packed } from "../page/plotly";
import { loadSample } from "../panels/canvas";
import { askPatiently } from "../reading/patience";
import { STALE_MS } from "../reading/reader";
import { CLOCK } from "../reading/retry";
import { go } from "./navigation";

const SIDE = DRAWING.cells;

/** What was written, and what the network read. */
interface Pair {
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
let asked = false;
let asking = new AbortController();

/** Whether this server has the digits; where it does not, the page says why. */
export function hasGallery(): boolean {
  return document.querySelector(`#${IDS.modelPage} .chips`) !== null;
}

/** The part of the page that has the digits, folded until somebody wants them. */
function galleryFold(): HTMLDetailsElement {
  return find<HTMLDetailsElement>(`#${IDS.modelPage} [data-fold="misread"]`);
}

/** Unfold the digits of a pair and bring them into view. */
export function unfoldMisread(pair: Pair): void {
  void showMisread(pair);
  const fold = galleryFold();
  fold.open = true;
  fold.scrollIntoView({ block: "nearest" });
}

/** All of them, when the gallery is unfolded and nobody has asked for some. */
export function unfolded(fold: HTMLDetailsElement): void {
  if (fold === galleryFold() && hasGallery() && !asked) void showMisread(null);
}

/** Ask for the digits of a pair, or for all, and show them. An older question is given up; what it has shown may stay
 *  for a moment, as the last reading does: see reader.ts. */
export async function showMisread(pair: Pair | null): Promise<void> {
  asked = true;
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  pressChips((own) => own?.label === pair?.label && own?.read === pair?.read);
  const callOff = CLOCK.after(STALE_MS, takeAway);
  const answer = await askPatiently("misread", pair ?? {}, signal);
  callOff();
  if (signal.aborted) return;
  const misread = (answer?.[0] ?? null) as Misread | null;
  if (misread) {
    show(misread);
    return;
  }
  asked = false;
  takeAway();
  pressChips(() => false);
}

function pressChips(isPressed: (pair: Pair | null) => boolean): void {
  for (const chip of findAll(`#${IDS.modelPage} .chips [data-label]`)) {
    chip.setAttribute("aria-pressed", String(isPressed(pairOf(chip))));
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

function takeAway(): void {
  digits = [];
  byId(IDS.modelFound).textContent = "";
  byId(IDS.modelGallery).replaceChildren();
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

/** The address of a picture of so many bytes in a square, white on black. */
function pictureOf(packed: Packed): string {
  const canvas = make("canvas", { width: String(SIDE), height: String(SIDE) });
  const context = canvas.getContext("2d");
  if (!context) return "";
  const image = context.createImageData(SIDE, SIDE);
  bytesOfBase64(packed.bdata).forEach((ink, i) => {
    image.data.set([ink, ink, ink, 255], 4 * i);
  });
  context.putImageData(image, 0, 0);
  return canvas.toDataURL();
}

/** Take one of the digits to the canvas. */
function toCanvas(index: number): void {
  const digit = digits.find((one) => one.index === index);
  if (!digit) return;
  loadSample({ index, label: digit.label, z: digit.z });
  go("draw");
}

/** The digits that a button stands for: a chip above them, or a cell of the table of the other picture. */
function showOf(button: HTMLElement): void {
  const pair = pairOf(button);
  if (pair && !galleryFold().contains(button)) unfoldMisread(pair);
  else void showMisread(pair);
}

document.addEventListener("click", (event) => {
  const button = closest(event, `#${IDS.modelPage} button`);
  if (button?.dataset.digit) toCanvas(Number(button.dataset.digit));
  else if (button?.dataset.label !== undefined) showOf(button);
});
