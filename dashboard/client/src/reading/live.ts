// The readout while a stroke is drawn: asked several times a second, but never before the last answer has come.
import type { Drawing } from "./answers";
import type { Clock } from "./retry";

const EVERY_MS = 100;
const PATIENCE_MS = 1500; // An answer that never comes must not silence the rest of the stroke.
const LEAST_WAIT_MS = 16;

/** Decides when a growing drawing is asked. `ask` is fulfilled when the answer is there or has failed. */
export interface LiveReadout {
  /** drawing: makes the drawing so far; called only when it is asked about. */
  grow(drawing: () => Drawing): void;
  end(): void;
}

export function createLiveReadout(
  clock: Clock,
  ask: (drawing: Drawing, signal: AbortSignal) => Promise<void>,
): LiveReadout {
  let latest: (() => Drawing) | null = null;
  let drawing = false;
  let sentAt = 0;
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
    await ask(next, question.signal);
    if (underWay === question) underWay = null;
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
