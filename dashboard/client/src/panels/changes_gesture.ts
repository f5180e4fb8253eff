// How a change is made: at once, or as part of a gesture, a weight that is dragged or typed, all of which is one change.

import type { CanvasState } from "../drawing/canvas_state";
import { type Edit, withEdit } from "../drawing/edits";
import { onReading } from "../reading/session";
import { editNetwork } from "./canvas";
import { currentDrawing } from "./canvas_figure";

type Next = (edits: readonly Edit[]) => readonly Edit[];

/** made: what it has made of the canvas, so that it does not go on with what another change has made. */
interface Gesture {
  made: CanvasState | null;
}

const listeners: ((hasRoom: boolean) => void)[] = [];

let gesture: Gesture | null = null;
let waiting = false; // For the reading of the gesture's last change.
let pending: Edit | null = null;

/** Called when a change has been made or a gesture has ended. hasRoom: unless a link had no room for the change. */
export function onChanged(listener: (hasRoom: boolean) => void): void {
  listeners.push(listener);
}

export function isInGesture(): boolean {
  return gesture !== null;
}

/** What is changed from now on is one change, until the gesture ends. */
export function beginGesture(): void {
  gesture ??= { made: null };
}

export function endGesture(): void {
  if (!gesture) return;
  const next = pending;
  pending = null;
  if (next) void apply((before) => withEdit(before, next));
  gesture = null;
  waiting = false;
  void Promise.resolve().then(() => tell(true));
}

/** Changes of a gesture that come faster than they can be read are left out, all but the last. */
export function change(edit: Edit): void {
  if (gesture && waiting) pending = edit;
  else void apply((before) => withEdit(before, edit));
}

export async function apply(next: Next): Promise<void> {
  const own = gesture;
  const before = changes();
  waiting = own !== null;
  const state = await editNetwork(next, (state) => state === own?.made);
  const isNews = state !== null && changes() !== before;
  if (!isNews) waiting = false; // Nothing new is read then.
  if (isNews && own) own.made = state;
  tell(state !== null);
}

function changes(): string {
  return JSON.stringify(currentDrawing().edits ?? []);
}

function tell(hasRoom: boolean): void {
  for (const listener of listeners) listener(hasRoom);
}

onReading(() => {
  waiting = false;
  const next = pending;
  pending = null;
  if (next) change(next);
});
