// How fast the kernel slides over ink and over blank paper.
import { describe, expect, test } from "vitest";
import { paceOver, placeAfter } from "../src/stages/slide_pace";

const INK = true;
const BLANK = false;

/** The places that the kernel is at, one for each of so many equal parts of the whole way. */
function places(inked: boolean[], parts: number): number[] {
  const pace = paceOver(inked);
  return Array.from({ length: parts }, (_, i) => placeAfter(pace, (i + 0.5) / parts));
}

describe("the pace of the kernel", () => {
  test("begins at the first place with ink", () => {
    const pace = paceOver([BLANK, BLANK, INK, BLANK, INK]);
    expect(pace.start).toBe(2);
    expect(placeAfter(pace, 0)).toBe(2);
  });

  test("gives every place with ink the same time", () => {
    expect(places([INK, INK, INK, INK], 8)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });

  test("is faster over blank paper, but leaves no place out", () => {
    expect(places([INK, BLANK, BLANK, BLANK, BLANK, BLANK, INK], 15)).toEqual([
      0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 6, 6, 6, 6,
    ]);
  });

  test.each([8 * 8, 24 * 24])("comes to the last of %i places at the end of the way", (count) => {
    const pace = paceOver(Array.from({ length: count }, (_, i) => i % 3 === 0));
    expect(placeAfter(pace, 1)).toBe(count - 1);
    expect(placeAfter(pace, 0.5)).toBeGreaterThan(count * 0.45);
    expect(placeAfter(pace, 0.5)).toBeLessThan(count * 0.55);
  });

  test("where there is no ink at all, it is even and begins at the first place", () => {
    expect(places([BLANK, BLANK], 4)).toEqual([0, 0, 1, 1]);
    expect(paceOver([])).toEqual({ start: 0, begins: [] });
  });
});
