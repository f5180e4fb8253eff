// Whether there is anything to read.
import type { Drawing } from "../reading/answers";

export function isBlank({ strokes, sample, image }: Drawing): boolean {
  return strokes.length === 0 && sample === null && image === undefined;
}
