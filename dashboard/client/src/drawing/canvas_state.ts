// The canvas as data. Its figure is the whole state: strokes in layout.shapes, the brush of each in a shape's name
// ("b:10" is ten canvas units), and in layout.meta the sample behind them. Here are the state of a figure, and the
// figure of a state.
import { DRAWING, EXAMPLE } from "../contract";
import type { Packed, PlotlyFigure } from "../page/plotly";
import type { Drawing } from "../reading/answers";
import type { Edit } from "./edits";
import { brushOf, brushOn, type CanvasShape, movedPath, nameOf, scaledPath, shapeOf, widthOf } from "./strokes";

/** sample: the index of an MNIST test image. image: the digit of a picture, in its place: 28×28 grey levels in base64.
 * label: the true digit of the sample. base: how many strokes belong to it. example: whether this is the digit that a
 * first visit shows. edits: what the visitor has changed of the network; none where nothing is. */
export interface CanvasMeta {
  sample?: number;
  image?: string;
  label?: number;
  base?: number;
  example?: boolean;
  edits?: readonly Edit[];
}

/** z: the image behind the strokes, as Plotly takes it. */
export interface CanvasState {
  size: number;
  shapes: CanvasShape[];
  meta: CanvasMeta;
  z: Packed;
}

/** A digit out of MNIST's test images. */
export interface ImageSample {
  index: number;
  label: number;
  z: Packed;
}

/** A digit drawn by rule, for a server without MNIST. */
interface DrawnSample {
  index: null;
  label: number;
  paths: string[];
  size: number;
}

export type Sample = ImageSample | DrawnSample;

/** What of the canvas' layout is read here. */
interface CanvasLayout {
  shapes?: unknown[];
  meta?: CanvasMeta;
  newshape: { name: string; line?: { width?: number } };
  xaxis: { range: [number, number] };
  yaxis: { range: [number, number] };
}

/** What of a figure, or of a graph that has drawn it, is read here. */
type CanvasFigure = Pick<PlotlyFigure, "data" | "layout">;

/** 28×28 grey levels in base64, as Plotly takes them. */
function packed(levels: string): Packed {
  return { dtype: "u1", bdata: levels, shape: `${DRAWING.cells}, ${DRAWING.cells}` };
}

export const BLANK_SAMPLE = packed(window.btoa("\0".repeat(DRAWING.cells * DRAWING.cells)));

// ---- the state of a figure, and a figure with another state ----

export function layoutOf(figure: CanvasFigure): CanvasLayout {
  return figure.layout as unknown as CanvasLayout;
}

export function sizeOf(figure: CanvasFigure): number {
  return layoutOf(figure).xaxis.range[1];
}

function isStroke(shape: unknown): shape is CanvasShape {
  return (shape as Partial<CanvasShape>).type === "path";
}

export function stateOf(figure: CanvasFigure): CanvasState {
  const { shapes = [], meta = {} } = layoutOf(figure);
  const z = (figure.data[0]?.z ?? BLANK_SAMPLE) as Packed;
  return { size: sizeOf(figure), shapes: shapes.filter(isStroke), meta, z };
}

/** The strokes with their widths on the screen; Plotly gets objects of its own, which it may change. */
export function fittedShapes(state: CanvasState, pixels: number): CanvasShape[] {
  return state.shapes.map((shape) => ({ ...shape, line: { ...shape.line, width: widthOf(shape.name, pixels) } }));
}

/** brush: that of the slider, for the next strokes. pixels: how wide a unit of the canvas is on the screen. */
export function withState(figure: CanvasFigure, state: CanvasState, brush: number, pixels: number): PlotlyFigure {
  const name = nameOf(brushOn(state.size, brush));
  const cell = state.size / DRAWING.cells;
  const grid = { z: state.z, x0: cell / 2, dx: cell, y0: cell / 2, dy: cell };
  const { newshape, xaxis, yaxis } = layoutOf(figure);
  const layout = {
    ...figure.layout,
    shapes: fittedShapes(state, pixels),
    meta: state.meta,
    newshape: { ...newshape, name, line: { ...newshape.line, width: widthOf(name, pixels) } },
    xaxis: { ...xaxis, range: [0, state.size] },
    yaxis: { ...yaxis, range: [state.size, 0] },
  };
  return { ...figure, data: [{ ...figure.data[0], ...grid }], layout };
}

// ---- other states ----

export function blank(size: number): CanvasState {
  return { size, shapes: [], meta: {}, z: BLANK_SAMPLE };
}

