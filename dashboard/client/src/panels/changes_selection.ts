// Which kernel, channel or unit the panel of changes shows, and what is there of it.
import { EDITS, type Settings, type StageName } from "../contract";
import { type Edit, type EditName, isInForce } from "../drawing/edits";
import type { KernelSet } from "../reading/answers";
import { learnedKernels } from "../reading/session";
import { kernelsOf } from "../stages/edited_kernels";
import { weightsOf } from "../stages/kernel_panes";
import { mapOf, valueAt } from "../stages/numbers";
import { view } from "../stages/view";
import type { Content, Part } from "./changes_elements";

/** cell: row and column of the weight to change. input: the channel that the kernel reads. */
export interface Selection {
  part: Part;
  unit: number;
  input: number;
  cell: [row: number, column: number];
}

/** What is replaced of each part: its kernels, and what its channels or units give. */
export const NAMES: Record<Part, { kernel: EditName | null; output: EditName; stage: StageName }> = {
  conv1: { kernel: "conv1.weight", output: "relu1.output", stage: "relu1" },
  conv2: { kernel: "conv2.weight", output: "relu2.output", stage: "relu2" },
  fc1: { kernel: null, output: "relu3.output", stage: "relu3" },
  fc2: { kernel: null, output: "relu4.output", stage: "relu4" },
};

export const PART_OF_STAGE: Partial<Record<StageName, Part>> = {
  conv1: "conv1",
  relu1: "conv1",
  pool1: "conv1",
  conv2: "conv2",
  relu2: "conv2",
  pool2: "conv2",
  pool3: "conv2",
  fc1: "fc1",
  relu3: "fc1",
  fc2: "fc2",
  relu4: "fc2",
};

export function firstOf(part: Part): Selection {
  return { part, unit: 0, input: 0, cell: [0, 0] };
}

/** How many channels or units a part has, and how many channels each of its kernels reads. */
function countsOf(part: Part, { filters }: Settings): [units: number, inputs: number] {
  const [units = 1, inputs = 1] = EDITS.channels[NAMES[part].kernel ?? NAMES[part].output];
  if (part === "conv1") return [filters, 1];
  return [units, part === "conv2" ? filters : inputs];
}

/** The selection, or the nearest one that there is with these settings. */
export function within({ part, unit, input, cell }: Selection, settings: Settings): Selection {
  const [units, inputs] = countsOf(part, settings);
  const last = sideOf(part, settings) - 1;
  const [row, column] = cell;
  return {
    part,
    unit: Math.min(unit, units - 1),
    input: Math.min(input, inputs - 1),
    cell: [Math.min(row, last), Math.min(column, last)],
  };
}

/** Of the kernels of a convolution. */
export function sideOf(part: Part, settings: Settings): Settings["kernel_size"] {
  return part === "conv1" ? settings.kernel_size : EDITS.conv2Side;
}

/** all: the changes, those of other settings too. */
export function contentOf(selection: Selection, settings: Settings, all: readonly Edit[]): Content {
  const { part, unit, input } = selection;
  const { kernel, output } = NAMES[part];
  const [units, inputs] = countsOf(part, settings);
  const edits = all.filter((edit) => isInForce(edit, settings));
  const set = setOf(part, settings, all);
  const isAt = (edit: Edit, name: EditName | null, ...place: number[]) =>
    edit.name === name && place.every((at, axis) => edit.place[axis] === at);
  return {
    ...selection,
    units,
    inputs,
    side: sideOf(part, settings),
    weights: set && weightsOf(set, unit, input),
    bound: set?.ends[1] ?? 1,
    kernelName: kernel,
    isKernelChanged: edits.some((edit) => isAt(edit, kernel, unit, input)),
    output: edits.find((edit) => isAt(edit, output, unit)) ?? null,
    outputName: output,
    canFreeze: valueNow(selection) !== null,
    edits,
    elsewhere: all.length - edits.length,
  };
}

/** The kernels of a convolution with the changes of now, whatever the page shows at the moment. */
function setOf(part: Part, settings: Settings, edits: readonly Edit[]): KernelSet | null {
  const learned = learnedKernels(settings);
  if (!learned || (part !== "conv1" && part !== "conv2")) return null;
  return kernelsOf(edits, settings, learned)[part] ?? null;
}

/** What a channel gives now, the mean of its map, or a unit; null where nothing is read. */
export function valueNow({ part, unit }: Selection): number | null {
  const stage = view().stages?.find(({ name }) => name === NAMES[part].stage);
  const figure = stage?.panes.at(-1)?.figure;
  if (!figure) return null;
  const numbers = mapOf(figure, unit).flatMap((row) => Array.from(row));
  if (part === "fc1" || part === "fc2" || numbers.length === 0) return valueAt(figure, [unit]);
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
