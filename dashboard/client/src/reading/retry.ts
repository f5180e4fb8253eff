// When to try again after a question failed.
import type { Failure } from "./ask";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
const LONGEST_WAIT_ASKED_FOR_MS = 60_000;
const FIRST_LIMIT_MS = 10_000;
const LONGEST_LIMIT_MS = 60_000;
const MOST_TRIES_OF_A_BAD_REQUEST = 3;

/** What the page needs of time, so that tests can let it pass at will. `after` gives a function that calls it off.
 *
 * spread: by what part more to wait, by chance, so that a whole class does not come back in the same moment.
 */
export interface Clock {
  now(): number;
  after(ms: number, act: () => void): () => void;
  spread(): number;
}

export const CLOCK: Clock = {
  now: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  spread: () => Math.random() / 4,
};

/** Milliseconds to the next try after so many failures in a row; null where another try would be of no use. */
export function waitAfter(failure: Failure, failures: number, spread: number): number | null {
  if (isBadRequest(failure) && failures >= MOST_TRIES_OF_A_BAD_REQUEST) return null;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
  return Math.max(Math.min(failure.waitMs, LONGEST_WAIT_ASKED_FOR_MS), wait * (1 + spread));
}

/** How long a server may take to begin its answer after so many failures in a row: one that is busy gets more time. */
export function limitAfter(failures: number): number {
  return Math.min(FIRST_LIMIT_MS * 2 ** failures, LONGEST_LIMIT_MS);
}

/** The server has understood the request and will have none of it, so the same request will hardly do better later. */
function isBadRequest({ status }: Failure): boolean {
  return status !== null && status >= 400 && status < 500 && status !== 408 && status !== 429;
}
