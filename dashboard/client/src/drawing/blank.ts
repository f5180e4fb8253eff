// Whether there is anything to read.
import type { Drawing } from "../reading/answers";

/** Whether there is anything that the visitor made, on the canvas or of the network. */
export function isUntouched(drawing: Drawing): boolean {
  return isBlank(drawing) && (drawing.edits ?? []).length === 0;
}

export function isBlank({ strokes, sample, image }: Drawing): boolean {
  return strokes.length === 0 && sample === null && image === undefined;
}
