// Whether there is anything to read.
import type { Drawing } from "../reading/answers";

export function isBlank({ strokes, sample }: Drawing): boolean {
  return strokes.length === 0 && sample === null;
}
