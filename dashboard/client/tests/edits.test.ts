// @vitest-environment happy-dom
// What the visitor changes of the network: what replaces what, what is in force, and how it travels in a link.
import { describe, expect, test } from "vitest";
import { EDITS, PRESETS, SETTINGS, type Settings } from "../src/contract";
import { blank, drawingOf, withEdits, withEditsOf } from "../src/drawing/canvas_state";
import { decodeEdits, encodeEdits } from "../src/drawing/edit_code";
import { type Edit, type EditName, editOf, isInForce, withEdit, withoutEdit } from "../src/drawing/edits";
import { decode, editsAreDamaged, encode, type Work } from "../src/drawing/link_code";
import { whatToOpen } from "../src/drawing/opening";
import { type Chance, seeded } from "./seeded";

const SETTINGS_AT_FIRST: Settings = { kernel_size: 5, stride: 1, padding: 0, filters: 16, weights: "pretrained" };
const NAMES = Object.keys(EDITS.lengths) as EditName[];
const KERNEL = editOf(SETTINGS_AT_FIRST, "conv1.weight", [3, 0], Array(25).fill(0.5));

function weight(row: number, column: number, value: number, kernel = 3): Edit {
  return editOf(SETTINGS_AT_FIRST, "conv1.weight", [kernel, 0, row, column], [value]);
}

/** Any change that the page can make. */
function anyEdit(chance: Chance): Edit {
  const settings = Object.fromEntries(
    SETTINGS.map(({ name, choices }) => [name, chance.oneOf<number | string>(choices)]),
  ) as unknown as Settings;
  const name = chance.oneOf(NAMES);
  const side = name === "conv1.weight" ? settings.kernel_size : EDITS.conv2Side;
  const channels: readonly number[] = EDITS.channels[name];
  const sizes = name.endsWith(".weight") ? [...channels, side, side] : [...channels];
  const length = chance.oneOf(EDITS.lengths[name]);
  const place = sizes.slice(0, length).map((size) => chance.whole(0, size - 1));
  const count = sizes.slice(length).reduce((product, size) => product * size, 1);
  const values = Array.from({ length: count }, () => chance.whole(-10_000, 10_000) / 1000);
  return editOf(settings, name, place, values);
}

describe("one change and another", () => {
  test("a number is a thousandth, and within the limits", () => {
    expect(weight(0, 0, 0.12345).values).toEqual([0.123]);
    expect(weight(0, 0, 99).values).toEqual([EDITS.farthest]);
    expect(weight(0, 0, -99).values).toEqual([-EDITS.farthest]);
  });

  test("the same weight again stands in the place of the one before", () => {
    expect(withEdit([weight(1, 1, 0.5), weight(2, 2, 1)], weight(1, 1, -1))).toEqual([
      weight(2, 2, 1),
      weight(1, 1, -1),
    ]);
  });

  test("a whole kernel stands in the place of its weights, and of no others", () => {
    const others = [weight(1, 1, 1, 4), editOf({ ...SETTINGS_AT_FIRST, stride: 2 }, "conv1.weight", [3, 0, 1, 1], [1])];
    expect(withEdit([weight(1, 1, 0.5), ...others, weight(2, 2, 1)], KERNEL)).toEqual([...others, KERNEL]);
  });

  test("a weight of a changed kernel is part of that", () => {
    const [changed, ...more] = withEdit([KERNEL], weight(1, 2, -3));
    expect(more).toEqual([]);
    expect(changed?.values.map((value, i) => [i, value]).filter(([, value]) => value !== 0.5)).toEqual([[7, -3]]);
    expect(KERNEL.values).toEqual(Array(25).fill(0.5));
  });

  test("what is brought back goes with all that lies in it", () => {
    const other = weight(0, 0, 1, 5);
    expect(withoutEdit([weight(1, 1, 0.5), other, weight(2, 2, 1)], KERNEL)).toEqual([other]);
    expect(withoutEdit([KERNEL, other], KERNEL)).toEqual([other]);
  });
});

