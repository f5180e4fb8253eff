// When the lines of Python are asked for: only while they are open, or to be copied, and once for what is in view. A
// slider that is dragged asks where it stops.
import type { Reading } from "../reading/answers";
import type { Clock } from "../reading/retry";

export const PAUSE_MS = 120;
export const PATIENCE_MS = 5000;

/** What the lines are about. layer: the number of the stage. index: of the cell chosen in it, or null. */
export interface Subject extends Reading {
  layer: number;
  index: number[] | null;
}

/** ask: gives null when there are no lines to be had. */
export interface Ports {
  clock: Clock;
  ask(subject: Subject, signal: AbortSignal): Promise<string | null>;
  show(code: string): void;
}

export interface PythonLines {
  /** Something else is in view, or the lines have been opened or closed. */
  follow(subject: Subject | null, isOpen: boolean): void;
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
  let question: Question | null = null;
  let callOff = () => {};

  function follow(inView: Subject | null, isOpen: boolean): void {
    subject = inView;
    callOff();
    if (subject === null) giveUp();
    else if (isOpen) callOff = ports.clock.after(PAUSE_MS, ask);
  }

  function giveUp(): void {
    question?.giveUp();
    question = null;
  }

  /** Ask for what is in view, unless that is what was asked last. */
  function ask(): void {
    if (subject === null) return;
    const key = JSON.stringify(subject);
    if (question?.key === key) return;
    giveUp();
    const asking = new AbortController();
    const asked: Question = { key, lines: ports.ask(subject, asking.signal), giveUp: () => asking.abort() };
    question = asked;
    void asked.lines.then((code) => take(asked, code));
  }

  /** Lines that cannot be had now may be had at the next asking. */
  function take(asked: Question, code: string | null): void {
    if (asked !== question) return;
    if (code === null) question = null;
    else ports.show(code);
  }

  async function wanted(): Promise<string | null> {
    callOff();
    ask();
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

  return { follow, wanted };
}
