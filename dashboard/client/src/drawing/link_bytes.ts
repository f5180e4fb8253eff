// Whole numbers as bytes, and bytes as the letters of a link: base64url with a check sum at the end. Writing and reading
// name the same limits, so that nothing is written that would not be read again.

import { base64Of, bytesOfBase64 } from "../page/base64";

/** Thrown for numbers and letters that no link has. */
export class NotALink extends Error {}

// More than the largest drawing within the limits takes; longer texts are not worth a look.
const MOST_LETTERS = 40_000;
const MOST_IN_A_BYTE = 255;
const MOST_PLACES = 5; // of seven bits each: enough for every number that a link has

export function need(condition: unknown): asserts condition {
  if (!condition) throw new NotALink();
}

/** What `attempt` gives, or null where it finds that there is no link. */
export function orNull<T>(attempt: () => T): T | null {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof NotALink) return null;
    throw error;
  }
}

// Small numbers of both signs become small numbers without a sign: 0, −1, 1, −2, 2 … become 0, 1, 2, 3, 4 …
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const unzigzag = (value: number): number => (value % 2 ? -(value + 1) / 2 : value / 2);

export interface ByteWriter {
  bytes: number[];
  byte(value: number): void;
  /** A number from 0 to `most`: seven bits in a byte, the lowest first, the eighth says that more follow. */
  number(value: number, most: number): void;
  /** A number from −`most` to `most`. */
  signed(value: number, most: number): void;
}

export function createByteWriter(): ByteWriter {
  const bytes: number[] = [];

  function within(value: number, most: number): void {
    need(Number.isInteger(value) && value >= 0 && value <= most);
  }

  function byte(value: number): void {
    within(value, MOST_IN_A_BYTE);
    bytes.push(value);
  }

  function number(value: number, most: number): void {
    within(value, most);
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
  }

  return { bytes, byte, number, signed: (value, most) => number(zigzag(value), 2 * most) };
}

export interface ByteReader {
  byte(): number;
  number(most: number): number;
  signed(most: number): number;
  atEnd(): boolean;
}

export function createByteReader(bytes: number[]): ByteReader {
  let at = 0;

  function byte(): number {
    const value = bytes[at];
    need(value !== undefined);
    at += 1;
    return value;
  }

  function number(most: number): number {
    let value = 0;
    for (let place = 0; place < MOST_PLACES; place += 1) {
      const next = byte();
      value += (next % 128) * 128 ** place;
      if (next < 128) {
        need(value <= most);
        return value;
      }
    }
    throw new NotALink();
  }

  return { byte, number, signed: (most) => unzigzag(number(2 * most)), atEnd: () => at === bytes.length };
}

/** Fletcher's check sum, begun with the format's version: it finds a letter that is missing, wrong or misplaced. */
function checkSum(bytes: number[], version: number): [low: number, high: number] {
  let low = version;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 255;
    high = (high + low) % 255;
  }
  return [low, high];
}

export function lettersOf(bytes: number[], version: number): string {
  const checked = [...bytes, ...checkSum(bytes, version)];
  return base64Of(checked).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** The bytes that `lettersOf` made the letters of. Throws NotALink for letters that it made of none. */
export function bytesOf(letters: string, version: number): number[] {
  need(letters.length <= MOST_LETTERS && /^[\w-]+$/.test(letters));
  need(letters.length % 4 !== 1); // which no number of bytes gives
  const checked = Array.from(bytesOfBase64(letters.replace(/-/g, "+").replace(/_/g, "/")));
  const bytes = checked.slice(0, -2);
  const [low, high] = checkSum(bytes, version);
  need(checked.at(-2) === low && checked.at(-1) === high);
  return bytes;
}
