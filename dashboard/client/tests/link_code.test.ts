// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { DRAWING, SETTINGS, type Settings, STAGES } from "../src/contract";
import { decode, encode, type Work } from "../src/drawing/link_code";
import type { Stroke } from "../src/reading/answers";
import { type Chance, seeded } from "./seeded";

const SETTINGS_AT_FIRST: Settings = { kernel_size: 5, stride: 1, padding: 0, filters: 16, weights: "pretrained" };
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function work(changes: Partial<Work> = {}): Work {
  return {
    drawing: { size: 140, strokes: [[10, "M39.2,28L70,26.6"]], sample: null },
    meta: {},
    settings: SETTINGS_AT_FIRST,
    brush: 10,
    stage: 0,
    ...changes,
  };
}

const workWithStrokes = (strokes: Stroke[], size = 140): Work => work({ drawing: { size, strokes, sample: null } });

/** An image of 28×28 grey levels, in base64. */
const imageOf = (level: (pixel: number) => number): string =>
  window.btoa(String.fromCharCode(...Array.from({ length: DRAWING.cells ** 2 }, (_, pixel) => level(pixel))));

const workOfPicture = (image: string): Work =>
  work({ drawing: { size: 140, strokes: [[10, "M39.2,28L70,26.6"]], sample: null, image }, meta: { image } });

describe("the digit of a picture", () => {
  const chance = seeded(16);
  test.each([
    ["of ink and paper", imageOf((pixel) => (pixel % 28 > 9 && pixel % 28 < 13 ? 255 - (pixel % 7) : 0))],
    ["without ink", imageOf(() => 0)],
    ["all ink", imageOf(() => 255)],
    ["with ink in its last pixel", imageOf((pixel) => (pixel === 783 ? 1 : 0))],
    ["of chance", imageOf(() => chance.whole(0, 1) * chance.whole(0, 255))],
  ])("%s comes back out of a link, with the strokes over it", (_, image) => {
    const letters = encode(workOfPicture(image)) ?? "";
    expect(decode(letters)).toEqual(workOfPicture(image));
  });

  test("takes few letters, since most of it is paper", () => {
    const seven = imageOf((pixel) => (Math.floor(pixel / 28) === 6 || pixel % 28 === 18 ? 200 : 0));
    expect(encode(workOfPicture(seven))?.length).toBeLessThan(300);
  });

  test("of another size is no link", () => {
    expect(encode(workOfPicture(window.btoa("\0\0")))).toBeNull();
  });
});

/** A path of so many points, each as far as can be from the one before. */
function longPath(points: number, far = 140): string {
  return `M${Array.from({ length: points }, (_, i) => (i % 2 ? `${far},0` : `0,${far}`)).join("L")}`;
}

// Codes that the first page with links made, and what they are of: these links must open for ever.
const OLD: [letters: string, work: Work][] = [
  [
    "AfECCgAAAQ2QTqA94CuQMJcCkDCYAu8V4ivvFd4rpw-eMDQI",
    work({
      drawing: {
        size: 140,
        strokes: [[10, "M39.2,28L70,26.6L100.8,28L86.8,56.01L72.8,84L63,114.87"]],
        sample: null,
      },
    }),
  ],
  [
    "AVoBGBIBj04DB8AM2ASgBvQDwgO7BY4lBKAfoB8CAAWgBt4rAN0r3itBFA",
    {
      drawing: {
        size: 28,
        strokes: [
          [1.6, "M3,4L5.5,6.25L2,30"],
          [1.6, "M20,20L20.01,20"],
          [0.8, "M27.99,0L0,27.99"],
        ],
        sample: 9999,
      },
      meta: { sample: 9999, base: 0 },
      settings: { kernel_size: 3, stride: 2, padding: 2, filters: 6, weights: "random" },
      brush: 24,
      stage: 18,
    },
  ],
  [
    "AbcCBAYCBwECBfgjAADg2gHg2gEHuWCUbvoB63Ku2gGIcvdu1tw",
    {
      drawing: {
        size: 140,
        strokes: [
          [4.6, "M0,0L140,140"],
          [12.345, "M70.5,1.25L-3,141L70,70"],
        ],
        sample: null,
      },
      meta: { label: 7, base: 1 },
      settings: { kernel_size: 5, stride: 2, padding: 1, filters: 12, weights: "pretrained" },
      brush: 4,
      stage: 6,
    },
  ],
];

