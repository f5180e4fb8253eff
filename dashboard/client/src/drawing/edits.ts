// What the visitor has changed of the network: kernels, single weights, and what channels and units give. Each change
// belongs to the weights that it was made in: those of a kernel size, stride and padding, pretrained or random.
import { EDITS, type Settings } from "../contract";

export type EditName = keyof typeof EDITS.lengths;
type Network = Pick<Settings, "kernel_size" | "stride" | "padding" | "weights">;

/** One change, as the server is told of it. name, place: of what is replaced, such as "conv2.weight" at [out, in] or
 * [out, in, row, column], and "relu3.output" at [unit]. values: of a kernel row by row, or a single one. */
export interface Edit extends Network {
  name: EditName;
  place: number[];
  values: number[];
}

/** A little ink at every pixel, against the answer: the one change that is none of the network. */
export const NUDGE = "input.nudge";

const SCALE = 10 ** EDITS.decimals;
const OF_NETWORK = ["kernel_size", "stride", "padding", "weights"] as const;

/** The least and the largest value of a change. */
export function endsOf(name: EditName): readonly [least: number, largest: number] {
  if (name === NUDGE) return [0, 1];
  const far = name.endsWith(".output") ? EDITS.farthestOutput : EDITS.farthest;
  return [-far, far];
}

/** A value as near as a change can be to it. */
function allowed(value: number, name: EditName): number {
  const [least, largest] = endsOf(name);
  return Math.round(Math.min(Math.max(value, least), largest) * SCALE) / SCALE;
}

export function editOf(
  { kernel_size, stride, padding, weights }: Network,
  name: EditName,
  place: readonly number[],
  values: readonly number[],
): Edit {
  return {
    kernel_size,
    stride,
    padding,
    weights,
    name,
    place: [...place],
    values: values.map((value) => allowed(value, name)),
  };
}

/** Whether it is a change of the network with these settings, and of a part that this has. */
export function isInForce(edit: Edit, settings: Settings): boolean {
  const isHere = OF_NETWORK.every((key) => edit[key] === settings[key]);
  const channel = { "conv1.weight": 0, "relu1.output": 0, "conv2.weight": 1 }[edit.name as string];
  return isHere && (channel === undefined || (edit.place[channel] ?? 0) < settings.filters);
}

function isOfSame(one: Edit, other: Edit): boolean {
  return one.name === other.name && OF_NETWORK.every((key) => one[key] === other[key]);
}

/** Whether the place of the one is, or lies in, that of the other. */
function liesIn(one: Edit, other: Edit): boolean {
  return isOfSame(one, other) && other.place.every((at, axis) => one.place[axis] === at);
}

/** With one more change. It stands in the place of those of the same, and a weight of a changed kernel is part of it. */
export function withEdit(edits: readonly Edit[], edit: Edit): Edit[] {
  const kernel = edits.find((other) => other.place.length < edit.place.length && liesIn(edit, other));
  if (!kernel) return [...edits.filter((other) => !liesIn(other, edit)), edit];
  const [row = 0, column = 0] = edit.place.slice(kernel.place.length);
  const values = [...kernel.values];
  values[row * Math.sqrt(values.length) + column] = edit.values[0] ?? 0;
  return edits.map((other) => (other === kernel ? { ...kernel, values } : other));
}

/** Without the changes of a place and of all that lies in it. */
export function withoutEdit(edits: readonly Edit[], edit: Edit): Edit[] {
  return edits.filter((other) => !liesIn(other, edit));
}
