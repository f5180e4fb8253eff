// When to try again after a question failed.
import type { Failure } from "./ask";
import type { Trouble } from "./trouble";

const FIRST_WAIT_MS = 500;
export const LONGEST_WAIT_MS = 8_000;
const LONGEST_WAIT_ASKED_FOR_MS = 60_000;
const FIRST_LIMIT_MS = 10_000;
const LONGEST_LIMIT_MS = 60_000;
const MOST_TRIES_OF_A_BAD_REQUEST = 3;
const SAID_FROM_MS = 1_000; // Who waits longer for a busy server is told why.
const USUAL_SPREAD = 0.25; // By what part more to wait at most after what is no sign of a crowd.

/** What the page needs of time, so that tests can let it pass at will. `after` gives a function that calls it off.
 *
 * spread: by chance, 0 to 1, how much more to wait, so that a whole class does not come back in the same moment.
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
  spread: () => Math.random(),
};

/** Milliseconds to the next try after so many failures in a row; null where another try would be of no use. A busy server
 * has sent many away at once, so they come back over a time as long as the wait that it asks for. */
export function waitAfter(failure: Failure, failures: number, spread: number): number | null {
  if (isBadRequest(failure) && failures >= MOST_TRIES_OF_A_BAD_REQUEST) return null;
  const own = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
  const wait = Math.max(Math.min(failure.waitMs, LONGEST_WAIT_ASKED_FOR_MS), own);
  return wait + Math.min(wait, LONGEST_WAIT_MS) * spread * (isBusy(failure) ? 1 : USUAL_SPREAD);
}

/** What the visitor is told after so many failures in a row, with that wait to come; null: nothing yet. One that a busy
 * server sends away for a moment would see a notice flash that is gone before it is read. */
export function troubleAfter(failure: Failure, failures: number, wait: number | null): Trouble | null {
  if (wait === null) return isUnknown(failure) ? { ...failure, kind: "outdated" } : failure;
  return isBusy(failure) && failures === 1 && wait < SAID_FROM_MS ? null : failure;
}

/** Whether the server could answer this, but not now. */
export function isBusy({ status }: Failure): boolean {
  return status === 503 || status === 429;
}

/** Whether the server does not know what it was asked, as after a change of its version. */
function isUnknown({ status }: Failure): boolean {
  return status === 400 || status === 404;
}

/** How long a server may take to begin its answer after so many failures in a row: one that is busy gets more time. */
export function limitAfter(failures: number): number {
  return Math.min(FIRST_LIMIT_MS * 2 ** failures, LONGEST_LIMIT_MS);
}

/** The server has understood the request and will have none of it, so the same request will hardly do better later. */
function isBadRequest({ status }: Failure): boolean {
  return status !== null && status >= 400 && status < 500 && status !== 408 && status !== 429;
}
