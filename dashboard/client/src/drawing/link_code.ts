// A drawing, the settings, the brush and the stage as a short text, and back: the part of a link behind "#d=". Changes of
// the network follow behind "&e=": see edit_code.ts.
//
// The bytes are: the version; two bytes of settings and the size of the canvas; the brush; the stage; the sample; then
// each stroke as its number of points, its brush where it changes, its first point and the steps from point to point,
// all in hundredths of a canvas unit, which is exactly what the server is told. What the server would refuse is no link.
import { DRAWING, SETTINGS, type Settings, STAGES } from "../contract";
import { base64Of, bytesOfBase64 } from "../page/base64";
import type { Drawing, Stroke } from "../reading/answers";
import type { CanvasMeta } from "./canvas_state";
import { decodeEdits, encodeEdits } from "./edit_code";
import type { Edit } from "./edits";
import {
  type ByteReader,
  type ByteWriter,
  bytesOf,
  createByteReader,
  createByteWriter,
  lettersOf,
  need,
  orNull,
} from "./link_bytes";
import { numbersOf } from "./strokes";

/** What a link opens. brush: that of the slider. stage: an index of the timeline. */
export interface Work {
  drawing: Drawing;
  meta: CanvasMeta;
  settings: Settings;
  brush: number;
  stage: number;
}

const VERSION = 1;
const EDITS_PART = "&e=";
const HUNDREDTHS = 100;
const THOUSANDTHS = 1000;
const FARTHEST = 10; // canvases away
const MOST_STAGE = 99; // a link may be from a page with more stages
const NO_SAMPLE = 0;
const FROM_MNIST = 1;
const DRAWN_BY_RULE = 2;
const FROM_PICTURE = 3;
const LAST_KIND = FROM_PICTURE;

/** The letters of a work; null for what is too large for a link or holds a value that the page does not offer. */
export function encode(work: Work): string | null {
  const edits = encodeEdits(work.drawing.edits ?? []);
  if (edits === null) return null;
  const letters = orNull(() => {
    const out = createByteWriter();
    out.number(VERSION, VERSION);
    writeSettings(out, work.settings, work.drawing.size);
    need(work.brush >= DRAWING.brushLeast);
    out.number(work.brush, DRAWING.brushMost);
    out.number(work.stage, STAGES.length - 1);
    writeSample(out, work.meta, work.drawing.strokes.length);
    writeStrokes(out, work.drawing);
    return lettersOf(out.bytes, VERSION);
  });
  return letters === null || edits === "" ? letters : letters + EDITS_PART + edits;
}

/** The work that the letters stand for, without changes of the network that are damaged; null when they stand for none. */
export function decode(letters: string): Work | null {
  const [code, edits] = partsOf(letters);
  const work = decodeDrawing(code);
  if (!work || !edits) return work;
  return { ...work, drawing: { ...work.drawing, edits }, meta: { ...work.meta, edits } };
}

/** Whether the letters are of changes of the network that cannot be read any more. */
export function editsAreDamaged(letters: string): boolean {
  return letters.includes(EDITS_PART) && partsOf(letters)[1] === null;
}

function partsOf(letters: string): [code: string, edits: Edit[] | null] {
  const [code = "", ...others] = letters.split(EDITS_PART);
  return [code, others.length > 0 ? decodeEdits(others.join(EDITS_PART)) : null];
}

function decodeDrawing(letters: string): Work | null {
  return orNull(() => {
    const from = createByteReader(bytesOf(letters, VERSION));
    need(from.number(VERSION) === VERSION);
    const { settings, size } = readSettings(from);
    const brush = from.number(DRAWING.brushMost);
    need(brush >= DRAWING.brushLeast);
    const stage = Math.min(from.number(MOST_STAGE), STAGES.length - 1);
    const meta = readSample(from);
    const strokes = readStrokes(from, size);
    need(from.atEnd() && (meta.base ?? 0) <= strokes.length);
    const { sample = null, image } = meta;
    const drawing = { size, strokes, sample, ...(image === undefined ? {} : { image }) };
    return { drawing, meta, settings, brush, stage };
  });
}

// ---- settings: the first byte holds kernel size (1 bit), stride (1), padding (2) and filters (4), the second one
// weights (1 bit) and the size of the canvas (1)

type Entry = (typeof SETTINGS)[number];
type Choices = { [E in Entry as E["name"]]: E["choices"] };

const CHOICES = Object.fromEntries(SETTINGS.map(({ name, choices }) => [name, choices])) as Choices;

function placeOf(value: unknown, offered: readonly unknown[]): number {
  const place = offered.indexOf(value);
  need(place >= 0);
  return place;
}

function offeredAt<T>(offered: readonly T[], place: number): T {
  const value = offered[place];
  need(value !== undefined);
  return value;
}

function writeSettings(out: ByteWriter, settings: Settings, size: number): void {
  const kernelSize = placeOf(settings.kernel_size, CHOICES.kernel_size);
  const stride = placeOf(settings.stride, CHOICES.stride);
  const padding = placeOf(settings.padding, CHOICES.padding);
  const weights = placeOf(settings.weights, CHOICES.weights);
  placeOf(settings.filters, CHOICES.filters); // the bits hold every number from 1 to 16, the page offers some
  out.byte(kernelSize + 2 * stride + 4 * padding + 16 * (settings.filters - 1));
  out.byte(weights + 2 * placeOf(size, DRAWING.sizes));
}

