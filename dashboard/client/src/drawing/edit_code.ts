// The changes of the network as the part of a link behind "&e=": a check sum of its own, so that the drawing opens where
// they are damaged.
//
// The bytes are: the version; then each change as a number of its network and form, its place, and its values in
// thousandths.
import { EDITS, SETTINGS } from "../contract";
import { type Edit, type EditName, editOf, endsOf } from "./edits";
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

const VERSION = 1;
const SCALE = 10 ** EDITS.decimals;

type Form = [name: EditName, length: number];

/** The order is part of the format: a link of an older page has it. */
const FORMS: Form[] = Object.entries(EDITS.lengths).flatMap(([name, lengths]) =>
  lengths.map((length): Form => [name as EditName, length]),
);

/** Letters of the changes, none for no changes; null for more than a link has room for. */
export function encodeEdits(edits: readonly Edit[]): string | null {
  if (edits.length === 0) return "";
  const letters = orNull(() => {
    const out = createByteWriter();
    out.number(VERSION, VERSION);
    for (const edit of edits) writeEdit(out, edit);
    return lettersOf(out.bytes, VERSION);
  });
  return letters === null || letters.length > EDITS.mostLetters || edits.length > EDITS.most ? null : letters;
}

/** The changes that the letters stand for; null when they stand for none. */
export function decodeEdits(letters: string): Edit[] | null {
  if (letters.length > EDITS.mostLetters) return null;
  return orNull(() => {
    const from = createByteReader(bytesOf(letters, VERSION));
    need(from.number(VERSION) === VERSION);
    const edits: Edit[] = [];
    while (!from.atEnd()) edits.push(readEdit(from));
    need(edits.length > 0 && edits.length <= EDITS.most);
    return edits;
  });
}

// The head of a change: kernel size (1 bit), stride (1), padding (2), weights (1) and form (the others).

const CHOICES = Object.fromEntries(SETTINGS.map(({ name, choices }) => [name, choices as readonly unknown[]]));
const BITS = [
  ["kernel_size", 1, 2],
  ["stride", 2, 2],
  ["padding", 4, 4],
  ["weights", 16, 2],
] as const;
const FORM_BIT = 32;
const MOST_HEAD = FORM_BIT * FORMS.length - 1;

function writeEdit(out: ByteWriter, edit: Edit): void {
  const form = FORMS.findIndex(([name, length]) => name === edit.name && length === edit.place.length);
  need(form >= 0);
  const places = BITS.map(([name]) => CHOICES[name]?.indexOf(edit[name]) ?? -1);
  need(places.every((place) => place >= 0));
  const network = BITS.reduce((sum, [, bit], i) => sum + bit * (places[i] ?? 0), 0);
  out.number(FORM_BIT * form + network, MOST_HEAD);
  const sizes = sizesOf(edit);
  edit.place.forEach((at, axis) => void out.number(at, (sizes[axis] ?? 0) - 1));
  need(edit.values.length === countOf(edit, sizes));
  for (const value of edit.values) out.signed(Math.round(value * SCALE), farthest(edit.name));
}

function readEdit(from: ByteReader): Edit {
  const head = from.number(MOST_HEAD);
  const form = FORMS[Math.floor(head / FORM_BIT)];
  const settings = BITS.map(
    ([name, bit, choices]) => [name, CHOICES[name]?.[Math.floor(head / bit) % choices]] as const,
  );
  need(form && settings.every(([, value]) => value !== undefined));
  const network = Object.fromEntries(settings) as unknown as Pick<Edit, (typeof BITS)[number][0]>;
  const [name, length] = form;
  const sizes = sizesOf({ ...network, name });
  const place = sizes.slice(0, length).map((size) => from.number(size - 1));
  const values = Array.from({ length: countOf({ place }, sizes) }, () => from.signed(farthest(name)) / SCALE);
  const [least, largest] = endsOf(name);
  need(values.every((value) => value >= least && value <= largest));
  return editOf(network, name, place, values);
}

/** Of a value from zero, in thousandths. */
function farthest(name: EditName): number {
  return endsOf(name)[1] * SCALE;
}

/** How many there are along each axis of what is replaced. */
function sizesOf({ kernel_size, name }: Pick<Edit, "kernel_size" | "name">): number[] {
  const channels = [...EDITS.channels[name]];
  if (!name.endsWith(".weight")) return channels;
  const side = name === "conv1.weight" ? kernel_size : EDITS.conv2Side;
  return [...channels, side, side];
}

/** How many values a change has: those of a kernel, or one. */
function countOf({ place }: Pick<Edit, "place">, sizes: readonly number[]): number {
  return sizes.slice(place.length).reduce((count, size) => count * size, 1);
}
