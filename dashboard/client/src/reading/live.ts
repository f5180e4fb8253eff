// The readout while a stroke is drawn: asked many times a second, but never before the last answer is on the screen, so
// that drawing is never disturbed. Where stages take long, most questions do without them. In a full room the film slows
// down (see pace.ts), and a server that is too busy to answer is left alone for as long as it asks.
import type { Drawing } from "./answers";
import type { Failure } from "./ask";
import { createPace } from "./pace";
import { type Clock, LONGEST_WAIT_MS, waitAfter } from "./retry";

export const EVERY_MS = 60; // From one question to the next, at least.
export const QUICK_MS = 100; // Stages that take no longer than this come with every answer.
export const PATIENCE_MS = 1500; // An answer that never comes must not silence the rest of the stroke.
const LEAST_WAIT_MS = 16;
const MOST_SKIPPED = 8; // Questions in a row without stages, on the slowest of machines and in a full room.

/** One question about a growing drawing. stages: whether its answer shall have them. */
export interface LiveQuestion {
  drawing: Drawing;
  stages: boolean;
  signal: AbortSignal;
}

/** How a question went. tookMs: until the server was heard. failure: null where it had an answer. */
export interface Heard {
  tookMs: number;
  failure: Failure | null;
}

/** Decides when a growing drawing is asked about. */
export interface LiveReadout {
  /** drawing: makes the drawing so far; called only when it is asked about. */
  grow(drawing: () => Drawing): void;
  end(): void;
  /** Ask nothing for so many milliseconds: the server is busy. */
  rest(ms: number): void;
  /** There is no reason to rest any longer. */
  goOn(): void;
}

/** ask: fulfilled when the answer is on the screen or has failed. */
export function createLiveReadout(clock: Clock, ask: (question: LiveQuestion) => Promise<Heard>): LiveReadout {
  const pace = createPace();
  let latest: (() => Drawing) | null = null;
  let drawing = false;
  let sentAt = 0;
  let nextAt = 0; // From when on the next question may be asked.
  let withStages = false; // Whether the question under way asks for them.
  let skip = 0; // How many of the next questions do without stages.
  let failures = 0; // In a row.
  let underWay: AbortController | null = null;
  let callOff: (() => void) | null = null;

  function grow(next: () => Drawing): void {
    if (!drawing) notBefore(EVERY_MS);
    drawing = true;
    latest = next;
    if (!callOff) attempt();
  }

  function notBefore(ms: number): void {
    nextAt = Math.max(nextAt, clock.now() + ms);
  }

  function attempt(): void {
    callOff = null;
    if (!latest) return;
    const now = clock.now();
    const isFree = !underWay || now - sentAt > PATIENCE_MS;
    if (isFree && now >= nextAt) send(latest());
    else callOff = clock.after(Math.max(nextAt - now, LEAST_WAIT_MS), attempt);
  }

  async function send(next: Drawing): Promise<void> {
    giveUp();
    const question = new AbortController();
    underWay = question;
    latest = null;
    sentAt = clock.now();
    notBefore(EVERY_MS);
    withStages = skip === 0;
    skip = Math.max(skip - 1, 0);
    const heard = await ask({ drawing: next, stages: withStages, signal: question.signal });
    if (underWay !== question) return;
    underWay = null;
    if (heard.failure) restAfter(heard.failure);
    else learn(heard.tookMs);
    if (latest && callOff) attemptNow();
  }

  /** What was not answered in all this time tells of a busy server as an answer does. */
  function giveUp(): void {
    if (!underWay) return;
    underWay.abort();
    pace.heard(withStages, clock.now() - sentAt);
  }

  function learn(tookMs: number): void {
    failures = 0;
    pace.heard(withStages, tookMs);
    const pause = pace.pauseMs();
    notBefore(pause);
    if (withStages) skip = Math.min(Math.floor((clock.now() - sentAt + pause) / QUICK_MS), MOST_SKIPPED);
    else if (pause > 0) skip = Math.max(skip, 1);
  }

  function restAfter(failure: Failure): void {
    failures += 1;
    skip = MOST_SKIPPED;
    notBefore(waitAfter(failure, failures, clock.spread()) ?? LONGEST_WAIT_MS);
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

  function goOn(): void {
    nextAt = clock.now();
    if (callOff) attemptNow();
  }

  return { grow, end, rest: notBefore, goOn };
}