function readSettings(from: ByteReader): { settings: Settings; size: number } {
  const first = from.byte();
  const second = from.byte();
  const filters = (first >> 4) + 1;
  const settings: Settings = {
    kernel_size: offeredAt(CHOICES.kernel_size, first & 1),
    stride: offeredAt(CHOICES.stride, (first >> 1) & 1),
    padding: offeredAt(CHOICES.padding, (first >> 2) & 3),
    filters: offeredAt(CHOICES.filters, placeOf(filters, CHOICES.filters)),
    weights: offeredAt(CHOICES.weights, second & 1),
  };
  return { settings, size: offeredAt(DRAWING.sizes, second >> 1) };
}

// ---- the sample: an image of MNIST, whose label the server knows, or strokes drawn by rule, which come first; or the
// digit of a picture, which no server knows

function writeSample(out: ByteWriter, { sample, image, label, base }: CanvasMeta, strokes: number): void {
  if (sample !== undefined) {
    out.number(FROM_MNIST, LAST_KIND);
    out.number(sample, DRAWING.mnistSamples - 1);
  } else if (image !== undefined) {
    out.number(FROM_PICTURE, LAST_KIND);
    writeImage(out, image);
  } else if (label !== undefined) {
    out.number(DRAWN_BY_RULE, LAST_KIND);
    out.number(label, 9);
    out.number(base ?? 0, strokes);
  } else {
    out.number(NO_SAMPLE, LAST_KIND);
  }
}

function readSample(from: ByteReader): CanvasMeta {
  const kind = from.number(LAST_KIND);
  if (kind === FROM_MNIST) return { sample: from.number(DRAWING.mnistSamples - 1), base: 0 };
  if (kind === FROM_PICTURE) return { image: readImage(from) };
  return kind === DRAWN_BY_RULE ? { label: from.number(9), base: from.number(DRAWING.mostStrokes) } : {};
}

const PIXELS = DRAWING.cells * DRAWING.cells;

/** Most of an image is paper: after each pixel without ink stands how many more of them follow. */
function writeImage(out: ByteWriter, image: string): void {
  const levels = bytesOfBase64(image);
  need(levels.length === PIXELS);
  for (let at = 0; at < PIXELS; at += 1) {
    const level = levels[at] ?? 0;
    out.byte(level);
    if (level > 0) continue;
    const start = at;
    while (at + 1 < PIXELS && levels[at + 1] === 0) at += 1;
    out.number(at - start, PIXELS);
  }
}

function readImage(from: ByteReader): string {
  const levels: number[] = [];
  while (levels.length < PIXELS) {
    const level = from.byte();
    levels.push(level);
    if (level === 0) levels.push(...Array<number>(from.number(PIXELS - levels.length)).fill(0));
  }
  return base64Of(levels);
}

// ---- strokes

type Place = [x: number, y: number]; // in hundredths

function writeStrokes(out: ByteWriter, { strokes, size }: Drawing): void {
  out.number(strokes.length, DRAWING.mostStrokes);
  let left: number = DRAWING.mostPoints;
  let brushBefore: number | null = null;
  for (const [brush, path] of strokes) {
    const places = placesOf(path);
    need(places.length > 0 && places.length <= left);
    left -= places.length;
    out.number(2 * places.length + (brush === brushBefore ? 0 : 1), 2 * DRAWING.mostPoints + 1);
    if (brush !== brushBefore) writeBrush(out, brush, size);
    brushBefore = brush;
    writePlaces(out, places, size);
  }
}

function writeBrush(out: ByteWriter, brush: number, size: number): void {
  const thousandths = Math.round(brush * THOUSANDTHS);
  need(thousandths > 0);
  out.number(thousandths, size * THOUSANDTHS);
}

function placesOf(path: string): Place[] {
  const numbers = numbersOf(path).map((number) => Math.round(number * HUNDREDTHS));
  const places: Place[] = [];
  for (let i = 0; i < numbers.length; i += 2) {
    const [x, y] = [numbers[i], numbers[i + 1]];
    need(x !== undefined && y !== undefined);
    places.push([x, y]);
  }
  return places;
}

const farthest = (size: number): number => FARTHEST * size * HUNDREDTHS;

function writePlaces(out: ByteWriter, places: Place[], size: number): void {
  const far = farthest(size);
  let [lastX, lastY] = [0, 0];
  for (const [x, y] of places) {
    need(Math.abs(x) <= far && Math.abs(y) <= far);
    out.signed(x - lastX, far);
    out.signed(y - lastY, far);
    [lastX, lastY] = [x, y];
  }
}

function readStrokes(from: ByteReader, size: number): Stroke[] {
  const strokes: Stroke[] = [];
  const count = from.number(DRAWING.mostStrokes);
  let left: number = DRAWING.mostPoints;
  let brush = 0;
  while (strokes.length < count) {
    const head = from.number(2 * DRAWING.mostPoints + 1);
    const points = Math.floor(head / 2);
    need(points > 0 && points <= left);
    left -= points;
    if (head % 2) brush = from.number(size * THOUSANDTHS) / THOUSANDTHS;
    need(brush > 0);
    strokes.push([brush, readPath(from, points, size)]);
  }
  return strokes;
}

function readPath(from: ByteReader, points: number, size: number): string {
  const far = farthest(size);
  const places: string[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < points; i += 1) {
    x += from.signed(far);
    y += from.signed(far);
    need(Math.abs(x) <= far && Math.abs(y) <= far);
    places.push(`${x / HUNDREDTHS},${y / HUNDREDTHS}`);
  }
  return `M${places.join("L")}`;
}