describe("a change is in force", () => {
  test("with the settings it was made with, whatever the number of filters that has it", () => {
    expect(isInForce(KERNEL, SETTINGS_AT_FIRST)).toBe(true);
    expect(isInForce(KERNEL, { ...SETTINGS_AT_FIRST, filters: 6 })).toBe(true);
  });

  test.each([{ stride: 2 }, { padding: 1 }, { kernel_size: 3 }, { weights: "random" }] as Partial<Settings>[])(
    "not with %o",
    (other) => {
      expect(isInForce(KERNEL, { ...SETTINGS_AT_FIRST, ...other })).toBe(false);
    },
  );

  test("not where that filter, or the channel that a kernel reads, is not there", () => {
    const few = { ...SETTINGS_AT_FIRST, filters: 6 } as Settings;
    expect(isInForce(weight(0, 0, 1, 6), few)).toBe(false);
    expect(isInForce(editOf(SETTINGS_AT_FIRST, "conv2.weight", [20, 6], KERNEL.values), few)).toBe(false);
    expect(isInForce(editOf(SETTINGS_AT_FIRST, "conv2.weight", [20, 5], KERNEL.values), few)).toBe(true);
    expect(isInForce(editOf(SETTINGS_AT_FIRST, "relu3.output", [100], [0]), few)).toBe(true);
  });
});

test("the changes stay when the drawing goes, and are part of what the server is told", () => {
  const state = withEdits(blank(140), [KERNEL]);
  expect(drawingOf(withEditsOf(state, blank(28)))).toEqual({ size: 28, strokes: [], sample: null, edits: [KERNEL] });
  expect(drawingOf(withEdits(state, []))).toEqual(drawingOf(blank(140)));
});

describe("in a link", () => {
  const workWith = (edits: Edit[]): Work => ({
    drawing: { size: 140, strokes: [[10, "M39.2,28L70,26.6"]], sample: null, edits },
    meta: { edits },
    settings: SETTINGS_AT_FIRST,
    brush: 10,
    stage: 5,
  });

  test("changes come back exactly as they were", () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const chance = seeded(seed);
      const edits = Array.from({ length: chance.whole(1, 6) }, () => anyEdit(chance));
      expect(decodeEdits(encodeEdits(edits) ?? "")).toEqual(edits);
      expect(decode(encode(workWith(edits)) ?? "")).toEqual(workWith(edits));
    }
  });

  test("two dozen kernels fit, and never more than 2,000 letters", () => {
    const sobel = PRESETS[5].sobel_x.flat();
    const kernels = Array.from({ length: 60 }, (_, i) =>
      editOf(SETTINGS_AT_FIRST, "conv2.weight", [i % 32, Math.floor(i / 32)], sobel),
    );
    expect(encodeEdits(kernels.slice(0, 24))?.length).toBeLessThanOrEqual(2_000);
    const most = kernels.findIndex((_, i) => encodeEdits(kernels.slice(0, i + 1)) === null);
    expect(most).toBeGreaterThan(24);
    expect(encode(workWith(kernels))).toBeNull();
  });

  test("damaged ones leave the drawing without them, and say so", () => {
    const letters = encode(workWith([KERNEL])) ?? "";
    const plain = { ...workWith([]), drawing: { ...workWith([]).drawing }, meta: {} } as Work;
    const { edits: _, ...drawing } = plain.drawing;
    const start = letters.indexOf("&e=") + 3;
    for (let length = start; length < letters.length; length += 1) {
      const cut = letters.slice(0, length);
      expect(editsAreDamaged(cut)).toBe(true);
      expect(whatToOpen(cut, null)).toEqual({
        work: { ...plain, drawing },
        own: null,
        broken: false,
        editsAreBroken: true,
      });
    }
    expect(whatToOpen(letters, null).editsAreBroken).toBe(false);
    expect(editsAreDamaged(letters.slice(0, start - 3))).toBe(false);
  });

  test.each(["AAAA", "!", "", "A".repeat(3_000), "__proto__"])("%.20s stands for no changes", (letters) => {
    expect(decodeEdits(letters)).toBeNull();
  });

  test("the same changes have the same letters for ever", () => {
    const edits = [
      weight(2, 2, 1.25),
      editOf({ ...SETTINGS_AT_FIRST, weights: "random" }, "relu4.output", [83], [-0.5]),
    ];
    expect(encodeEdits(edits)).toBe("ASEDAAICxBPxAVPnBzdN");
  });
});
