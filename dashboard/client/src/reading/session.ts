// What the page reads: the one place where a change of the drawing or of the settings becomes a question.
// (The state machine behind it is reader.ts.)
import type { Settings } from "../contract";
import type { Drawing, Reading } from "./answers";

/** Called with every whole drawing: after a stroke, Undo, Clear, a sample, a link. The same drawing twice is no event. */
export function drawingChanged(_drawing: Drawing): void {}

/** Called while a stroke is drawn: the drawing with the stroke so far. As often as you like; it is asked now and then. */
export function drawingGrows(_drawing: Drawing): void {}

/** Called with the settings when the page starts and whenever they change. */
export function settingsChanged(_settings: Settings): void {}

/** What the stages in view belong to, or null where none are shown. */
export function currentReading(): Reading | null {
  return null;
}

/** Called when a prediction has been painted. live: while a stroke is still being drawn. */
export function onPredictionShown(_listener: (live: boolean) => void): void {}

/** Called when other stages are shown, or none any more. */
export function onReading(_listener: (reading: Reading | null) => void): void {}
