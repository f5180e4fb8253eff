// Questions beside the reading itself: asked again until they are answered, with a notice while they are not.
import type { QuestionName } from "../contract";
import { clearTrouble, tellTrouble } from "../panels/notice";
import { ask } from "./ask";
import { CLOCK, limitAfter, troubleAfter, waitAfter } from "./retry";

/** The values of the answer's outputs in order; null when the server refuses the question or `signal` gives it up. source:
 * whose trouble a notice speaks of. */
export async function askPatiently(
  name: QuestionName,
  question: unknown,
  signal: AbortSignal = new AbortController().signal,
  source: string = name,
): Promise<unknown[] | null> {
  for (let failures = 0; !signal.aborted; ) {
    const outcome = await ask(name, question, signal, limitAfter(failures));
    if (outcome.kind === "given up") break;
    if (outcome.kind === "refused") {
      tellTrouble(source, outcome);
      return null;
    }
    if (outcome.kind === "answer") {
      clearTrouble(source);
      return outcome.answer;
    }
    failures += 1;
    const wait = waitAfter(outcome, failures, CLOCK.spread());
    const trouble = troubleAfter(outcome, failures, wait);
    if (trouble) tellTrouble(source, trouble);
    if (wait === null) return null;
    await pause(wait, signal);
  }
  clearTrouble(source);
  return null;
}

/** Over after so many milliseconds, at once when the browser is online again or the question is given up. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      callOff();
      window.removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      done();
    };
    const callOff = CLOCK.after(ms, end);
    window.addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}