describe("links of the first format", () => {
  test.each(OLD)("%s opens what it was made of", (letters, made) => {
    expect(decode(letters)).toEqual(made);
  });

  test.each(OLD)("%s is still what is made, byte for byte", (letters, made) => {
    expect(encode(made)).toBe(letters);
  });
});

function randomSettings(chance: Chance): Settings {
  const chosen = SETTINGS.map(({ name, choices }) => [name, chance.oneOf<number | string>(choices)]);
  return Object.fromEntries(chosen) as Settings;
}

function randomPath(chance: Chance, size: number): string {
  const place = () => `${chance.whole(-100, size * 100) / 100},${chance.whole(0, size * 110) / 100}`;
  return `M${Array.from({ length: chance.whole(1, 90) }, place).join("L")}`;
}

function randomWork(chance: Chance): Work {
  const size = chance.oneOf(DRAWING.sizes);
  const brushes = [10, 0.8, 4.6, 24, 1.25];
  const strokes = Array.from(
    { length: chance.whole(0, 40) },
    (): Stroke => [chance.oneOf(brushes), randomPath(chance, size)],
  );
  const meta = chance.oneOf([
    {},
    { sample: chance.whole(0, DRAWING.mnistSamples - 1), base: 0 },
    { label: chance.whole(0, 9), base: chance.whole(0, strokes.length) },
  ]);
  return {
    drawing: { size, strokes, sample: meta.sample ?? null },
    meta,
    settings: randomSettings(chance),
    brush: chance.whole(DRAWING.brushLeast, DRAWING.brushMost),
    stage: chance.whole(0, STAGES.length - 1),
  };
}

test("a code gives back exactly what it was made of", () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const made = randomWork(seeded(seed));
    const letters = encode(made);
    expect(letters).toMatch(/^[\w-]+$/);
    expect(decode(letters!)).toEqual(made);
  }
});

function isOffered(opened: Work): boolean {
  const { drawing, meta, settings, brush, stage } = opened;
  const points = drawing.strokes.map(([, path]) => path.split("L").length);
  return (
    SETTINGS.every(({ name, choices }) => (choices as readonly unknown[]).includes(settings[name])) &&
    (DRAWING.sizes as readonly number[]).includes(drawing.size) &&
    brush >= DRAWING.brushLeast &&
    brush <= DRAWING.brushMost &&
    stage < STAGES.length &&
    (meta.sample ?? 0) < DRAWING.mnistSamples &&
    (meta.base ?? 0) <= drawing.strokes.length &&
    drawing.strokes.length <= DRAWING.mostStrokes &&
    points.reduce((sum, count) => sum + count, 0) <= DRAWING.mostPoints &&
    drawing.strokes.every(([width]) => width > 0 && width <= drawing.size)
  );
}

describe("a damaged code", () => {
  test("is refused wherever it is cut off", () => {
    for (const [letters] of OLD) {
      for (let length = 0; length < letters.length; length += 1) expect(decode(letters.slice(0, length))).toBeNull();
    }
  });

  test("is refused with any single wrong letter, or opens something that the page offers", () => {
    for (const [letters] of OLD) {
      for (let place = 0; place < letters.length; place += 1) {
        for (const letter of LETTERS) {
          const opened = decode(letters.slice(0, place) + letter + letters.slice(place + 1));
          expect(opened === null || isOffered(opened)).toBe(true);
        }
      }
    }
  });

  test("is refused with almost every single wrong letter", () => {
    const [[letters, made]] = OLD as [[string, Work]];
    const others = Array.from(letters).flatMap((right, place) =>
      Array.from(LETTERS.replace(right, ""), (wrong) => letters.slice(0, place) + wrong + letters.slice(place + 1)),
    );
    const openedOtherwise = others.map(decode).filter((opened) => opened && encode(opened) !== encode(made));
    expect(openedOtherwise.length).toBeLessThan(others.length / 100);
  });

  test.each(["AAAA", "!", "%00%ff<script>alert(1)</script>", "A".repeat(300_000), "", "__proto__", '{"strokes": 7}'])(
    "%.20s is refused",
    (letters) => {
      expect(decode(letters)).toBeNull();
    },
  );
});

