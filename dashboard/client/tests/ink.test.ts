// @vitest-environment happy-dom
// A stroke with the pointer: what it costs while it grows, and how it ends.
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { IDS } from "../src/contract";
import type { Drawing } from "../src/reading/answers";

const server = vi.hoisted(() => ({ grown: [] as (() => Drawing)[] }));
const simplified = vi.hoisted(() => vi.fn((points: unknown) => points));

vi.mock("../src/reading/session", () => ({
  drawingChanged: vi.fn(),
  drawingGrows: (drawing: () => Drawing) => server.grown.push(drawing),
  settingsChanged: vi.fn(),
  onPredictionShown: vi.fn(),
}));
vi.mock("../src/drawing/simplify", () => ({ simplified }));

document.body.innerHTML = `
  <div class="canvas-frame"><div id="${IDS.canvas}"><div class="js-plotly-plot"><div class="nsewdrag"></div></div></div></div>
  <div class="pen-ink"></div>`;

const surface = document.querySelector(".nsewdrag")!;
let figure: typeof import("../src/panels/canvas_figure");
let isPenDown: () => boolean;

function point(type: string, x: number, y: number, pointerType = "pen", buttons = 1): void {
  const init = { pointerId: 1, pointerType, isPrimary: true, button: 0, buttons, clientX: x, clientY: y };
  surface.dispatchEvent(new PointerEvent(type, { ...init, bubbles: true }));
}

beforeAll(async () => {
  vi.stubGlobal("Plotly", { relayout: vi.fn() });
  const layout = { shapes: [], newshape: { name: "b:10" }, xaxis: { range: [0, 140] }, yaxis: { range: [140, 0] } };
  const axis = { _length: 140 };
  Object.assign(document.querySelector(".js-plotly-plot")!, { _fullLayout: { xaxis: axis }, layout, data: [{}] });
  surface.getBoundingClientRect = () => new DOMRect(0, 0, 140, 140);
  figure = await import("../src/panels/canvas_figure");
  ({ isPenDown } = await import("../src/drawing/pen_down"));
  await import("../src/panels/ink");
  const { canvasHistory } = await import("../src/drawing/canvas_history");
  figure.onDrawing((state) => canvasHistory.record(state));
});

beforeEach(() => {
  vi.useFakeTimers();
  server.grown.length = 0;
  simplified.mockClear();
  figure.setState({ ...figure.currentState(), shapes: [] });
  figure.addStroke([
    [5, 5],
    [6, 6],
  ]);
});

afterEach(() => {
  point("pointerup", 1, 1, "pen", 0);
  vi.runAllTimers();
  vi.useRealTimers();
});

test("a move of the pen costs nothing but its ink, until the server is asked", () => {
  point("pointerdown", 10, 10);
  for (let x = 20; x < 60; x += 10) point("pointermove", x, 10);
  expect(simplified).not.toHaveBeenCalled();
  expect(server.grown).toHaveLength(4);
  const drawing = server.grown.at(-1)?.();
  expect(simplified).toHaveBeenCalledTimes(1);
  expect(drawing?.strokes.at(-1)?.[1]).toBe("M10,10L20,10L30,10L40,10L50,10");
});

test("the strokes before this one are made ready once", () => {
  point("pointerdown", 10, 10);
  point("pointermove", 20, 10);
  point("pointermove", 30, 10);
  const [first, second] = server.grown.map((drawing) => drawing());
  expect(first?.strokes).toHaveLength(2);
  expect(first?.strokes[0]).toBe(second?.strokes[0]);
});

test("a pen that the browser lets go of without a release ends its stroke", () => {
  point("pointerdown", 10, 10);
  point("pointermove", 20, 10);
  point("lostpointercapture", 20, 10);
  expect(isPenDown()).toBe(false);
  expect(figure.currentState().shapes).toHaveLength(2);
});

test("the capture that every release ends is no stroke", () => {
  point("pointerdown", 10, 10);
  point("pointerup", 20, 10, "pen", 0);
  point("lostpointercapture", 20, 10);
  expect(figure.currentState().shapes).toHaveLength(2);
});

test("a page that is hidden during a stroke ends it", () => {
  point("pointerdown", 10, 10);
  vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  document.dispatchEvent(new Event("visibilitychange"));
  expect(isPenDown()).toBe(false);
});
