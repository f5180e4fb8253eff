// The readout while a stroke is drawn: asked many times a second, but never before the last answer is on the screen, so
// that drawing is never disturbed. Where stages take long, most questions do without them.
import type { Drawing } from "./answers";
import type { Clock } from "./retry";

export const EVERY_MS = 60; // From one question to the next, at least.
export const QUICK_MS = 100; // Stages that take no longer than this come with every answer.
const PATIENCE_MS = 1500; // An answer that never comes must not silence the rest of the stroke.
const LEAST_WAIT_MS = 16;
const MOST_SKIPPED = 8; // Questions in a row without stages, on the slowest of machines.

/** One question about a growing drawing. stages: whether its answer shall have them. */
export interface LiveQuestion {
  drawing: Drawing;
  stages: boolean;
  signal: AbortSignal;
}

/** Decides when a growing drawing is asked about. */
export interface LiveReadout {
  /** drawing: makes the drawing so far; called only when it is asked about. */
  grow(drawing: () => Drawing): void;
  end(): void;
}

/** ask: fulfilled when the answer is on the screen or has failed. */
export function createLiveReadout(clock: Clock, ask: (question: LiveQuestion) => Promise<void>): LiveReadout {
  let latest: (() => Drawing) | null = null;
  let drawing = false;
  let sentAt = 0;
  let skip = 0; // How many of the next questions do without stages.
  let underWay: AbortController | null = null;
  let callOff: (() => void) | null = null;

  function grow(next: () => Drawing): void {
    if (!drawing) sentAt = clock.now();
    drawing = true;
    latest = next;
    if (!callOff) attempt();
  }

  function attempt(): void {
    callOff = null;
    if (!latest) return;
    const waited = clock.now() - sentAt;
    if (waited >= EVERY_MS && (!underWay || waited > PATIENCE_MS)) send(latest());
    else callOff = clock.after(Math.max(EVERY_MS - waited, LEAST_WAIT_MS), attempt);
  }

  async function send(next: Drawing): Promise<void> {
    underWay?.abort();
    const question = new AbortController();
    underWay = question;
    latest = null;
    sentAt = clock.now();
    const stages = skip === 0;
    skip = Math.max(skip - 1, 0);
    await ask({ drawing: next, stages, signal: question.signal });
    if (underWay !== question) return;
    underWay = null;
    if (stages) skip = Math.min(Math.floor((clock.now() - sentAt) / QUICK_MS), MOST_SKIPPED);
    if (latest && callOff) attemptNow();
  }

  /** The answer is there: the next question need not wait for its timer. */
  function attemptNow(): void {
    callOff?.();
    attempt();
  }

  function end(): void {
    underWay?.abort();
    callOff?.();
    drawing = false;
    latest = null;
    underWay = null;
    callOff = null;
  }

  return { grow, end };
}