/** The digit that a first visit shows. */
export function example(size: number): CanvasState {
  const shapes = EXAMPLE.paths.map((path) => shapeOf(path, EXAMPLE.brush));
  return resized({ size: EXAMPLE.size, shapes, meta: { example: true }, z: BLANK_SAMPLE }, size);
}

export function isExample({ meta }: CanvasState): boolean {
  return meta.example === true;
}

/** What a stroke is added to, and what is kept and linked to: the example is not the visitor's, so it makes way. */
export function withoutExample(state: CanvasState): CanvasState {
  return isExample(state) ? withEditsOf(state, blank(state.size)) : state;
}

// ---- what is changed of the network, which stays when the drawing goes ----

export function editsOf({ meta }: CanvasState): readonly Edit[] {
  return meta.edits ?? [];
}

export function withEdits(state: CanvasState, edits: readonly Edit[]): CanvasState {
  const { edits: _, ...meta } = state.meta;
  return { ...state, meta: edits.length > 0 ? { ...meta, edits } : meta };
}

/** Another drawing, in the network of the one before it. */
export function withEditsOf(before: CanvasState, next: CanvasState): CanvasState {
  return withEdits(next, editsOf(before));
}

/** The same drawing on a canvas of another size. */
export function resized(state: CanvasState, size: number): CanvasState {
  const factor = size / state.size;
  if (factor === 1) return state;
  const shapes = state.shapes.map((shape) => ({
    ...shape,
    path: scaledPath(shape.path, factor, 4),
    name: nameOf(brushOf(shape.name) * factor),
  }));
  return { ...state, shapes, size };
}

/** A canvas with nothing but the sample. brush: that of the slider, with which a digit drawn by rule is drawn. */
export function sampled(sample: Sample, size: number, brush: number): CanvasState {
  const { label } = sample;
  if (sample.index !== null) {
    return { size, shapes: [], meta: { sample: sample.index, label, base: 0 }, z: sample.z };
  }
  const factor = size / sample.size;
  const shapes = sample.paths.map((path) => shapeOf(scaledPath(path, factor, 3), brushOn(size, brush)));
  return { size, shapes, meta: { label, base: shapes.length }, z: BLANK_SAMPLE };
}

/** A canvas with nothing but the digit of a picture. */
export function pictured(image: string, size: number): CanvasState {
  return { size, shapes: [], meta: { image }, z: packed(image) };
}

/** Whether the canvas has a sample by its index alone, out of a link or out of what was kept: its image is not there. */
export function lacksImage({ meta }: CanvasState): boolean {
  return meta.sample !== undefined && meta.label === undefined;
}

/** The image of a sample that is on the canvas by its index alone. */
export function withImage(state: CanvasState, sample: ImageSample): CanvasState {
  return { ...state, z: sample.z, meta: { ...state.meta, label: sample.label } };
}

/** Without one of its strokes, or with that stroke moved. way: in parts of the canvas; null takes the stroke away. */
export function withStroke(state: CanvasState, stroke: number, way: readonly [number, number] | null): CanvasState {
  const shapes = state.shapes.flatMap((shape, i) => {
    if (i !== stroke) return [shape];
    return way ? [{ ...shape, path: movedPath(shape.path, state.size * way[0], state.size * way[1], 2) }] : [];
  });
  const meta = withoutFlag(state.meta);
  return { ...state, shapes, meta: way ? meta : withOneFewer(meta, stroke) };
}

/** What the visitor has changed is no example any more. */
function withoutFlag({ example: _, ...meta }: CanvasMeta): CanvasMeta {
  return meta;
}

/** Of a digit drawn by rule nothing is known any more when its last stroke has gone. */
function withOneFewer(meta: CanvasMeta, stroke: number): CanvasMeta {
  const { base, label: _, ...others } = meta;
  if (base === undefined || stroke >= base) return meta;
  return base > 1 ? { ...meta, base: base - 1 } : others;
}

// ---- what the server is told: strokes, brushes, sample ----

export function drawingOf(state: CanvasState): Drawing {
  const strokes = state.shapes.map((shape): [number, string] => [brushOf(shape.name), scaledPath(shape.path, 1, 2)]);
  const { sample, image, edits } = state.meta;
  return {
    size: state.size,
    strokes,
    sample: sample ?? null,
    ...(image === undefined ? {} : { image }),
    ...(edits === undefined ? {} : { edits }),
  };
}

/** The state of a drawing that is known as the server is told of it. */
export function stateOfDrawing({ size, strokes, image }: Drawing, meta: CanvasMeta): CanvasState {
  const shapes = strokes.map(([brush, path]) => shapeOf(path, brush));
  return { size, shapes, meta, z: image === undefined ? BLANK_SAMPLE : packed(image) };
}
