// What the page knows of each kind of stage, in one table: a new kind of stage needs one entry here.
import type { Kind } from "../contract";
import { fixed } from "../page/number_format";
import type { StageFigure } from "../reading/answers";
import { say } from "../words";
import { type Index, tilesOf, valueAt } from "./numbers";
import {
  avgPoolWindow,
  cellsIn,
  centreWindow,
  convWindow,
  cropWindow,
  flattenWindow,
  maxPoolWindow,
  type Origin,
  type Params,
  param,
  type Region,
  sameWindow,
  startOf,
  wholeWindow,
} from "./windows";
import { winnerOf } from "./winners";

/** One number of a stage. region: of the stage's input, where it comes from. input: the picture of what went in. */
export interface Cell {
  params: Params;
  index: Index;
  region: Region;
  input: StageFigure;
}

interface StageKind {
  /** The region of the stage's input that a number comes from; null where the page knows of none. */
  window: (origin: Origin) => Region | null;
  /** In short, where a number comes from; "" where its place says it all. */
  says: (cell: Cell) => string;
  /** Whether a kernel for each map makes its numbers: they are shown, and can slide. */
  hasKernels: boolean;
  /** Whether one cell of each window wins: in the picture of what went in, the others fade. */
  hasWinners: boolean;
  /** Whether each of its maps is made of the same map of what went in. */
  isMapByMap: boolean;
  /** Whether its shape follows from the drawing, and not from the settings. */
  isOfTheDrawing: boolean;
}

const PLAIN: StageKind = {
  window: sameWindow,
  says: () => "",
  hasKernels: false,
  hasWinners: false,
  isMapByMap: false,
  isOfTheDrawing: false,
};
const OF_THE_DRAWING: StageKind = { ...PLAIN, isOfTheDrawing: true };

function saysWhichCell({ region }: Cell): string {
  const [, row, column] = startOf(region);
  return say("cell.same", { row, column });
}

function saysWhatWasAdded({ region }: Cell): string {
  return say("cell.conv", { count: cellsIn(region) });
}

function saysWhetherItStays({ input, index }: Cell): string {
  const before = valueAt(input, index);
  return before < 0 ? say("cell.relu_cut", { before: fixed(before) }) : say("cell.relu_kept");
}

function saysWhichWon({ params, input, region }: Cell): string {
  if (param(params, "kernel_size") === 1) return "";
  const winner = winnerOf(input, region);
  if (!winner) return say("cell.pool_zero");
  const [, row, column] = winner;
  return say("cell.pool_won", { row, column });
}

function saysWhatIsAveraged({ region }: Cell): string {
  const [, [top, bottom] = [0, 0], [left, right] = [0, 0]] = region;
  return say("cell.avg", { top, bottom: bottom - 1, left, right: right - 1 });
}

function saysWhichMap({ input, region }: Cell): string {
  const [map, row, column] = startOf(region);
  return say("cell.flatten", { name: tilesOf(input)?.names[map] ?? "", row, column });
}

export const KINDS: Readonly<Record<Kind, StageKind>> = {
  ink: { ...OF_THE_DRAWING, window: () => null },
  crop: { ...OF_THE_DRAWING, window: cropWindow, says: saysWhichCell },
  scale: { ...OF_THE_DRAWING, window: () => null },
  centre: { ...OF_THE_DRAWING, window: centreWindow, says: saysWhichCell },
  input: PLAIN,
  conv: { ...PLAIN, window: convWindow, says: saysWhatWasAdded, hasKernels: true },
  relu: { ...PLAIN, says: saysWhetherItStays, isMapByMap: true },
  max_pool: { ...PLAIN, window: maxPoolWindow, says: saysWhichWon, hasWinners: true, isMapByMap: true },
  avg_pool: { ...PLAIN, window: avgPoolWindow, says: saysWhatIsAveraged, isMapByMap: true },
  flatten: { ...PLAIN, window: flattenWindow, says: saysWhichMap },
  linear: { ...PLAIN, window: wholeWindow },
  softmax: { ...PLAIN, window: wholeWindow },
};

/** The region of the stage's input that one of its numbers comes from, padding included; null where there is none. */
export function windowOf(
  kind: Kind,
  params: Params,
  inputShape: readonly number[],
  outputShape: readonly number[],
  index: Index,
): Region | null {
  return KINDS[kind].window({ params, inputShape, outputShape, index });
}
