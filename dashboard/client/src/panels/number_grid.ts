// Numbers in rows, each coloured by its size and sign: what a stage adds up or compares for one number.
import { make } from "../page/dom";
import { fixed } from "../page/number_format";
import { boundOf } from "../stages/numbers";

const CELL_EM = 3.15; // So wide is a number with a sign and two digits after the point.
const TEXT_PX = 12;

/** title: what stands above it. marked: the place of one number that stands out, or null. */
export interface NumberGrid {
  title: string;
  values: readonly number[];
  columns: number;
  marked: number | null;
}

/** A table of the numbers. width: of what it stands in, in pixels; where it is narrow, there are fewer digits. */
export function numberGrid({ title, values, columns, marked }: NumberGrid, width: number): HTMLElement {
  const digits = width > 0 && width < columns * CELL_EM * textSize() ? 1 : 2;
  const bound = boundOf(values) || 1;
  const cells = values.map((value, i) => gridCell(value, value / bound, digits, i === marked));
  const body = make("tbody");
  for (let start = 0; start < cells.length; start += columns) {
    body.append(make("tr", {}, ...cells.slice(start, start + columns)));
  }
  return make("table", { class: "number-grid" }, make("caption", {}, title), body);
}

function gridCell(value: number, strength: number, digits: number, marked: boolean): HTMLElement {
  const cell = make("td", { class: strength < 0 ? "below" : "above" }, fixed(value, digits));
  cell.classList.toggle("marked", marked);
  cell.style.setProperty("--strength", Math.abs(strength).toFixed(3));
  return cell;
}

/** The size of the smallest text, in pixels: more where the page is presented. */
function textSize(): number {
  return Number.parseFloat(window.getComputedStyle(document.body).getPropertyValue("--text-1")) || TEXT_PX;
}
