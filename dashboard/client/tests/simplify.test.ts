// Fewer points for the same line.
import { describe, expect, test } from "vitest";
import { simplified } from "../src/drawing/simplify";
import type { Point } from "../src/drawing/strokes";
import { seeded } from "./seeded";

function distanceTo([x, y]: Point, [x1, y1]: Point, [x2, y2]: Point): number {
  const length2 = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const along = length2 ? ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length2 : 0;
  const t = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - x1 - t * (x2 - x1), y - y1 - t * (y2 - y1));
}

function distanceToLine(point: Point, line: Point[]): number {
  return Math.min(...line.slice(1).map((end, i) => distanceTo(point, line[i] as Point, end)));
}

describe("a line", () => {
  test("that is straight needs its ends only", () => {
    const points = Array.from({ length: 50 }, (_, i): Point => [i, 2 * i]);
    expect(simplified(points, 0.1)).toEqual([
      [0, 0],
      [49, 98],
    ]);
  });

  test("with a corner keeps the corner", () => {
    const points: Point[] = [
      [0, 0],
      [50, 0.1],
      [100, 0],
      [90, 50],
      [80, 100],
    ];
    expect(simplified(points, 0.35)).toEqual([
      [0, 0],
      [100, 0],
      [80, 100],
    ]);
  });

  test("that comes back to where it began keeps its way", () => {
    const circle = Array.from({ length: 101 }, (_, i): Point => {
      const angle = (i / 50) * Math.PI;
      return [70 + 40 * Math.cos(angle), 70 + 40 * Math.sin(angle)];
    });
    const few = simplified(circle, 0.35);
    expect(few.length).toBeLessThan(40);
    expect(few.length).toBeGreaterThan(12);
  });

  test("that turns back keeps its tip", () => {
    const points: Point[] = [
      [0, 0],
      [100, 0],
      [40, 0],
    ];
    expect(simplified(points, 0.35)).toEqual(points);
  });

  test("of one or two points stays as it is", () => {
    expect(simplified([], 1)).toEqual([]);
    expect(simplified([[1, 2]], 1)).toEqual([[1, 2]]);
    const two: Point[] = [
      [1, 2],
      [1, 2],
    ];
    expect(simplified(two, 1)).toHaveLength(2);
  });
});

test("no point of any scribble is farther from what is left than the tolerance", () => {
  const chance = seeded(5);
  for (let n = 0; n < 20; n += 1) {
    let [x, y] = [70, 70];
    const points = Array.from({ length: 200 }, (): Point => {
      x += chance.whole(-200, 200) / 100;
      y += chance.whole(-200, 200) / 100;
      return [x, y];
    });
    const few = simplified(points, 0.35);
    expect(few[0]).toEqual(points[0]);
    expect(few.at(-1)).toEqual(points.at(-1));
    const farthest = Math.max(...points.map((point) => distanceToLine(point, few)));
    expect(farthest).toBeLessThanOrEqual(0.35 + 1e-9);
  }
});
