// @vitest-environment happy-dom
// One question to the server, and what can come of it.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ask } from "../src/reading/ask";
import { askPatiently } from "../src/reading/patience";
import { waitAfter } from "../src/reading/retry";

const NEVER = new AbortController().signal;
let replies: (() => Promise<Response>)[];
let bodies: Record<string, unknown>[];
let priorities: (string | null)[];

function json(body: unknown, status = 200, headers: Record<string, string> = {}): () => Promise<Response> {
  return async () => new Response(JSON.stringify(body), { status, headers });
}

const ANSWER = json({ response: { "sample-answer": { data: { index: 3 } } } });
const LOST = () => Promise.reject(new TypeError("lost"));

beforeEach(() => {
  vi.useFakeTimers();
  replies = [];
  bodies = [];
  priorities = [];
  document.body.innerHTML = '<div id="notice" hidden><span id="notice-text"></span><button></button></div>';
  document.head.innerHTML = `<script id="words" type="application/json">${JSON.stringify({
    notice: {
      unreachable: "away",
      failed: "fault {status}",
      rejected: "refused {status}",
      slow: "slow",
      busy: "busy",
      outdated: "reload {status}",
    },
  })}</script>`;
  vi.stubGlobal("fetch", (_url: string, { body, headers, signal }: RequestInit) => {
    bodies.push(JSON.parse(String(body)));
    priorities.push(new Headers(headers).get("Priority"));
    const reply = replies.shift();
    if (reply) return reply();
    return new Promise((_, fail) => signal?.addEventListener("abort", () => fail(new Error("aborted"))));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const notice = () => document.getElementById("notice")!;
const said = () => document.getElementById("notice-text")!.textContent;

describe("asking once", () => {
  test("is a request in Dash's own form, whose answer has the values of the outputs in order", async () => {
    replies = [json({ response: { prediction: { children: "7" }, "reading-answer": { data: { note: null } } } })];
    const outcome = await ask("reading", { live: false }, NEVER, 1_000);
    expect(outcome).toEqual({ kind: "answer", answer: ["7", { note: null }] });
    expect(bodies[0]).toMatchObject({
      output: "..prediction.children...reading-answer.data..",
      inputs: [{ id: "reading-question", property: "data", value: { live: false } }],
      changedPropIds: ["reading-question.data"],
    });
  });

  test("says that it may wait while a stroke is drawn, and else nothing of the kind", async () => {
    replies = [ANSWER, ANSWER];
    await ask("sample", {}, NEVER, 1_000, true);
    await ask("sample", {}, NEVER, 1_000);
    expect(priorities).toEqual(["u=6", null]);
  });

  test.each([
    ["3", 3_000],
    ["0", 0],
    ["-1", 0],
    ["Tue, 29 Oct 2024 16:56:34 GMT", 2_000],
    ["Tue, 29 Oct 2024 16:00:00 GMT", 0],
    ["soon", 0],
  ])("a busy server that says %s in Retry-After asks for %s ms", async (asked, waitMs) => {
    replies = [json({}, 503, { "Retry-After": asked, Date: "Tue, 29 Oct 2024 16:56:32 GMT" })];
    expect(await ask("sample", {}, NEVER, 1_000)).toMatchObject({ status: 503, waitMs });
  });

  test("an answer may be nothing", async () => {
    replies = [json({ response: { "sample-answer": { data: null } } })];
    expect(await ask("sample", {}, NEVER, 1_000)).toEqual({ kind: "answer", answer: [null] });
  });

  test("a refusal in words is no failure", async () => {
    replies = [json({ sideUpdate: { "notice-text": { children: "stride is 9" } }, response: {} })];
    expect(await ask("sample", {}, NEVER, 1_000)).toEqual({ kind: "refused", message: "stride is 9" });
  });

  test.each([
    ["nothing", () => Promise.resolve(new Response(null, { status: 204 }))],
    ["another answer", json({ response: { other: { data: 1 } } })],
    ["no JSON", () => Promise.resolve(new Response("<html>"))],
  ])("%s is a failure", async (_, reply) => {
    replies = [reply];
    expect(await ask("sample", {}, NEVER, 1_000)).toMatchObject({ kind: "failed" });
  });

  test("a failure says its status, how long to wait, and the server's own words", async () => {
    const body = { sideUpdate: { "notice-text": { children: "Something went wrong (Request 7)" } } };
    replies = [json(body, 500), json({}, 503, { "Retry-After": "3" }), LOST];
    expect(await ask("sample", {}, NEVER, 1_000)).toMatchObject({
      status: 500,
      message: body.sideUpdate["notice-text"].children,
    });
    expect(await ask("sample", {}, NEVER, 1_000)).toMatchObject({ status: 503, waitMs: 3_000 });
    expect(await ask("sample", {}, NEVER, 1_000)).toEqual({ kind: "failed", status: null, waitMs: 0 });
  });

  test("an answer that does not begin in time is a failure, a question that is given up is none", async () => {
    const late = ask("sample", {}, NEVER, 1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await late).toMatchObject({ kind: "failed", status: null });
    const own = new AbortController();
    const givenUp = ask("sample", {}, own.signal, 1_000);
    own.abort();
    expect(await givenUp).toEqual({ kind: "given up" });
  });

  test("an answer that has begun may be long under way", async () => {
    replies = [
      async () =>
        ({
          ok: true,
          status: 200,
          json: () =>
            new Promise((done) => {
              setTimeout(() => done({ response: { "sample-answer": { data: 1 } } }), 30_000);
            }),
        }) as unknown as Response,
    ];
    const slow = ask("sample", {}, NEVER, 1_000);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await slow).toEqual({ kind: "answer", answer: [1] });
  });
});

describe("how long to wait", () => {
  const failure = { kind: "failed", status: 502, waitMs: 0 } as const;

  test("longer from failure to failure, spread by chance, and never longer than a minute", () => {
    expect([1, 2, 3, 9].map((failures) => waitAfter(failure, failures, 0))).toEqual([500, 1_000, 2_000, 8_000]);
    expect(waitAfter(failure, 1, 1)).toBe(625);
    expect(waitAfter({ ...failure, waitMs: 3_600_000 }, 1, 0)).toBe(60_000);
  });

  test("those that a busy server sends away at once come back one by one, none sooner than it asks", () => {
    const busy = { ...failure, status: 503, waitMs: 1_000 };
    expect([0, 0.5, 1].map((spread) => waitAfter(busy, 1, spread))).toEqual([1_000, 1_500, 2_000]);
    expect(waitAfter({ ...busy, waitMs: 30_000 }, 1, 1)).toBe(38_000);
  });
});

describe("asking until there is an answer", () => {
  test("a question that fails is asked again by itself, with a notice until it is answered", async () => {
    replies = [LOST, json({}, 502), ANSWER];
    const asked = askPatiently("sample", {});
    await vi.advanceTimersByTimeAsync(10);
    expect([notice().hidden, said()]).toEqual([false, "away"]);
    await vi.advanceTimersByTimeAsync(700);
    expect(said()).toBe("fault 502");
    await vi.advanceTimersByTimeAsync(1_400);
    expect(await asked).toEqual([{ index: 3 }]);
    expect(notice().hidden).toBe(true);
  });

  test("a busy server is asked again when it wants to be, and the page says so meanwhile", async () => {
    replies = [json({}, 503, { "Retry-After": "2" }), ANSWER];
    const asked = askPatiently("sample", {});
    await vi.advanceTimersByTimeAsync(1_990);
    expect([notice().hidden, said(), bodies.length]).toEqual([false, "busy", 1]);
    await vi.advanceTimersByTimeAsync(2_020);
    expect(await asked).toEqual([{ index: 3 }]);
    expect(notice().hidden).toBe(true);
  });

  test("a busy server that answers the second try within a second makes no notice flash", async () => {
    let flashed = false;
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    replies = [json({}, 503), ANSWER];
    const asked = askPatiently("sample", {});
    for (let ms = 0; ms < 1_000; ms += 10) {
      await vi.advanceTimersByTimeAsync(10);
      flashed ||= !notice().hidden;
    }
    expect(await asked).toEqual([{ index: 3 }]);
    expect(flashed).toBe(false);
  });

  test("a server of another version is asked three times, and then the page says to reload", async () => {
    replies = [json({}, 404), json({}, 404), json({}, 404), ANSWER];
    const asked = askPatiently("sample", {});
    await vi.advanceTimersByTimeAsync(10);
    expect(said()).toBe("refused 404");
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await asked).toBeNull();
    expect([notice().hidden, said(), bodies.length]).toEqual([false, "reload 404", 3]);
  });

  test("at once when the browser is online again", async () => {
    replies = [LOST, LOST, LOST, LOST, ANSWER];
    const asked = askPatiently("sample", {});
    await vi.advanceTimersByTimeAsync(4_600);
    expect(bodies.length).toBe(4);
    window.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(10);
    expect(await asked).toEqual([{ index: 3 }]);
  });

  test("a notice that was closed stays closed until all is well, and then it speaks again", async () => {
    replies = [LOST, LOST, ANSWER, LOST, ANSWER];
    const asked = askPatiently("sample", {});
    await vi.advanceTimersByTimeAsync(10);
    notice().querySelector("button")!.click();
    await vi.advanceTimersByTimeAsync(700);
    expect(notice().hidden).toBe(true);
    await vi.advanceTimersByTimeAsync(1_400);
    await asked;
    const again = askPatiently("sample", {});
    await vi.advanceTimersByTimeAsync(10);
    expect(notice().hidden).toBe(false);
    await vi.advanceTimersByTimeAsync(700);
    await again;
  });

  test("a refusal and a question that is given up have no answer", async () => {
    replies = [json({ sideUpdate: { "notice-text": { children: "no" } } })];
    expect(await askPatiently("sample", {})).toBeNull();
    expect(said()).toBe("no");
    const own = new AbortController();
    replies = [LOST];
    const asked = askPatiently("sample", {}, own.signal);
    await vi.advanceTimersByTimeAsync(10);
    own.abort();
    expect(await asked).toBeNull();
    expect(notice().hidden).toBe(true);
  });
});
