// When the lines of Python are asked for: only while they are open, or to be copied, and once for what is in view. A
// slider that is dragged asks where it stops. Lines about something else stay in view for a moment, as a reading does.
import type { Reading } from "../reading/answers";
import { STALE_MS } from "../reading/reader";
import type { Clock } from "../reading/retry";

export const PAUSE_MS = 120;
export const PATIENCE_MS = 5000;

/** What the lines are about. layer: the number of the stage. index: of the cell chosen in it, or null. */
export interface Subject extends Reading {
  layer: number;
  index: number[] | null;
}

/** ask: gives null when there are no lines to be had. hide: takes away what `show` has shown. */
interface Ports {
  clock: Clock;
  ask(subject: Subject, signal: AbortSignal): Promise<string | null>;
  show(code: string): void;
  hide(): void;
}

export interface PythonLines {
  /** Something else is in view (null: nothing to read), or the lines have been opened or closed. */
  viewChanged(subject: Subject | null, isOpen: boolean): void;
  /** The lines for what is in view, as soon as they are there; null when they cannot be had, or not in time. */
  wanted(): Promise<string | null>;
}

interface Question {
  key: string;
  lines: Promise<string | null>;
  giveUp(): void;
}

export function createPythonLines(ports: Ports): PythonLines {
  let subject: Subject | null = null;
  let subjectKey: string | null = null;
  let question: Question | null = null;
  let shownKey: string | null = null; // What the lines in view are about; null where there are none.
  let callOffAsking = () => {};
  let callOffHiding: (() => void) | null = null;

  function viewChanged(inView: Subject | null, isOpen: boolean): void {
    subject = inView;
    subjectKey = subject && JSON.stringify(subject);
    callOffAsking();
    if (subject === null) {
      giveUp();
      hide();
      return;
    }
    hideOldLinesSoon();
    if (isOpen) callOffAsking = ports.clock.after(PAUSE_MS, askForSubject);
  }

  // ---- what is in view ----

  function show(asked: Question, code: string): void {
    endHiding();
    shownKey = asked.key;
    ports.show(code);
  }

  function hide(): void {
    endHiding();
    if (shownKey === null) return;
    if (question?.key === shownKey) question = null; // So that the same lines are asked for when they are wanted again.
    shownKey = null;
    ports.hide();
  }

  /** The time runs from the first change on: a slider that is dragged on and on must not keep old lines in view. */
  function hideOldLinesSoon(): void {
    if (shownKey === null || shownKey === subjectKey) endHiding();
    else callOffHiding ??= ports.clock.after(STALE_MS, hide);
  }

  function endHiding(): void {
    callOffHiding?.();
    callOffHiding = null;
  }

  // ---- asking ----

  function giveUp(): void {
    question?.giveUp();
    question = null;
  }

  /** Ask for what is in view, unless that is what was asked last. */
  function askForSubject(): void {
    if (subject === null || subjectKey === null || question?.key === subjectKey) return;
    giveUp();
    const asking = new AbortController();
    const asked: Question = { key: subjectKey, lines: ports.ask(subject, asking.signal), giveUp: () => asking.abort() };
    question = asked;
    void asked.lines.then((code) => receive(asked, code));
  }

  /** Lines that cannot be had now, or come when something else is in view, may be had at the next asking. */
  function receive(asked: Question, code: string | null): void {
    if (asked !== question) return;
    if (code !== null && asked.key === subjectKey) {
      show(asked, code);
      return;
    }
    question = null;
    if (shownKey !== subjectKey) hide();
  }

  async function wanted(): Promise<string | null> {
    callOffAsking();
    askForSubject();
    const tooLate = new Promise<null>((done) => ports.clock.after(PATIENCE_MS, () => done(null)));
    return Promise.race([lastLines(), tooLate]);
  }

  /** The lines of the last question: who waits for one that is given up for another waits for that one. */
  async function lastLines(): Promise<string | null> {
    const waitsFor = question;
    if (waitsFor === null) return null;
    const code = await waitsFor.lines;
    const replaced = question !== null && question !== waitsFor;
    return code === null && replaced ? lastLines() : code;
  }

  return { viewChanged, wanted };
}
