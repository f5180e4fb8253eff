// One question to the server, and what came of it.
//
// The page asks the app's callbacks itself, in Dash's own form, because Dash tells nobody when a request is lost, slow
// or refused: here each of these is an outcome like any other.
import { IDS, QUESTIONS, type QuestionName } from "../contract";
import { requestsPrefix } from "../dash";

export const PATIENCE_MS = 10_000;
const CALLBACKS = "_dash-update-component";

/** status: of HTTP; null where no answer came at all. waitMs: what the server asks to wait before a new try. */
export interface Failure {
  kind: "failed";
  status: number | null;
  waitMs: number;
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

/** Ask once. The answer has the values of the question's outputs, in order. */
export async function ask(name: QuestionName, question: unknown, signal: AbortSignal): Promise<Outcome<unknown[]>> {
  const limit = new AbortController();
  const stop = () => limit.abort();
  const timer = setTimeout(stop, PATIENCE_MS);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return await outcomeOf(name, await send(name, question, limit.signal));
  } catch {
    return signal.aborted ? { kind: "given up" } : { kind: "failed", status: null, waitMs: 0 };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

function send(name: QuestionName, question: unknown, signal: AbortSignal): Promise<Response> {
  const { input, outputs } = QUESTIONS[name];
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
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
    signal,
  });
}

function propertyOf(name: string): { id: string; property: string } {
  const [id = "", property = ""] = name.split(".");
  return { id, property };
}

async function outcomeOf(name: QuestionName, response: Response): Promise<Outcome<unknown[]>> {
  if (!response.ok) {
    const seconds = Number(response.headers.get("Retry-After"));
    return { kind: "failed", status: response.status, waitMs: seconds > 0 ? 1000 * seconds : 0 };
  }
  const reply: Reply = response.status === 204 ? {} : await response.json();
  const message = reply.sideUpdate?.[IDS.noticeText]?.children;
  if (typeof message === "string") return { kind: "refused", message };
  const values = QUESTIONS[name].outputs.map((output) => {
    const { id, property } = propertyOf(output);
    return reply.response?.[id]?.[property] ?? null;
  });
  return { kind: "answer", answer: values };
}
