// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from "vitest";
import { pictureOf, type Shown } from "../src/take_home/picture";

const HEATMAP = { type: "heatmap", zmin: -2.5, zmax: 2.5, z: [[0]] };
const NUMBERS = { type: "scatter", mode: "text", text: ["0", "1"] };
const BARS = { type: "bar", y: [1, 2] };

function shown(changes: Partial<Shown> = {}): Shown {
  return {
    data: [HEATMAP],
    layout: {},
    width: 700,
    height: 350,
    title: "Convolution 1, 16 × 24 × 24",
    colours: { background: "#fff", text: "#111", quiet: "#777" },
    numbers: [NUMBERS],
    eachItsOwn: null,
    ...changes,
  };
}

describe("the picture to take home", () => {
  beforeEach(() => {
    const words = { numbers: { decimal: ".", thousands: ",", minus: "−" } };
    document.body.innerHTML = `<script id="words" type="application/json">${JSON.stringify(words)}</script>`;
  });

  test("has a margin around the graph: for the title above, for the scale of colours at the right", () => {
    const { layout, size } = pictureOf(shown());
    expect(layout.margin).toEqual({ l: 28, r: 28 + 62, t: 64, b: 28 });
    expect(size).toEqual({ width: 700 + 28 + 28 + 62, height: 350 + 64 + 28 });
    expect(layout).toMatchObject({ ...size, autosize: false });
  });

  test("keeps the margins that the graph has of its own", () => {
    const { layout, size } = pictureOf(shown({ data: [BARS], layout: { margin: { l: 40, b: 30 } } }));
    expect(layout.margin).toEqual({ l: 68, r: 28, t: 64, b: 58 });
    expect(size).toEqual({ width: 660 + 68 + 28, height: 320 + 64 + 58 });
  });

  test("of a narrow graph is larger, in the graph's proportions", () => {
    const { size } = pictureOf(shown({ width: 280, height: 140 }));
    expect(size).toEqual({ width: 560 + 28 + 28 + 62, height: 280 + 64 + 28 });
  });

  test("has the background and the title of the page", () => {
    const { layout } = pictureOf(shown({ layout: { font: { family: "Inter" } } }));
    expect(layout).toMatchObject({
      paper_bgcolor: "#fff",
      plot_bgcolor: "#fff",
      font: { family: "Inter", color: "#111" },
    });
    expect(layout.title).toMatchObject({ text: "Convolution 1, 16 × 24 × 24" });
  });

  test("numbers the maps, and has a scale of colours with 0 between its ends", () => {
    const { data } = pictureOf(shown());
    const colorbar = { tickvals: [-2.5, 0, 2.5], ticktext: ["−2.5", "0", "2.5"] };
    expect(data[0]).toMatchObject({ showscale: true, colorbar });
    expect(data[1]).toEqual(NUMBERS);
  });

  test("has 0 where it lies, and none between where nothing is below it", () => {
    const uneven = pictureOf(shown({ data: [{ ...HEATMAP, zmin: -1.5, zmax: 3 }] }));
    expect(uneven.data[0]).toMatchObject({ colorbar: { tickvals: [-1.5, 0, 3], ticktext: ["−1.5", "0", "3"] } });
    const oneSided = pictureOf(shown({ data: [{ ...HEATMAP, zmin: 0, zmax: 2.99 }] }));
    expect(oneSided.data[0]).toMatchObject({ colorbar: { tickvals: [0, 2.99], ticktext: ["0", "2.99"] } });
  });

  test("of ink has a scale of colours from 0 on", () => {
    const { data } = pictureOf(shown({ data: [{ ...HEATMAP, zmin: 0, zmax: 1 }] }));
    expect(data[0]).toMatchObject({ colorbar: { tickvals: [0, 1], ticktext: ["0", "1"] } });
  });

  test("of maps with a scale each says so above them, and has no common scale", () => {
    const perMap = { ...HEATMAP, zmin: -1, zmax: 1 };
    const annotations = [{ text: "there before" }];
    const { data, layout } = pictureOf(shown({ data: [perMap], layout: { annotations }, eachItsOwn: "Each its own." }));
    expect(data).toEqual([perMap, NUMBERS]);
    expect(layout.annotations).toEqual([
      { text: "there before" },
      expect.objectContaining({ text: "Each its own.", font: { size: 14, color: "#777" } }),
    ]);
    expect(layout.margin).toEqual({ l: 28, r: 28, t: 64 + 22, b: 28 });
  });

  test("of one map keeps the common scale, also where maps would have one each", () => {
    const { data, layout } = pictureOf(shown({ eachItsOwn: "Each its own." }));
    expect(data[0]).toHaveProperty("colorbar");
    expect(layout.annotations).toEqual([]);
  });

  test("of bars has neither a scale of colours nor numbers of maps", () => {
    const { data, layout } = pictureOf(shown({ data: [BARS] }));
    expect(data).toEqual([BARS]);
    expect(layout.margin).toEqual({ l: 28, r: 28, t: 64, b: 28 });
  });
});
