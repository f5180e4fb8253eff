// @vitest-environment happy-dom
// The canvas of the page: what a link opens and what its buttons do, with Dash and the server played by the tests.
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { IDS } from "../src/contract";
import { encode, type Work } from "../src/drawing/link_code";
import type { Drawing } from "../src/reading/answers";

type Heard = ["drawing", Drawing] | ["settings", unknown];

const page = vi.hoisted(() => ({
  heard: [] as Heard[],
  samples: [] as { index: number | null; answer: (sample: unknown) => void }[],
}));

vi.mock("../src/reading/session", () => ({
  drawingChanged: (drawing: Drawing) => page.heard.push(["drawing", drawing]),
  drawingGrows: () => {},
  settingsChanged: (settings: unknown) => page.heard.push(["settings", settings]),
  onPredictionShown: () => {},
}));

vi.mock("../src/reading/patience", () => ({
  askPatiently: (_name: string, { index }: { index: number | null }, signal: AbortSignal) =>
    new Promise((done) => {
      signal.addEventListener("abort", () => done(null));
      page.samples.push({ index, answer: (sample) => done([sample]) });
    }),
}));

const WORDS = {
  canvas: {
    undo: "Undo",
    undo_nothing: "Nothing to undo",
    redo: "Redo",
    redo_nothing: "Nothing to redo",
    over: "",
    mnist_sample: "Sample {index}: a {label}.",
  },
  numbers: { decimal: ",", thousands: ".", minus: "-" },
  link: { broken: "Broken." },
};
const DEFAULTS = { kernel_size: 5, stride: 1, padding: 0, filters: 16, weights: "pretrained" } as const;
const CHOSEN = { ...DEFAULTS, kernel_size: 3, filters: 6 } as const;
const IMAGE = { index: 1234, label: 7, z: { dtype: "u1", bdata: "AAAA" } };

function workOf(changes: Partial<Work> = {}): Work {
  const drawing: Drawing = { size: 140, strokes: [[10, "M70,20L70,120"]], sample: null };
  return { drawing, meta: {}, settings: DEFAULTS, brush: 10, stage: 0, ...changes };
}

const SAMPLE = workOf({ drawing: { size: 140, strokes: [], sample: 1234 }, meta: { sample: 1234, base: 0 } });
const SMALL = workOf({ drawing: { size: 28, strokes: [[4, "M14,4L14,24"]], sample: null }, brush: 20 });
const OTHER_SETTINGS = workOf({ settings: CHOSEN });

let told: Record<string, unknown>;
let listening: MockInstance<typeof document.addEventListener>;
let windowListeners: Map<string, () => void>;

beforeEach(() => {
  page.heard.length = 0;
  page.samples.length = 0;
  told = {};
  listening = vi.spyOn(document, "addEventListener");
  windowListeners = new Map();
  vi.spyOn(window, "addEventListener").mockImplementation((type: string, listener: unknown) => {
    windowListeners.set(type, listener as () => void);
  });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.stubGlobal("dash_clientside", {
    set_props: (id: string, properties: Record<string, unknown>) => Object.assign(told, { [id]: properties.value }),
  });
  document.body.innerHTML = `
    <script id="words" type="application/json">${JSON.stringify(WORDS)}</script>
    <div class="canvas-frame"><div id="${IDS.canvas}"></div></div><div class="pen-ink"></div>
    <button id="${IDS.undo}"></button><button id="${IDS.redo}"></button><button id="${IDS.sample}"></button>
    <p id="${IDS.sampleNote}"></p><p id="${IDS.linkNote}"></p>`;
});

afterEach(() => {
  for (const [type, listener, options] of listening.mock.calls) document.removeEventListener(type, listener, options);
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function passed(): Promise<void> {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
  vi.runAllTimers();
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
}

/** The page opens with that work in its address, or with nothing. */
async function visit(work: Work | null) {
  window.localStorage.clear();
  window.history.replaceState(null, "", work ? `/#d=${encode(work)}` : "/");
  vi.resetModules();
  const canvas = await import("../src/panels/canvas");
  const controls = await import("../src/panels/controls");
  const link = await import("../src/panels/link");
  await import("../src/panels/undo");
  const pen = await import("../src/drawing/pen_down");
  const figure = await import("../src/panels/canvas_figure");
  const layout = { shapes: [], newshape: { name: "b:10" }, xaxis: { range: [0, 140] }, yaxis: { range: [140, 0] } };
  canvas.read({ data: [{}], layout });
  await passed();
  return {
    ...canvas,
    ...controls,
    ...link,
    ...pen,
    ...figure,
    async click(id: string) {
      document.getElementById(id)?.click();
      await passed();
    },
    follow(linked: Work) {
      window.history.replaceState(null, "", `/#d=${encode(linked)}`);
      windowListeners.get("hashchange")?.();
    },
  };
}

describe("a link with a sample, whose image is on its way", () => {
  const note = () => document.getElementById(IDS.sampleNote)?.textContent;

  test("gets it although Undo is pressed meanwhile, with nothing to undo", async () => {
    const { click, currentState } = await visit(SAMPLE);
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true }));
    await click(IDS.undo);
    page.samples[0]?.answer(IMAGE);
    await passed();
    expect(currentState().z).toEqual(IMAGE.z);
  });

  test("gets it although strokes are drawn meanwhile, and it is asked for once", async () => {
    const { addStroke, currentState } = await visit(SAMPLE);
    addStroke([[1, 1]]);
    addStroke([[9, 9]]);
    expect(page.samples.map(({ index }) => index)).toEqual([1234]);
    page.samples[0]?.answer(IMAGE);
    await passed();
    expect(currentState().z).toEqual(IMAGE.z);
    expect(currentState().shapes).toHaveLength(2);
  });

  test("is named in the words' way of writing numbers", async () => {
    await visit(SAMPLE);
    page.samples[0]?.answer(IMAGE);
    await passed();
    expect(note()).toBe("Sample 1.234: a 7.");
  });
});

