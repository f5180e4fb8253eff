// @vitest-environment happy-dom
// The colours of a picture and what its legend says of them.
import { beforeEach, describe, expect, test } from "vitest";
import { IDS } from "../src/contract";
import { writeLegend } from "../src/panels/legend";
import type { Ends, Pane, Stage, StageFigure } from "../src/reading/answers";
import { colourScale, coloursOf, endsOf } from "../src/stages/palette";
import { colouredTraces, endsPerMap } from "../src/stages/pane_colours";
import { setView, type View } from "../src/stages/view";
import { barsFigure, mapsFigure } from "./figures";

const BEFORE = mapsFigure([[[-4, 0, 8]], [[-2, 1, 2]]]);
const AFTER = mapsFigure([[[0, 0, 8]], [[0, 1, 2]]]);

function pane(slot: Pane["slot"], legend: Pane["legend"], ends: Ends, figure: StageFigure): Pane {
  return { slot, title: "", legend, ends, figure, same: null };
}

const SIGNED = pane("before", "signed", [-4, 8], BEFORE);
const ONE_SIDED = pane("stage", "one_sided", [0, 8], AFTER);

function viewOf(scale: View["scale"]): View {
  const stage = { kind: "relu", params: {} } as unknown as Stage;
  const panes = { before: SIGNED, stage: ONE_SIDED };
  return { index: 0, stages: [stage], stage, panes, kernels: null, scale, beside: false, live: false, map: 0 };
}

/** The pixels of the numbers in a picture. */
function pixelsOf(shown: Pane, view: View): number[][] {
  const [heatmap] = colouredTraces(shown, view) as unknown as [
    { z: Float32Array[]; zmin: number; zmax: number; colorscale: ReturnType<typeof colourScale> },
  ];
  return heatmap.z.map((row) => Array.from(coloursOf(row, heatmap.colorscale, heatmap.zmin, heatmap.zmax)));
}

describe("the ends of a scale", () => {
  test("are the least and the largest number", () => expect(endsOf([-3, 0, 4])).toEqual([-3, 4]));
  test("begin at zero where nothing is below it", () => expect(endsOf([2, 5])).toEqual([0, 5]));
  test("are half of each other at least", () => {
    expect(endsOf([-0.01, 28])).toEqual([-14, 28]);
    expect(endsOf([-8, -4])).toEqual([-8, 4]);
  });
  test("are there for zeros, and gaps do not count", () => expect(endsOf([0, Number.NaN])).toEqual([0, 1]));
});

describe("a scale", () => {
  test("is clear at zero, wherever that lies", () => {
    const all: Ends[] = [[-3, 3], [-1, 4], [0, 2]]; // biome-ignore format: a list is one line
    for (const [low, high] of all) expect(coloursOf([0], colourScale([low, high]), low, high)[3]).toBe(0);
  });
  test("runs from 0 to 1 without a step back", () => {
    const places = colourScale([-1, 4]).map(([place]) => place);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect([places[0], places.at(-1)]).toEqual([0, 1]);
  });
  test("that begins at zero is the upper half of one with both sides", () => {
    for (const value of [0.01, 0.3, 1, 2.5, 4]) {
      const both = coloursOf([value], colourScale([-3, 4]), -3, 4);
      expect(coloursOf([value], colourScale([0, 4]), 0, 4)).toEqual(both);
    }
  });
});

describe("the colours of a picture", () => {
  for (const scale of ["stage", "map"] as const) {
    test(`stay as they were where a ReLU cuts nothing, with a scale per ${scale}`, () => {
      const view = viewOf(scale);
      const [before, after] = [pixelsOf(SIGNED, view)[0], pixelsOf(ONE_SIDED, view)[0]];
      const cut = [before?.slice(0, 4), after?.slice(0, 4)].map((pixel) => pixel?.[3]);
      expect(cut[0]).toBeGreaterThan(0);
      expect(cut[1]).toBe(0);
      expect([before?.[7], after?.[7]]).toEqual([0, 0]);
      expect(after?.slice(8, 12)).toEqual(before?.slice(8, 12));
    });
  }

  test("of every map end at its own numbers, with a scale per map", () => {
    const view = viewOf("map");
    expect(endsPerMap(SIGNED, view)).toEqual([[-4, 8], [-2, 2]]); // biome-ignore format: two pairs are one line
    expect(endsPerMap(ONE_SIDED, view)).toEqual([[0, 8], [0, 2]]); // biome-ignore format: two pairs are one line
    const row = pixelsOf(ONE_SIDED, view)[0] ?? [];
    expect(row.slice(4 * 6, 4 * 7)).toEqual(row.slice(4 * 2, 4 * 3));
  });
});

describe("the legend", () => {
  let legend: HTMLElement;
  const said = () => [".low", ".legend-zero", ".high"].map((part) => legend.querySelector(part)?.textContent);

  beforeEach(() => {
    const words = {
      numbers: { decimal: ".", thousands: ",", minus: "−" },
      stage: { each_its_own: "each its own" },
      legend: { signed: "blue, clear, orange", one_sided: "clear, orange", ink: "black, white" },
    };
    document.body.innerHTML = `
      <script id="words" type="application/json">${JSON.stringify(words)}</script><div id="${IDS.panes}"></div>
      <div id="legend"><span class="low"></span><span class="legend-bar"></span><span class="high"></span></div>`;
    legend = document.querySelector<HTMLElement>("#legend")!;
    setView(viewOf("stage"));
  });

  test("has both ends, and zero at its place", () => {
    writeLegend(legend, SIGNED);
    expect(said()).toEqual(["−4.00", "0", "8.00"]);
    expect(legend.querySelector<HTMLElement>(".legend-zero")?.style.left).toBe("33.33%");
    expect(legend.title).toBe("blue, clear, orange");
  });

  test("of what is never below zero begins there", () => {
    writeLegend(legend, SIGNED);
    writeLegend(legend, ONE_SIDED);
    expect(said()).toEqual(["0", undefined, "8.00"]);
  });

  test("of ink goes from none to full", () => {
    writeLegend(legend, pane("stage", "ink", [0, 1], AFTER));
    expect(said()).toEqual(["0", undefined, "1"]);
  });

  test("of maps with a scale each says so", () => {
    setView(viewOf("map"));
    writeLegend(legend, SIGNED);
    expect(said()).toEqual(["", "0", "each its own"]);
    writeLegend(legend, ONE_SIDED);
    expect(said()).toEqual(["0", undefined, "each its own"]);
  });

  test("is not there for bars", () => {
    writeLegend(legend, pane("stage", "", [0, 0], barsFigure([1, -1])));
    expect(legend.className.trim()).toBe("legend");
  });
});
