// Questions beside the reading itself: asked again until they are answered, with a notice while they are not.
import type { QuestionName } from "../contract";

/** The values of the answer's outputs in order; null when the server refuses the question or `signal` gives it up. */
export async function askPatiently(
  _name: QuestionName,
  _question: unknown,
  _signal?: AbortSignal,
): Promise<unknown[] | null> {
  return null;
}
