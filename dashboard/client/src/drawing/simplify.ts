// Fewer points for the same line: the algorithm of Urs Ramer (1972) and of David Douglas and Thomas Peucker (1973). A
// stretch of the line becomes straight where none of its points is farther from that than the tolerance; else it is
// parted at the farthest one.
import type { Point } from "./strokes";

/** The points that are needed so that the line through them is nowhere farther than `tolerance` from any point. */
export function simplified(points: readonly Point[], tolerance: number): Point[] {
  const needed = new Set([0, points.length - 1]);
  const stretches: [from: number, to: number][] = [[0, points.length - 1]]; // those that are still to be looked at
  for (let stretch = stretches.pop(); stretch; stretch = stretches.pop()) {
    const [from, to] = stretch;
    const farthest = farthestBetween(points, from, to, tolerance);
    if (farthest === null) continue;
    needed.add(farthest);
    stretches.push([from, farthest], [farthest, to]);
  }
  return points.filter((_, i) => needed.has(i));
}

/** The index of the point that is farthest from the straight line, if any is farther than the tolerance. */
function farthestBetween(points: readonly Point[], from: number, to: number, tolerance: number): number | null {
  const [start, end] = [points[from], points[to]];
  if (!start || !end) return null;
  let farthest: number | null = null;
  let most = tolerance;
  for (let i = from + 1; i < to; i += 1) {
    const distance = distanceToLine(points[i] as Point, start, end);
    if (distance <= most) continue;
    farthest = i;
    most = distance;
  }
  return farthest;
}

/** From the straight line between the ends and not beyond them, so that a stroke that turns back keeps its tip. */
function distanceToLine([x, y]: Point, [x1, y1]: Point, [x2, y2]: Point): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / length2;
  const within = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - x1 - within * dx, y - y1 - within * dy);
}
