// The ledger of a number: what adds up to it, as the page shows it. The server makes it of every chosen number (see
// dashboard/stages/derivation.py); of a convolution's numbers the page makes the same itself, while the kernel slides.
import { MOST_TERMS, type StageName } from "../contract";
import { fixed, precision } from "../page/number_format";
import type { SentPane } from "../reading/answers";
import { say } from "../words";
import { type Index, sizeOf, valueAt } from "./numbers";
import { type Field, fieldOf } from "./receptive_field";
import { regionOf } from "./sources";
import type { View } from "./view";
import { sumInView, type WindowSum } from "./window_sums";
import type { Region } from "./windows";

/** share: of the longest bar, with its sign. Terms, rest and bias make the share of the total. */
export interface Line {
  text: string;
  value: string;
  share: number;
}

/** One product. index: where its input stands in what came out of the stage before. */
export interface TermLine {
  place: string;
  index: number[];
  input: string;
  weight: string;
  product: string;
  share: number;
}

/** rest: of the terms that have no line of their own. field: of the input's pixels. pane: a picture of it, or null. */
export interface Ledger {
  stage: StageName;
  index: number[];
  name: string;
  value: string;
  how: string;
  terms: TermLine[];
  rest: Line | null;
  bias: Line | null;
  total: Line | null;
  sees: string;
  field: Field | null;
  pane: SentPane | null;
}

interface Term {
  index: number[];
  input: number;
  weight: number;
  product: number;
}

/** The ledger of a number of a convolution in view; null where no kernel makes it. */
export function ledgerInView(view: View, index: Index): Ledger | null {
  const { stage, panes } = view;
  const sum = sumInView(view, index);
  const region = regionOf(view, index);
  if (!stage || !panes.stage || !panes.before || !sum || !region) return null;
  const inputShape = sizeOf(panes.before.figure);
  const terms = termsOf(sum, region, inputShape);
  const value = valueAt(panes.stage.figure, index);
  const field = fieldOf(view, index);
  return {
    stage: stage.name,
    index: [...index],
    name: placeWords(index, "derivation.cell"),
    value: inDigits(value),
    how: say("derivation.how"),
    ...linesOf(terms, sum.bias, value, inputShape[0] === 1 ? "derivation.cell_of_one" : "derivation.cell"),
    sees: field ? seesWords(field) : "",
    field,
    pane: null,
  };
}

/** Every product but those of the padding, which add nothing, the largest first. */
function termsOf({ parts }: WindowSum, [, rows, columns]: Region, [, height = 0, width = 0]: number[]): Term[] {
  const [[top, bottom], [left, right]] = [rows ?? [0, 0], columns ?? [0, 0]];
  const terms: Term[] = [];
  parts.forEach(({ inputs, weights, products }, map) => {
    let i = 0;
    for (let row = top; row < bottom; row += 1) {
      for (let column = left; column < right; column += 1, i += 1) {
        if (row < 0 || row >= height || column < 0 || column >= width) continue;
        const [input = 0, weight = 0, product = 0] = [inputs[i], weights[i], products[i]];
        terms.push({ index: [map, row, column], input, weight, product });
      }
    }
  });
  return terms.sort((one, other) => Math.abs(other.product) - Math.abs(one.product));
}

type PlaceWord = "derivation.cell" | "derivation.cell_of_one";
type Lines = Pick<Ledger, "terms" | "rest" | "bias" | "total">;

function linesOf(all: readonly Term[], bias: number, value: number, place: PlaceWord): Lines {
  const terms = all.slice(0, MOST_TERMS);
  const others = all.length - terms.length;
  const rest = all.slice(MOST_TERMS).reduce((sum, { product }) => sum + product, 0);
  const parts = [...terms.map(({ product }) => product), rest, bias, value];
  const longest = Math.max(...parts.map(Math.abs)) || 1;
  const line = (text: string, number: number) => ({ text, value: signed(number), share: number / longest });
  return {
    terms: terms.map((term) => termLine(term, placeWords(term.index, place), longest)),
    rest: others > 0 ? line(say("derivation.others", { count: fixed(others, 0) }), rest) : null,
    bias: line(say("derivation.bias"), bias),
    total: { ...line(say("derivation.total"), value), value: inDigits(value) },
  };
}

function termLine({ index, input, weight, product }: Term, place: string, longest: number): TermLine {
  return {
    place,
    index,
    input: inDigits(input),
    weight: inDigits(weight),
    product: signed(product),
    share: product / longest,
  };
}

function placeWords([channel = 0, row = 0, column = 0]: Index, word: PlaceWord): string {
  return say(word, { channel, row, column });
}

/** Four digits after the point, or four that count where those would all be zero. */
function inDigits(value: number): string {
  return value === 0 || Math.abs(value) >= 0.001 ? fixed(value) : precision(value, 4);
}

function signed(value: number): string {
  return value > 0 ? say("derivation.signed", { number: inDigits(value) }) : inDigits(value);
}

function seesWords([top, left, height, width]: Field): string {
  const [bottom, right] = [top + height - 1, left + width - 1];
  return say("derivation.sees", { top, bottom, left, right, count: height * width });
}
