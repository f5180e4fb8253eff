// One question to the server, and what came of it.
//
// The page asks the app's callbacks itself, in Dash's own form, because Dash tells nobody when a request is lost, slow
// or refused: here each of these is an outcome like any other.
import { IDS, QUESTIONS, type QuestionName } from "../contract";
import { requestsPrefix } from "../dash";

const BODY_LIMIT_MS = 60_000; // For an answer that has begun: on a slow line it may be long under way.
const CALLBACKS = "_dash-update-component";
const USUAL_URGENCY = 3; // Of RFC 9218, where nothing is said.
const LIVE_URGENCY = 6; // What is read while a stroke is drawn is of use only at once.

/** status: of HTTP; null where no answer came. waitMs: what the server asks to wait before a new try. message: its words. */
export interface Failure {
  kind: "failed";
  status: number | null;
  waitMs: number;
  message?: string;
}

/** refused: the server says in words why it will not. given up: by whoever asked. */
export type Outcome<Answer> =
  | { kind: "answer"; answer: Answer }
  | { kind: "refused"; message: string }
  | { kind: "given up" }
  | Failure;

interface Reply {
  response?: Record<string, Record<string, unknown>>;
  sideUpdate?: Record<string, Record<string, unknown>>;
}

/** Ask once. The answer has the values of the question's outputs, in order. limitMs: in which it has to begin. isLive: a
 * server that has much to do answers others first. */
export async function ask(
  name: QuestionName,
  question: unknown,
  signal: AbortSignal,
  limitMs: number,
  isLive = false,
): Promise<Outcome<unknown[]>> {
  const limit = new AbortController();
  const stop = () => limit.abort();
  let timer = setTimeout(stop, limitMs);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    const response = await send(name, question, limit.signal, isLive);
    clearTimeout(timer);
    timer = setTimeout(stop, BODY_LIMIT_MS);
    return await outcomeOf(name, response);
  } catch {
    return signal.aborted ? { kind: "given up" } : { kind: "failed", status: null, waitMs: 0 };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

function send(name: QuestionName, question: unknown, signal: AbortSignal, isLive: boolean): Promise<Response> {
  const { input, outputs } = QUESTIONS[name];
  const urgency = isLive ? LIVE_URGENCY : QUESTIONS[name].urgency;
  const properties = outputs.map(propertyOf);
  const body = {
    output: outputs.length > 1 ? `..${outputs.join("...")}..` : outputs[0],
    outputs: outputs.length > 1 ? properties : properties[0],
    inputs: [{ ...propertyOf(input), value: question }],
    changedPropIds: [input],
    state: [],
  };
  return window.fetch(requestsPrefix() + CALLBACKS, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      ...(urgency === USUAL_URGENCY ? {} : { Priority: `u=${urgency}` }),
    },
    body: JSON.stringify(body),
    signal,
  });
}

function propertyOf(name: string): { id: string; property: string } {
  const [id = "", property = ""] = name.split(".");
  return { id, property };
}

async function outcomeOf(name: QuestionName, response: Response): Promise<Outcome<unknown[]>> {
  if (!response.ok) return failureOf(response);
  const reply: Reply = response.status === 204 ? {} : await response.json();
  const message = messageOf(reply);
  if (message !== undefined) return { kind: "refused", message };
  const values = QUESTIONS[name].outputs.map((output) => {
    const { id, property } = propertyOf(output);
    return reply.response?.[id]?.[property];
  });
  // Whatever answered (a proxy, another version of the server), it did not answer this question.
  if (values.includes(undefined)) return { kind: "failed", status: response.status, waitMs: 0 };
  return { kind: "answer", answer: values };
}

/** A fault of the server comes with its own words; whatever stands between may say anything. */
async function failureOf(response: Response): Promise<Failure> {
  const failure: Failure = { kind: "failed", status: response.status, waitMs: waitAskedFor(response.headers) };
  const message = messageOf((await response.json().catch(() => ({}))) as Reply);
  return message === undefined ? failure : { ...failure, message };
}

/** The milliseconds in Retry-After, which has seconds or the time of a day. That is by the server's own clock. */
function waitAskedFor(headers: Headers): number {
  const asked = headers.get("Retry-After") ?? "";
  const seconds = Number(asked);
  if (!Number.isNaN(seconds)) return Math.max(1000 * seconds, 0);
  const now = Date.parse(headers.get("Date") ?? "") || Date.now();
  return Math.max((Date.parse(asked) || 0) - now, 0);
}

/** What the server wants to be said in the notice. */
function messageOf(reply: Reply): string | undefined {
  const message = reply?.sideUpdate?.[IDS.noticeText]?.children;
  return typeof message === "string" ? message : undefined;
}
