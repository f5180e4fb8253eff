// @vitest-environment happy-dom
// The reasons for the answer: never those of another drawing, and gone when there is nothing to give reasons for.
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DRAWING, IDS } from "../src/contract";
import { pack } from "../src/stages/numbers";
import { turns } from "./fake_clock";
import { openPage } from "./stage_page";

type Answer = unknown[] | null;
type Listener = (reading: unknown) => void;

const ask = vi.fn<(name: string, question: Record<string, unknown>, signal: AbortSignal) => Promise<Answer>>();
const { listeners, predictionListeners } = vi.hoisted(() => ({
  listeners: [] as Listener[],
  predictionListeners: [] as ((live: boolean) => void)[],
}));
let reading: unknown = { drawing: "first", settings: {} };
vi.mock("../src/reading/patience", () => ({ askPatiently: ask }));
vi.mock("../src/reading/session", () => ({
  currentReading: () => reading,
  onReading: (listener: Listener) => listeners.push(listener),
  onPredictionShown: (listener: (live: boolean) => void) => predictionListeners.push(listener),
}));

await import("../src/panels/why");

let answers: ((answer: Answer) => void)[] = [];

beforeAll(() => {
  openPage();
  document.body.insertAdjacentHTML(
    "beforeend",
    `<button id="${IDS.whyOpen}"></button><p id="${IDS.reasonsStatus}"></p>
     <button id="${IDS.sheetToggle}"></button><div id="${IDS.derivation}"></div><div id="${IDS.why}"></div>`,
  );
  vi.stubGlobal(
    "ImageData",
    class {
      data = new Uint8ClampedArray(4 * DRAWING.cells * DRAWING.cells);
    },
  );
});

beforeEach(async () => {
  reading = { drawing: "first", settings: {} };
  answers = [];
  ask.mockReset();
  ask.mockImplementation((_name, _question, signal) => {
    return new Promise((done) => {
      signal.addEventListener("abort", () => done(null));
      answers.push(done);
    });
  });
  if (opener().getAttribute("aria-expanded") === "true") await press(`#${IDS.whyOpen}`);
});

function opener(): HTMLElement {
  return document.getElementById(IDS.whyOpen) as HTMLElement;
}

function panel(): HTMLElement {
  return document.getElementById(IDS.why) as HTMLElement;
}

async function press(selector: string): Promise<void> {
  await turns(() => document.querySelector<HTMLElement>(selector)?.click());
}

const LINE = { text: "", value: "1", share: 1 };

function reasons(title: string): Answer {
  const parts = { parts: [{ ...LINE, text: "channel 3", index: [3] }], rest: LINE, biases: LINE, total: LINE };
  const levels = ["input", "conv1"].map((stage) => ({ stage, name: stage, how: "", balance: [LINE, LINE], ...parts }));
  const values = pack(new Float32Array(DRAWING.cells * DRAWING.cells), [DRAWING.cells, DRAWING.cells]);
  const rivals = [
    { digit: 1, text: "1" },
    { digit: null, text: "none" },
  ];
  return [{ digit: 7, against: 1, title, value: "", rivals, levels, map: { values, bound: 1, label: "" } }];
}

async function answer(question: number, values: Answer): Promise<void> {
  await turns(() => answers[question]?.(values));
}

async function nowRead(next: unknown): Promise<void> {
  reading = next;
  await turns(() => {
    for (const listener of listeners) listener(next);
  });
}

test("nothing is asked before the reasons are opened", async () => {
  await nowRead({ drawing: "another", settings: {} });
  expect(ask).not.toHaveBeenCalled();
});

test("the runner-up is the first rival, and the reasons take the place of the explanation", async () => {
  await press(`#${IDS.whyOpen}`);
  expect(ask.mock.calls[0]?.[1]).toMatchObject({ against: "runner-up" });
  await answer(0, reasons("Why 7, not 1?"));
  expect(panel().querySelector("h3")?.textContent).toBe("Why 7, not 1?");
  expect(opener().getAttribute("aria-expanded")).toBe("true");
});

test("an answer about an earlier drawing is never shown", async () => {
  await press(`#${IDS.whyOpen}`);
  await nowRead({ drawing: "second", settings: {} });
  await answer(0, reasons("of the first"));
  expect(panel().querySelector("h3")).toBeNull();
  await answer(1, reasons("of the second"));
  expect(panel().querySelector("h3")?.textContent).toBe("of the second");
});

test("where there is no digit, that is said in the place of the reasons", async () => {
  await press(`#${IDS.whyOpen}`);
  await answer(0, ["no digit"]);
  expect(panel().textContent).toContain("no digit");
  expect(panel().querySelector("h3")).toBeNull();
});

test("another stage asks nothing, another rival does", async () => {
  await press(`#${IDS.whyOpen}`);
  await answer(0, reasons("Why 7, not 1?"));
  await press("[data-level='conv1']");
  expect(panel().querySelector("[data-level='conv1']")?.getAttribute("aria-pressed")).toBe("true");
  expect(ask).toHaveBeenCalledTimes(1);
  const select = panel().querySelector<HTMLSelectElement>("[data-key=rival]");
  if (select) select.value = "null";
  await turns(() => select?.dispatchEvent(new Event("change", { bubbles: true })));
  expect(ask.mock.calls[1]?.[1]).toMatchObject({ against: null });
});

test("a drawing that is gone leaves no reasons behind", async () => {
  await press(`#${IDS.whyOpen}`);
  await answer(0, reasons("Why 7, not 1?"));
  await nowRead(null);
  expect(panel().querySelector("h3")).toBeNull();
});

test("while a stroke is drawn the reasons are pale, and an answer about the drawing before it is not shown", async () => {
  await press(`#${IDS.whyOpen}`);
  await answer(0, reasons("of the first"));
  await nowRead({ drawing: "second", settings: {} });
  await turns(() => {
    for (const listener of predictionListeners) listener(true);
  });
  await answer(1, reasons("of the second"));
  expect(panel().querySelector("h3")?.textContent).toBe("of the first");
  expect(panel().classList.contains("pale")).toBe(true);
});

test("the same reading twice is asked about once", async () => {
  await press(`#${IDS.whyOpen}`);
  await answer(0, reasons("Why 7, not 1?"));
  await nowRead(reading);
  expect(ask).toHaveBeenCalledTimes(1);
});

test("the runner-up, chosen again, is that of whatever is drawn", async () => {
  await press(`#${IDS.whyOpen}`);
  await answer(0, reasons("Why 7, not 1?"));
  const select = panel().querySelector<HTMLSelectElement>("[data-key=rival]");
  if (select) select.value = "null";
  await turns(() => select?.dispatchEvent(new Event("change", { bubbles: true })));
  await answer(1, reasons("Why 7?"));
  const again = panel().querySelector<HTMLSelectElement>("[data-key=rival]");
  if (again) again.value = "1";
  await turns(() => again?.dispatchEvent(new Event("change", { bubbles: true })));
  expect(ask.mock.calls[2]?.[1]).toMatchObject({ against: "runner-up" });
});
