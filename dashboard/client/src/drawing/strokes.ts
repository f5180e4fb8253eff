// A stroke of the canvas: its path ("M1,2L3,4") in canvas units, and the brush it was drawn with.
import { COLOURS, DRAWING } from "../contract";

export type Point = [x: number, y: number];

/** A stroke as Plotly has it. line.width is in pixels of the screen, and follows from the brush: see `widthOf`. */
export interface CanvasShape {
  type: "path";
  path: string;
  /** The brush, in canvas units: "b:10". */
  name: string;
  line: { color: string; width: number };
  layer?: string;
  xref?: string;
  yref?: string;
  editable?: boolean;
}

const NUMBER = /-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/gi;
const WIDTH_UNTIL_FITTED = 20; // in pixels
const NEARLY_NOTHING = 0.01; // the length of the line that a dot is

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** The brush in canvas units that a shape's name holds. */
export function brushOf(name: string | undefined): number {
  return Number((name ?? "").replace("b:", "")) || 1;
}

export function nameOf(brush: number): string {
  return `b:${rounded(brush, 3)}`;
}

/** What the brush of the slider, which counts in units of the largest canvas, is on a canvas of this size. */
export function brushOn(size: number, brush: number): number {
  return rounded((brush * size) / DRAWING.defaultSize, 3);
}

/** The width on the screen, where a unit of the canvas is `pixels` wide, of strokes with this name. */
export function widthOf(name: string, pixels: number): number {
  return rounded(brushOf(name) * pixels, 2);
}

/** The path through the points. One point alone becomes a dot, which is a line too short to see. */
export function pathOf(points: readonly Point[]): string {
  const [first] = points;
  if (!first) return "";
  const dot: Point = [first[0] + NEARLY_NOTHING, first[1]];
  const all = points.length > 1 ? points : [first, dot];
  return `M${all.map(([x, y]) => `${rounded(x, 2)},${rounded(y, 2)}`).join("L")}`;
}

export function numbersOf(path: string): number[] {
  return Array.from(path.matchAll(NUMBER), ([text]) => Number(text));
}

/** The path with every number times `factor`. */
export function scaledPath(path: string, factor: number, digits: number): string {
  return path.replace(NUMBER, (number) => String(rounded(Number(number) * factor, digits)));
}

/** The path moved so far to the right and down. */
export function movedPath(path: string, right: number, down: number, digits: number): string {
  let count = 0;
  return path.replace(NUMBER, (number) => {
    count += 1;
    return String(rounded(Number(number) + (count % 2 === 1 ? right : down), digits));
  });
}

export function shapeOf(path: string, brush: number): CanvasShape {
  const line = { color: COLOURS.ink, width: WIDTH_UNTIL_FITTED };
  return { type: "path", path, name: nameOf(brush), line, layer: "above", xref: "x", yref: "y", editable: true };
}