describe("limits", () => {
  const dots = (count: number) => Array.from({ length: count }, (): Stroke => [10, "M1,1L1.01,1"]);

  test("500 strokes are a link, 501 are none", () => {
    expect(decode(encode(workWithStrokes(dots(DRAWING.mostStrokes)))!)?.drawing.strokes).toHaveLength(500);
    expect(encode(workWithStrokes(dots(DRAWING.mostStrokes + 1)))).toBeNull();
  });

  test("4000 points are a link, 4001 are none, in one stroke or in many", () => {
    const many = (points: number): Stroke[] => [
      [10, longPath(points - 2000)],
      [4, longPath(2000)],
    ];
    for (const strokes of [[[10, longPath(4000)] satisfies Stroke], many(4000)]) {
      expect(decode(encode(workWithStrokes(strokes))!)?.drawing.strokes).toEqual(strokes);
    }
    expect(encode(workWithStrokes([[10, longPath(4001)]]))).toBeNull();
    expect(encode(workWithStrokes(many(4001)))).toBeNull();
  });

  test("the largest drawing there can be is a link that opens", () => {
    const strokes = Array.from({ length: 500 }, (_, i): Stroke => [i % 2 ? 139.999 : 140, longPath(8, 1400)]);
    expect(decode(encode(workWithStrokes(strokes))!)?.drawing.strokes).toEqual(strokes);
  });

  test("a link with 600 strokes, as the first page made them, is refused", () => {
    // Version 1, the settings at first, brush 10, stage 0, no sample, then 600 dots.
    const dot = [4, 200, 1, 200, 1, 2, 0];
    const [first, ...others] = Array.from({ length: 600 }, () => dot);
    const head = [1, 241, 2, 10, 0, 0, 216, 4, 5, 144, 78, ...first!.slice(1)];
    expect(decode(lettersWithCheckSum([...head, ...others.flat()]))).toBeNull();
    const fewer = [1, 241, 2, 10, 0, 0, 244, 3, 5, 144, 78, ...first!.slice(1), ...others.slice(0, 499).flat()];
    expect(decode(lettersWithCheckSum(fewer))?.drawing.strokes).toHaveLength(500);
  });

  test("a stage beyond the last one, as of a page with more stages, opens the last one", () => {
    expect(decode(lettersWithCheckSum([1, 241, 2, 10, 60, 0, 0]))?.stage).toBe(STAGES.length - 1);
  });

  test("filters that the page does not offer are refused though they could be written", () => {
    expect(decode(lettersWithCheckSum([1, 241, 2, 10, 0, 0, 0]))?.settings.filters).toBe(16);
    for (const filters of [1, 7, 15]) {
      expect(decode(lettersWithCheckSum([1, 1 + 16 * (filters - 1), 2, 10, 0, 0, 0]))).toBeNull();
    }
  });
});

/** The letters of bytes after their check sum, as the format describes it. */
function lettersWithCheckSum(bytes: number[]): string {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 255;
    high = (high + low) % 255;
  }
  return window
    .btoa(String.fromCharCode(...bytes, low, high))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}

describe("what no page offers is never made a link", () => {
  const settings = (changes: Record<string, unknown>) =>
    work({ settings: { ...SETTINGS_AT_FIRST, ...changes } as Settings });

  test.each<[string, Work]>([
    ["a kernel size of 4", settings({ kernel_size: 4 })],
    ["a stride of 3", settings({ stride: 3 })],
    ["a padding of 3", settings({ padding: 3 })],
    ["8 filters", settings({ filters: 8 })],
    ["weights of another name", settings({ weights: "best" })],
    ["a brush of 3", work({ brush: 3 })],
    ["a brush of 25", work({ brush: 25 })],
    ["a brush of ten and a half", work({ brush: 10.5 })],
    ["a stage that is not there", work({ stage: STAGES.length })],
    ["a canvas of another size", workWithStrokes([], 56)],
    ["a stroke without points", workWithStrokes([[10, ""]])],
    ["a point without a second number", workWithStrokes([[10, "M1,2L3"]])],
    ["a point far away", workWithStrokes([[10, "M1401,2"]])],
    ["a step that is too far", workWithStrokes([[10, "M1000,2L-1000,2"]])],
    ["a number without end", workWithStrokes([[10, "M1e999,2"]])],
    ["a stroke without width", workWithStrokes([[0, "M1,2"]])],
    ["a stroke wider than the canvas", workWithStrokes([[141, "M1,2"]])],
    ["an image that is not among MNIST's", work({ meta: { sample: 10_000, base: 0 } })],
    ["a digit of 10", work({ meta: { label: 10, base: 0 } })],
    ["more strokes of a sample than there are", work({ meta: { label: 3, base: 2 } })],
  ])("%s", (_, impossible) => {
    expect(encode(impossible)).toBeNull();
  });
});
