// The reading of the example with the settings of a fresh page. It is the same for everybody, so the server has it as a
// file, which the browser keeps from visit to visit.

import { EXAMPLE } from "../contract";
import { drawingOf, example } from "../drawing/canvas_state";
import type { ReadingAnswer, ReadingQuestion } from "./answers";
import { DEFAULT_SETTINGS } from "./settings";

type Answer = [digit: string, answer: ReadingAnswer];

const QUESTION = JSON.stringify([drawingOf(example(EXAMPLE.size)), DEFAULT_SETTINGS]);

/** The answer to a question about the example, with its stages and without kernels; null where it is about something else,
 * or where the file cannot be had. */
export async function exampleAnswer(question: ReadingQuestion, signal: AbortSignal): Promise<Answer | null> {
  const url = document.documentElement.dataset.example;
  if (!url || question.live || JSON.stringify([question.drawing, question.settings]) !== QUESTION) return null;
  try {
    const response = await window.fetch(url, { signal });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
