// Where a number comes from and where it leads: in every earlier stage the numbers that it depends on, its receptive
// field, and in every later one the numbers that it can reach, its influence. As `lenetlab.influence` has it.
import type { StageName } from "../contract";
import { windowOf } from "./kinds";
import type { Index } from "./numbers";
import { FIRST_OF_NETWORK, shapeOf, sourceOf } from "./receptive_field";
import type { View } from "./view";
import type { Range, Region } from "./windows";

/** The region of each stage that has to do with one number of the stage in view, itself included. */
export type Reach = ReadonlyMap<StageName, Region>;

export function reachOf(view: View, index: Index): Reach {
  const reach = new Map<StageName, Region>();
  const keep = (stage: number, region: Region) => {
    const name = view.stages?.[stage]?.name;
    if (name) reach.set(name, region);
  };
  const own: Region = index.map((place): Range => [place, place + 1]);
  keep(view.index, own);
  const first = view.stages?.findIndex(({ name }) => name === FIRST_OF_NETWORK) ?? -1;
  if (first < 0 || view.index < first) return reach;
  for (let stage = view.index, region: Region | null = own; region && stage > first; stage -= 1) {
    region = sourceOf(view, stage, region);
    if (region) keep(stage - 1, region);
  }
  const last = (view.stages?.length ?? 0) - 1;
  for (let stage = view.index + 1, region: Region | null = own; region && stage <= last; stage += 1) {
    region = reachedIn(view, stage, region);
    if (region) keep(stage, region);
  }
  return reach;
}

/** The numbers of a stage whose windows touch a region of its input: from the first to the last along each axis. */
function reachedIn(view: View, stage: number, region: Region): Region | null {
  const own = view.stages?.[stage];
  const [inputShape, outputShape] = [shapeOf(view, stage - 1), shapeOf(view, stage)];
  if (!own || !inputShape || !outputShape) return null;
  const axes = outputShape.map((length, axis) => {
    const touching = Array.from({ length }, (_, place) => place).filter((place) => {
      const at = outputShape.map((_, other) => (other === axis ? place : 0));
      const window = windowOf(own.kind, own.params, inputShape, outputShape, at);
      if (!window) return false;
      // Windows are as wide along one axis wherever they begin along the others, so each axis is looked at by itself.
      return outputShape.length === inputShape.length ? meet(window[axis], region[axis]) : meetAll(window, region);
    });
    const [from, to] = [touching[0], touching.at(-1)];
    return from === undefined || to === undefined ? null : ([from, to + 1] as const);
  });
  return axes.every((range) => range !== null) ? axes : null;
}

function meet(one: Range | undefined, other: Range | undefined): boolean {
  return one !== undefined && other !== undefined && one[0] < other[1] && other[0] < one[1];
}

function meetAll(one: Region, other: Region): boolean {
  return one.every((range, axis) => meet(range, other[axis]));
}
