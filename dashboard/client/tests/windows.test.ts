// Where a number comes from: the page says what `lenetlab.explain` says, for every kind of stage and configuration.
import { readFileSync } from "node:fs";
import { env } from "node:process";
import { describe, expect, test } from "vitest";
import { type Kind, STAGES, type StageName } from "../src/contract";
import { KINDS, windowOf } from "../src/stages/kinds";
import { reachOf } from "../src/stages/reach";
import type { View } from "../src/stages/view";
import { type Range, share } from "../src/stages/windows";

interface Explained {
  stage: string;
  kind: Kind;
  params: Record<string, number>;
  input: number[];
  output: number[];
  index: number[];
  window: [number, number][];
}

interface Reaches {
  stages: { name: StageName; kind: Kind; params: Record<string, number>; shape: number[] }[];
  places: { stage: StageName; index: number[]; field: Range[]; reached: Record<string, Range[]> }[];
}

/** What `python -m tests.client.windows PATH` wrote. */
function written(): { windows: Explained[]; reaches: Reaches[] } {
  const path = env.LENETLAB_WINDOWS;
  if (!path) {
    throw new Error("LENETLAB_WINDOWS is not set: run `python -m tests.client.windows PATH` and set it to that PATH");
  }
  return JSON.parse(readFileSync(path, "utf8"));
}

test("the page and lenetlab.explain agree on the window of every number", () => {
  const entries = written().windows;
  const kindsOfTheNetwork = STAGES.slice(4).map(({ kind }) => kind);
  expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(kindsOfTheNetwork));
  const disagreeing = entries.filter(({ kind, params, input, output, index, window }) => {
    return JSON.stringify(windowOf(kind, params, input, output, index)) !== JSON.stringify(window);
  });
  expect(disagreeing).toEqual([]);
});

/** The stages of a configuration as the page has them, with the shapes of their figures alone. */
function viewOf({ stages }: Reaches, index: number): View {
  const shown = stages.map(({ name, kind, params, shape: [maps = 0, height = 0, width] }) => {
    const tiles = { names: new Array(maps).fill(""), height, width };
    const meta = width === undefined ? { units: maps } : { tiles };
    return { name, kind, params, panes: [{ figure: { data: [], layout: { meta } } }] };
  });
  return { stages: shown, index, stage: shown[index] } as unknown as View;
}

test("the page and lenetlab agree on what a number depends on and on what it reaches, in all configurations", () => {
  const disagreeing: unknown[] = [];
  for (const configuration of written().reaches) {
    configuration.places.forEach(({ stage, index, field, reached }, place) => {
      const reach = reachOf(viewOf(configuration, place), index);
      const later = configuration.stages.slice(place + 1).map(({ name }) => [name, reach.get(name)]);
      const own = { field: reach.get("input")?.slice(1), reached: Object.fromEntries(later) };
      if (JSON.stringify(own) !== JSON.stringify({ field, reached })) disagreeing.push({ stage, index, own, reached });
    });
  }
  expect(disagreeing).toEqual([]);
});

test("the table has every kind of stage that the page shows, and no other", () => {
  expect(Object.keys(KINDS).sort()).toEqual(Array.from(new Set(STAGES.map(({ kind }) => kind))).sort());
});

test("only a convolution has kernels, and only a max pool has winners", () => {
  const kindsWith = (has: "hasKernels" | "hasWinners") => Object.keys(KINDS).filter((kind) => KINDS[kind as Kind][has]);
  expect(kindsWith("hasKernels")).toEqual(["conv"]);
  expect(kindsWith("hasWinners")).toEqual(["max_pool"]);
});

test("the shapes of the stages before the network's input follow from the drawing", () => {
  const ofTheDrawing = Object.entries(KINDS).filter(([, { isOfTheDrawing }]) => isOfTheDrawing);
  expect(ofTheDrawing.map(([kind]) => kind)).toEqual(["ink", "crop", "scale", "centre"]);
});

/** Ranges as they are spoken of: from the first place to the last. */
function spoken(ranges: readonly Range[] | null): string {
  return ranges ? ranges.map(([start, stop]) => `${start}-${stop - 1}`).join(", ") : "nowhere";
}

describe("an adaptive average", () => {
  const shares = (inputs: number, outputs: number) => {
    return spoken(Array.from({ length: outputs }, (_, place) => share(place, inputs, outputs)));
  };

  test("shares an axis out evenly where the numbers divide", () => {
    expect(shares(8, 4)).toBe("0-1, 2-3, 4-5, 6-7");
  });

  test("has windows that overlap where they do not", () => {
    expect(shares(6, 4)).toBe("0-1, 1-2, 3-4, 4-5");
  });

  test("takes a cell more than once where there are fewer inputs than outputs", () => {
    expect(shares(3, 4)).toBe("0-0, 0-1, 1-2, 2-2");
  });
});

describe("the preparation of a drawing", () => {
  test("what was cut out lies as far from the edge as the cut", () => {
    const params = { top: 20, left: 39, height: 90, width: 50 };
    expect(spoken(windowOf("crop", params, [1, 140, 140], [1, 90, 50], [0, 2, 3]))).toBe("0-0, 22-22, 42-42");
  });

  test("what was centred comes from the scaled digit, and the empty cells around it from nowhere", () => {
    const centred = (row: number, column: number) => {
      return spoken(windowOf("centre", { top: 4, left: 6 }, [1, 20, 15], [1, 28, 28], [0, row, column]));
    };
    expect(centred(4, 20)).toBe("0-0, 0-0, 14-14");
    expect([centred(3, 10), centred(24, 10), centred(10, 5), centred(10, 21)]).toEqual(new Array(4).fill("nowhere"));
  });

  test("the drawing itself comes from nothing, and scaling mixes cells", () => {
    expect(spoken(windowOf("ink", {}, [], [1, 140, 140], [0, 3, 3]))).toBe("nowhere");
    expect(spoken(windowOf("scale", {}, [1, 90, 50], [1, 20, 11], [0, 3, 3]))).toBe("nowhere");
  });
});
