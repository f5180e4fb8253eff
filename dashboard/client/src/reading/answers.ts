// The forms of what travels between the page and the server about a drawing.
import type { Kind, Settings, Slot, StageName } from "../contract";
import type { Edit } from "../drawing/edits";
import type { Packed, PlotlyFigure } from "../page/plotly";

/** One stroke: its brush in canvas units, and its SVG path ("M1,2L3,4"). */
export type Stroke = [brush: number, path: string];

/** A drawing as the server is told of it. sample: the index of the MNIST test image behind the strokes, or null. image: the
 * digit of a picture behind them, 28×28 grey levels in base64. edits: what is changed of the network that reads it. */
export interface Drawing {
  size: number;
  strokes: Stroke[];
  sample: number | null;
  image?: string;
  edits?: readonly Edit[];
}

/** What is read: a drawing, with settings. */
export interface Reading {
  drawing: Drawing;
  settings: Settings;
}

/** live: a stroke is still being drawn. stages, kernels: whether the answer shall have them. */
export interface ReadingQuestion extends Reading {
  live: boolean;
  stages: boolean;
  kernels: boolean;
}

/** How likely one digit is. rank: 1 for the likeliest of the ten. */
export interface Probability {
  digit: number;
  text: string;
  share: number;
  rank: number;
}

/** place: where the network's input lies, in parts of the canvas. bound: the end of the colour scale. */
export interface Saliency {
  values: Packed;
  bound: number;
  place: { left: number; top: number; width: number; height: number };
}

/** What the panel of the prediction shows. digit: "0" to "9", or a dash where there is none; hint: then says why.
 * probabilities: of all ten digits in their order, or none. doubtful: this does not look like a digit. */
export interface Prediction {
  digit: string;
  confidence: string;
  probabilities: Probability[];
  doubtful: boolean;
  hint: string;
  saliency: Saliency | null;
}

/** Where each map of a picture stands in it: see Grid.to_json in dashboard/figures/tiles.py. */
export interface Tiles {
  names: string[];
  corners: [row: number, column: number][];
  height: number;
  width: number;
  shape: [rows: number, columns: number];
}

export interface StageFigure extends PlotlyFigure {
  layout: Record<string, unknown> & { meta: { aspect: number; tiles?: Tiles; units?: number; label?: string } };
}

/** The numbers at the ends of a scale of colours. low: zero, or a number below it. */
export type Ends = readonly [low: number, high: number];

/** One picture of a stage. figure: or `same`, the stage whose picture it is. legend: what kind of scale its colours have. */
export interface SentPane {
  slot: Slot;
  title: string;
  legend: "signed" | "one_sided" | "ink" | "";
  ends: Ends;
  figure: StageFigure | null;
  same: StageName | null;
}

/** A picture with its figure. */
export interface Pane extends SentPane {
  figure: StageFigure;
}

/** What is said of a stage, with the markup of page/markup.ts. numbers: the learner's own. detail: when asked for. */
export interface StageText {
  title: string;
  shape: string;
  idea: string;
  why: string;
  numbers: string[];
  detail: string[];
  attempt: string;
}

/** by_hand: the channels or units that the visitor has set, and what is said of one of them. */
export interface Stage extends StageText {
  by_hand?: { units: number[]; says: string } | null;
  name: StageName;
  kind: Kind;
  panes: SentPane[];
  params: Record<string, number>;
}

/** The kernels of one convolution. weight: (out, in, k, k). bias: (out). */
export interface KernelSet {
  figure: StageFigure;
  ends: Ends;
  weight: Packed;
  bias: Packed;
}

export type Kernels = Partial<Record<StageName, KernelSet>>;

/** The answer to a question. note: on the settings. Parts that were not asked for are null. */
export interface ReadingAnswer {
  prediction: Prediction;
  note: string | null;
  stages: Stage[] | null;
  kernels: Kernels | null;
}
