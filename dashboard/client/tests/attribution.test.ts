// @vitest-environment happy-dom
// The maps of the methods: never those of another drawing, nor the checks of another map.
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DRAWING, IDS } from "../src/contract";
import { pack } from "../src/stages/numbers";
import { turns } from "./fake_clock";
import { openPage } from "./stage_page";

type Answer = unknown[] | null;
type Listener = (reading: unknown) => void;

const ask = vi.fn<(name: string, question: Record<string, unknown>, signal: AbortSignal) => Promise<Answer>>();
const layOver = vi.fn<(map: unknown) => void>();
const { listeners } = vi.hoisted(() => ({ listeners: [] as Listener[] }));
let reading: unknown = { drawing: "first", settings: {} };
vi.mock("../src/reading/patience", () => ({ askPatiently: ask }));
vi.mock("../src/panels/saliency", () => ({ layOver, otherMapsAreOn: () => {} }));
vi.mock("../src/reading/session", () => ({
  currentReading: () => reading,
  onReading: (listener: Listener) => listeners.push(listener),
  onPredictionShown: () => {},
}));

await import("../src/panels/attribution");

let answers: { name: string; give: (answer: Answer) => void }[] = [];

beforeAll(() => {
  openPage();
  document.body.insertAdjacentHTML(
    "beforeend",
    `<button data-attribution></button><p id="${IDS.reasonsStatus}"></p>
     <button id="${IDS.sheetToggle}"></button><div id="${IDS.derivation}"></div><div id="${IDS.attribution}"></div>`,
  );
  vi.stubGlobal(
    "ImageData",
    class {
      data = new Uint8ClampedArray(4 * DRAWING.cells * DRAWING.cells);
    },
  );
});

beforeEach(async () => {
  if (panel().hasChildNodes()) await press("[data-attribution]");
  reading = { drawing: "first", settings: {} };
  answers = [];
  layOver.mockReset();
  ask.mockReset();
  ask.mockImplementation((name, _question, signal) => {
    return new Promise((done) => {
      signal.addEventListener("abort", () => done(null));
      answers.push({ name, give: done });
    });
  });
  await press("[data-attribution]");
});

function panel(): HTMLElement {
  return document.getElementById(IDS.attribution) as HTMLElement;
}

async function press(selector: string): Promise<void> {
  await turns(() => document.querySelector<HTMLElement>(selector)?.click());
}

async function answer(question: number, value: unknown): Promise<void> {
  await turns(() => answers[question]?.give([value]));
}

const CELLS = DRAWING.cells * DRAWING.cells;

function maps(title: string) {
  const values = pack(new Float32Array(CELLS).fill(0.5), [DRAWING.cells, DRAWING.cells]);
  const map = { what: "", label: "", short: "", values, bound: 1 };
  const methods = ["saliency", "occlusion"].map((method) => ({ ...map, method, name: method }));
  return { digit: 7, title, digits: [{ digit: 7, text: "7", answer: true }], place: {}, maps: methods };
}

function checks(method: string) {
  const order = pack(
    Float32Array.from({ length: CELLS }, (_, cell) => cell),
    [CELLS],
  );
  return { method, checks: [`of ${method}`], order, erased: ["nothing", "all"] };
}

test("the map of the first method lies over the drawing, and then its checks are asked for", async () => {
  await answer(0, maps("first"));
  expect(layOver).toHaveBeenCalledWith(expect.objectContaining({ bound: 1 }));
  expect(answers.map(({ name }) => name)).toEqual(["attribution", "attribution_check"]);
  await answer(1, checks("saliency"));
  expect(panel().querySelector(".checks")?.textContent).toBe("of saliency");
});

test("the checks of a map that is no longer in view are not shown", async () => {
  await answer(0, maps("first"));
  await press("[data-method='occlusion']");
  await answer(1, checks("saliency"));
  expect(panel().querySelector(".checks")?.textContent).toBe("");
  await answer(2, checks("occlusion"));
  expect(panel().querySelector(".checks")?.textContent).toBe("of occlusion");
  await press("[data-method='saliency']");
});

test("a method that is chosen while the maps are under way is that of the maps to come", async () => {
  await answer(0, maps("first"));
  reading = { drawing: "second", settings: {} };
  await turns(() => {
    for (const listener of listeners) listener(reading);
  });
  await press("[data-method='occlusion']");
  await answer(2, maps("second"));
  expect(panel().querySelector("h3")?.textContent).toBe("second");
  expect(panel().querySelector("[data-method='occlusion']")?.getAttribute("aria-pressed")).toBe("true");
  expect(ask.mock.calls.at(-1)?.[1]).toMatchObject({ drawing: "second", method: "occlusion" });
  await press("[data-method='saliency']");
});

test("the maps of an earlier drawing are not shown", async () => {
  reading = { drawing: "second", settings: {} };
  await turns(() => {
    for (const listener of listeners) listener(reading);
  });
  await answer(0, maps("of the first"));
  expect(panel().querySelector("h3")).toBeNull();
  await answer(1, maps("of the second"));
  expect(panel().querySelector("h3")?.textContent).toBe("of the second");
});

test("the slider tells what is read of what is left, and asks nobody", async () => {
  await answer(0, maps("first"));
  await answer(1, checks("saliency"));
  const slider = panel().querySelector<HTMLInputElement>("[data-erase]");
  expect(panel().querySelector(".erased")?.textContent).toBe("nothing");
  if (slider) slider.value = "1";
  await turns(() => slider?.dispatchEvent(new Event("input", { bubbles: true })));
  expect(panel().querySelector(".erased")?.textContent).toBe("all");
  expect(answers).toHaveLength(2);
});

test("without ink the reason stands there, and no map over the drawing", async () => {
  await answer(0, "Draw a digit");
  expect(panel().textContent).toContain("Draw a digit");
  expect(layOver).toHaveBeenLastCalledWith(null);
});