test("a stroke gives up a random sample that is on its way", async () => {
  const { addStroke, click, currentState } = await visit(null);
  await click(IDS.sample);
  addStroke([[1, 1]]);
  page.samples[0]?.answer(IMAGE);
  await passed();
  expect(currentState().meta).toEqual({});
});

describe("a link with another size and brush that comes while the pen is down", () => {
  test("leaves the stroke in progress its brush", async () => {
    const { currentBrush, follow, penDown, penUp } = await visit(null);
    penDown();
    follow(SMALL);
    await passed();
    expect(currentBrush()).toBe(10);
    penUp();
    await passed();
    expect(currentBrush()).toBe(4); // 20 units of the largest canvas
  });

  test("is opened when the pen is up, and the size that is chosen next counts", async () => {
    const { currentState, follow, penDown, penUp, resize } = await visit(null);
    resize(140);
    penDown();
    follow(SMALL);
    await passed();
    penUp();
    await passed();
    expect(currentState().size).toBe(28);
    resize(28);
    await passed();
    resize(140);
    await passed();
    expect(currentState().size).toBe(140);
  });

  test("is opened although the control says its size before the pen is up", async () => {
    const { currentState, follow, penDown, penUp, resize } = await visit(null);
    resize(140);
    penDown();
    follow(SMALL);
    resize(28);
    penUp();
    await passed();
    resize(140);
    await passed();
    expect(currentState().size).toBe(140);
  });

  test("comes after the stroke, which is kept as the visitor's own", async () => {
    const { addStroke, currentState, follow, noteControls, penDown, penUp } = await visit(null);
    noteControls(...Object.values(DEFAULTS), 10, 0, 140);
    penDown();
    follow(SMALL);
    penUp();
    addStroke([[1, 1]]);
    await passed();
    await passed();
    expect(currentState().size).toBe(28);
    const own = workOf({ drawing: { size: 140, strokes: [[10, "M1,1L1.01,1"]], sample: null } });
    expect(window.localStorage.getItem("lenetlab-work")).toBe(encode(own));
    expect(window.location.hash).toBe(`#d=${encode(SMALL)}`);
  });
});

describe("while the size of what was opened is on its way to the control", () => {
  test("what it said before does not count", async () => {
    const { currentState, resize } = await visit(SMALL);
    expect(told[IDS.canvasSize]).toBe(28);
    resize(140);
    await passed();
    expect(currentState().size).toBe(28);
    resize(28);
    resize(140);
    await passed();
    expect(currentState().size).toBe(140);
  });

  test("nor does the brush", async () => {
    const { brushChanged, sliderBrush } = await visit(SMALL);
    await brushChanged(10);
    expect(sliderBrush()).toBe(20);
    await brushChanged(20);
    await brushChanged(10);
    expect(sliderBrush()).toBe(10);
  });
});

describe("a link with other settings", () => {
  const settingsHeard = () => page.heard.flatMap(([what, value]) => (what === "settings" ? [value] : []));

  test("is never read with the settings that the page has at first", async () => {
    const { settings } = await visit(OTHER_SETTINGS);
    settings(...Object.values(DEFAULTS));
    settings(3, 1, 0, 16, "pretrained");
    expect(settingsHeard()).toEqual([CHOSEN]);
    settings(...Object.values(CHOSEN));
    settings(5, 1, 0, 6, "pretrained");
    expect(settingsHeard()).toEqual([CHOSEN, CHOSEN, { ...CHOSEN, kernel_size: 5 }]);
  });

  test("is told with its drawing first, which has no settings to be read with until then", async () => {
    await visit(OTHER_SETTINGS);
    expect(page.heard.map(([what]) => what)).toEqual(["drawing", "settings"]);
  });

  test("sets those controls that have another value", async () => {
    await visit(OTHER_SETTINGS);
    expect(Object.keys(told).sort()).toEqual([IDS.canvas, IDS.filters, IDS.kernelSize].sort());
  });
});

test("several settings that are chosen at once are one change", async () => {
  const { chooseSettings, settings } = await visit(null);
  settings(...Object.values(DEFAULTS));
  page.heard.length = 0;
  chooseSettings({ kernel_size: 3, filters: 6 });
  settings(3, 1, 0, 16, "pretrained");
  expect(page.heard).toEqual([["settings", CHOSEN]]);
});
