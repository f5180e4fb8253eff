// The ledger of a number on the page: each of its largest terms with a bar, the others, the bias and the total likewise,
// all bars on one scale, and the pixels that the number depends on.
import { COLOURS, DRAWING } from "../contract";
import { make } from "../page/dom";
import { pixelCanvas } from "../page/pixels";
import type { Ledger, Line, TermLine } from "../stages/ledger";
import { coloursOf } from "../stages/palette";
import type { Field } from "../stages/receptive_field";
import { say } from "../words";

const CELLS = DRAWING.cells;
const OUTSIDE_ALPHA = 90; // How strongly the pixels show that the number does not depend on, of 255.

/** What surrounds a ledger. title: of its stage. from: of the stage that its terms come from; null: they lead nowhere.
 * ink: the input as it is drawn, row by row. back: to what the button above it leads. */
interface Surroundings {
  title: string;
  from: string | null;
  ink: Iterable<number>;
  back: string;
}

/** A ledger as elements; without terms while these are still asked for. */
export function ledgerElements(ledger: Ledger, { title, from, ink, back }: Surroundings): HTMLElement[] {
  const { terms, rest, bias, total, how, field, sees } = ledger;
  const lines = [rest, bias].filter((line) => line !== null).map((line) => sumLine(line, "part"));
  if (total) lines.push(sumLine(total, "total"));
  const list = make("ol", { class: "ledger-terms" }, ...terms.map((term) => termLine(term, from)));
  const parts = [closeButton("ledger-close", back), heading(ledger, title), make("p", { class: "ledger-how" }, how)];
  if (terms.length > 0) parts.push(list, make("ul", { class: "ledger-sums" }, ...lines));
  if (field) {
    const picture = make("div", { class: "field" }, fieldPicture(field, ink, sees), fieldFrame(field));
    parts.push(make("figure", { class: "ledger-field" }, picture, make("figcaption", {}, sees)));
  }
  return parts;
}

export function closeButton(name: string, text: string): HTMLElement {
  const cross = make("span", { class: "cross", "aria-hidden": "true" }, "×");
  return make("button", { type: "button", class: `close-reason ${name}` }, cross, text);
}

function heading({ name, value }: Ledger, title: string): HTMLElement {
  const of = make("span", { class: "ledger-title" }, say("derivation.of", { title }));
  const first = make("span", { class: "ledger-number" }, make("span", { class: "ledger-value" }, value), " ", of);
  return make("h3", { tabindex: "-1" }, first, " ", make("span", { class: "ledger-place" }, name));
}

function termLine({ place, index, input, weight, product, share }: TermLine, from: string | null): HTMLElement {
  const attributes = { type: "button", class: "term-place", "data-term": JSON.stringify(index) };
  const name = from
    ? make("button", { ...attributes, title: say("derivation.go", { title: from }) }, place)
    : make("span", { class: "term-place" }, place);
  const first = make("span", { class: "term-head" }, name, make("span", { class: "amount" }, product));
  const arithmetic = make("span", { class: "arithmetic" }, say("derivation.arithmetic", { input, weight }));
  return make("li", {}, first, arithmetic, bar(share));
}

export function sumLine({ text, value, share }: Line, kind: string): HTMLElement {
  return make("li", { class: kind }, make("span", {}, text), make("span", { class: "amount" }, value), bar(share));
}

/** From the middle to the right what adds, to the left what takes away. */
export function bar(share: number): HTMLElement {
  const filled = make("span", { class: share < 0 ? "below" : "above" });
  filled.style.setProperty("--share", share.toFixed(4));
  return make("span", { class: "bar", "aria-hidden": "true" }, filled);
}

// ---- the receptive field ----

function fieldFrame([top, left, height, width]: Field): HTMLElement {
  const frame = make("div", { class: "field-frame" });
  const part = (cells: number) => `${(100 * cells) / CELLS}%`;
  Object.assign(frame.style, { top: part(top), left: part(left), height: part(height), width: part(width) });
  return frame;
}

/** The input, with the pixels that the number does not depend on pale. */
function fieldPicture(field: Field, ink: Iterable<number>, label: string): HTMLCanvasElement {
  const pixels = coloursOf(Array.from(ink), COLOURS.inkScale, 0, 1);
  for (let cell = 0; cell < CELLS * CELLS; cell += 1) {
    if (!isWithin(field, Math.floor(cell / CELLS), cell % CELLS)) pixels[4 * cell + 3] = OUTSIDE_ALPHA;
  }
  return pixelCanvas(pixels, CELLS, { role: "img", "aria-label": label });
}

function isWithin([top, left, height, width]: Field, row: number, column: number): boolean {
  return row >= top && row < top + height && column >= left && column < left + width;
}
