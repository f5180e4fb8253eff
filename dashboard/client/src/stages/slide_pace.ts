// How fast the kernel slides: a whole map takes the same time whatever its size, most of it where there is ink.

const BLANK_TIME = 0.2; // The time at a place of blank paper, of that at one with ink.

/** start: the first place with ink under it. begins: when each place is reached, in parts of the whole way, 0 to 1. */
export interface Pace {
  start: number;
  begins: number[];
}

/** The pace over places in order. inked: whether there is ink under each. Where there is none at all, all are alike. */
export function paceOver(inked: readonly boolean[]): Pace {
  const start = Math.max(inked.indexOf(true), 0);
  const times = inked.map((ink, place): number => (place < start ? 0 : ink ? 1 : BLANK_TIME));
  const whole = times.reduce((sum, time) => sum + time, 0) || 1;
  let before = 0;
  const begins = times.map((time) => {
    const begin = before / whole;
    before += time;
    return begin;
  });
  return { start, begins };
}

/** The place where the kernel is after a part of the way. */
export function placeAfter({ start, begins }: Pace, part: number): number {
  let [low, high] = [start, begins.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((begins[middle] ?? 1) <= part) low = middle;
    else high = middle - 1;
  }
  return low;
}
