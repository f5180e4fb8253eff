// @vitest-environment happy-dom
// The ledger of a convolution's number, which the page makes itself while the kernel slides.
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Stage } from "../src/reading/answers";
import { type Ledger, ledgerInView } from "../src/stages/ledger";
import { pack } from "../src/stages/numbers";
import { setView, view } from "../src/stages/view";
import { mapsFigure } from "./figures";
import { openPage, someStages } from "./stage_page";

const INPUT = [
  [1, 2, 3, 4],
  [5, 6, 7, 8],
  [9, 10, 11, 12],
  [13, 14, 15, 16],
];
const KERNEL = [1, -1, 2, 0, 0.5, 3, -2, 1, 1];
const BIAS = -0.25;

beforeAll(openPage);

/** A convolution of 3 × 3 with padding 1: a map of 4 × 4 again. */
beforeEach(() => {
  const input = mapsFigure([INPUT]);
  const output = mapsFigure([INPUT.map((row, y) => row.map((_, x) => numberAt(y, x)))]);
  const pane = (slot: "before" | "stage", figure: typeof input) =>
    ({ slot, title: "", legend: "signed", ends: [-1, 1], figure, same: null }) as const;
  const [first, second] = someStages() as [Stage, Stage];
  const conv = { ...second, panes: [pane("stage", output)], params: { kernel_size: 3, stride: 1, padding: 1 } };
  const stages = [{ ...first, panes: [pane("stage", input)] }, conv];
  const weight = pack(Float32Array.from(KERNEL), [1, 1, 3, 3]);
  const kernels = {
    conv1: { figure: mapsFigure([[[0]]]), ends: [-1, 1] as const, weight, bias: pack(Float32Array.of(BIAS), [1]) },
  };
  const panes = { before: pane("before", input), stage: pane("stage", output) };
  setView({ ...view(), index: 1, stages, stage: conv, panes, kernels });
});

function numberAt(row: number, column: number): number {
  return KERNEL.reduce((sum, weight, i) => {
    const [y, x] = [row - 1 + Math.floor(i / 3), column - 1 + (i % 3)];
    return sum + weight * (INPUT[y]?.[x] ?? 0);
  }, BIAS);
}

function ledgerOf(row: number, column: number): Ledger {
  const ledger = ledgerInView(view(), [0, row, column]);
  if (!ledger) throw new Error("no ledger");
  return ledger;
}

test.each([
  [1, 1],
  [0, 0],
  [3, 2],
])("at row %i, column %i, terms, others and bias make the share of the total", (row, column) => {
  const { terms, rest, bias, total } = ledgerOf(row, column);
  const shares = [...terms.map(({ share }) => share), rest?.share ?? 0, bias?.share ?? 0];
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(total?.share ?? Number.NaN, 6);
  expect(Math.max(...shares.map(Math.abs), Math.abs(total?.share ?? 0))).toBeCloseTo(1, 6);
});

test("the largest come first, eight at most, and the others are one line", () => {
  const { terms, rest, value, total } = ledgerOf(1, 1);
  expect(terms).toHaveLength(8);
  expect(terms[0]).toMatchObject({ place: "row 1, column 2", index: [0, 1, 2], product: "+21.0000" });
  expect(rest).toMatchObject({ text: "1 others", value: "0.0000" });
  expect([value, total?.value]).toEqual([numberAt(1, 1).toFixed(4), numberAt(1, 1).toFixed(4)]);
});

test("the padding has no terms, and the receptive field ends where the input ends", () => {
  const { terms, rest, field } = ledgerOf(0, 0);
  expect(terms.map(({ index }) => index)).toHaveLength(4);
  expect(terms.every(({ index: [, row = -1, column = -1] }) => row >= 0 && column >= 0)).toBe(true);
  expect(rest).toBeNull();
  expect(field).toEqual([0, 0, 2, 2]);
});

test("where no kernel makes the numbers there is none", () => {
  setView({ ...view(), kernels: null });
  expect(ledgerInView(view(), [0, 0, 0])).toBeNull();
});
