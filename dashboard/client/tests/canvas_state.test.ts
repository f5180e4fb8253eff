// @vitest-environment happy-dom
// The canvas as data.
import { describe, expect, test } from "vitest";
import { isBlank } from "../src/drawing/blank";
import {
  BLANK_SAMPLE,
  blank,
  type CanvasState,
  drawingOf,
  example,
  isExample,
  lacksImage,
  resized,
  sampled,
  stateOf,
  stateOfDrawing,
  withImage,
  withState,
  withStroke,
} from "../src/drawing/canvas_state";
import { brushOf, brushOn, pathOf, shapeOf } from "../src/drawing/strokes";

const FIGURE = {
  data: [{ type: "heatmap", z: BLANK_SAMPLE }],
  layout: {
    dragmode: "drawopenpath",
    newshape: { name: "b:10", line: { color: "#ffffff", width: 20 } },
    xaxis: { range: [0, 140], visible: false },
    yaxis: { range: [140, 0], visible: false },
    shapes: [],
  },
};
const STROKE: CanvasState = { ...blank(140), shapes: [shapeOf("M10.123,20L30,40.5", 10)] };
const IMAGE = { index: 42, label: 7, z: { dtype: "u1", bdata: "AAAA", shape: "28, 28" } };

describe("paths", () => {
  test("have two decimals", () => {
    expect(
      pathOf([
        [1.234, 2],
        [3.999, 4.005],
      ]),
    ).toBe("M1.23,2L4,4");
  });

  test("a point alone is a line too short to see", () => {
    expect(pathOf([[1, 2]])).toBe("M1,2L1.01,2");
  });
});

describe("a figure", () => {
  test("gives back the state that it was made of", () => {
    const figure = withState(FIGURE, { ...STROKE, meta: { sample: 3, label: 1, base: 0 } }, 10, 3);
    const state = stateOf(figure);
    expect(drawingOf(state)).toEqual({ size: 140, strokes: [[10, "M10.12,20L30,40.5"]], sample: 3 });
    expect(state.meta).toEqual({ sample: 3, label: 1, base: 0 });
  });

  test("has each brush at its width on the screen, that of the next stroke too", () => {
    const { layout } = withState(FIGURE, STROKE, 24, 3);
    expect(layout.shapes).toMatchObject([{ name: "b:10", line: { width: 30 } }]);
    expect(layout.newshape).toMatchObject({ name: "b:24", line: { width: 72 } });
    expect(STROKE.shapes[0]?.line.width).toBe(20);
  });

  test("keeps the rest of its layout", () => {
    expect(withState(FIGURE, blank(28), 10, 15).layout).toMatchObject({
      dragmode: "drawopenpath",
      newshape: { name: "b:2" },
      xaxis: { range: [0, 28], visible: false },
      yaxis: { range: [28, 0], visible: false },
    });
  });
});

describe("another size", () => {
  test("keeps the drawing, there and back", () => {
    const small = resized(STROKE, 28);
    expect(small.shapes[0]?.path).toBe("M2.0246,4L6,8.1");
    expect(brushOf(small.shapes[0]?.name)).toBe(2);
    expect(drawingOf(resized(small, 140))).toEqual(drawingOf(STROKE));
    expect(resized(STROKE, 140)).toBe(STROKE);
  });

  test("the slider counts in units of the largest canvas", () => {
    expect(brushOn(140, 10)).toBe(10);
    expect(brushOn(28, 10)).toBe(2);
  });
});

describe("samples", () => {
  test("an image lies behind no strokes", () => {
    const state = sampled(IMAGE, 140, 10);
    expect(drawingOf(state)).toEqual({ size: 140, strokes: [], sample: 42 });
    expect(state.meta).toEqual({ sample: 42, label: 7, base: 0 });
    expect(isBlank(drawingOf(state))).toBe(false);
  });

  test("a digit drawn by rule is strokes of the brush", () => {
    const state = sampled({ index: null, label: 3, paths: ["M14,28L70,140"], size: 140 }, 28, 20);
    expect(drawingOf(state)).toEqual({ size: 28, strokes: [[4, "M2.8,5.6L14,28"]], sample: null });
    expect(state.meta).toEqual({ label: 3, base: 1 });
  });

  test("one that is known by its index gets its image", () => {
    const state = stateOfDrawing({ size: 140, strokes: [], sample: 42 }, { sample: 42, base: 0 });
    expect(lacksImage(state)).toBe(true);
    const whole = withImage(state, IMAGE);
    expect(lacksImage(whole)).toBe(false);
    expect(whole.z).toBe(IMAGE.z);
    expect(drawingOf(whole)).toEqual(drawingOf(state));
  });
});

describe("one stroke of several", () => {
  const state = stateOfDrawing(
    {
      size: 140,
      strokes: [
        [10, "M20,30L40,50"],
        [8, "M70,70"],
      ],
      sample: null,
    },
    { base: 1 },
  );

  test("is taken away, and the others stay as they were", () => {
    expect(drawingOf(withStroke(state, 1, null)).strokes).toEqual([[10, "M20,30L40,50"]]);
    expect(withStroke(state, 1, null).meta.base).toBe(1);
  });

  test("of a sample drawn by rule leaves one fewer that belongs to it", () => {
    expect(withStroke({ ...state, meta: { base: 2, label: 7 } }, 0, null).meta).toEqual({ base: 1, label: 7 });
    expect(withStroke({ ...state, meta: { base: 1, label: 7 } }, 0, null).meta).toEqual({});
  });

  test("moves to the right and down in parts of the canvas", () => {
    expect(drawingOf(withStroke(state, 0, [0.1, -0.05])).strokes).toEqual([
      [10, "M34,23L54,43"],
      [8, "M70,70"],
    ]);
    expect(withStroke(state, 0, [0.1, 0]).meta.base).toBe(1);
  });

  test("of the example makes the drawing the visitor's own", () => {
    expect(isExample(withStroke(example(140), 0, [0.1, 0]))).toBe(false);
  });
});
