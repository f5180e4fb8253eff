// The stage in view, and who is told when it changes. This module knows nothing of those that it tells.
import type { Slot } from "../contract";
import type { Kernels, Pane, Stage } from "../reading/answers";

/** map: the one that is shown large, where there are several. scale: one scale of colours for the stage, or one for each map. */
export interface View {
  index: number;
  stages: Stage[] | null;
  stage: Stage | null;
  panes: Partial<Record<Slot, Pane>>;
  kernels: Kernels | null;
  scale: "stage" | "map";
  /** Whether another reading stands beside this one, and takes the place of the pictures. */
  beside: boolean;
  /** Whether the stages are of a stroke that is still being drawn. */
  live: boolean;
  map: number;
}

/** moved: whether another stage, or the stages of another reading, came into view. */
type ViewListener = (view: View, moved: boolean) => void;

let current: View = {
  index: 0,
  stages: null,
  stage: null,
  panes: {},
  kernels: null,
  scale: "stage",
  beside: false,
  live: false,
  map: 0,
};
const shown: ViewListener[] = [];
const settled: ViewListener[] = [];

export const view = (): View => current;

export function setView(next: View): void {
  current = next;
}

/** Called at once when the view changes, before its pictures are drawn. */
export function onShown(listener: ViewListener): void {
  shown.push(listener);
}

/** Called when the picture of what came out is on the screen. */
export function onSettled(listener: ViewListener): void {
  settled.push(listener);
}

export function tellShown(moved: boolean): void {
  for (const listener of shown) listener(current, moved);
}

export function tellSettled(moved: boolean): void {
  for (const listener of settled) listener(current, moved);
}

/** The frame of a picture of the stage, with its title and legend. */
export function paneElement(slot: Slot): HTMLElement {
  const element = document.querySelector<HTMLElement>(`.pane[data-slot="${slot}"]`);
  if (!element) throw new Error(`the page has no pane ${slot}`);
  return element;
}
