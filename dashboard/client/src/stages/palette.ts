// The colours of numbers, as Plotly's heatmaps have them. The server makes scales by the same rules: see
// dashboard/figures/colours.py, which says what they are.
import { COLOURS } from "../contract";
import type { Ends } from "../reading/answers";

export type ColourScale = readonly (readonly [place: number, colour: string])[];
type Channels = readonly [red: number, green: number, blue: number, alpha: number];
type Stop = readonly [place: number, channels: Channels];

const CHANNELS = 4;

// ---- scales ----

/** The ends for some numbers; where there is no number (NaN), it does not count. */
export function endsOf(values: Iterable<number>): Ends {
  let [low, high] = [0, 0];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low === 0) return [0, high || 1];
  return [Math.min(low, -COLOURS.leastSide * high), Math.max(high, -COLOURS.leastSide * low)];
}

/** The scale for these ends: clear at zero, orange above and blue below. */
export function colourScale([low, high]: Ends): ColourScale {
  const { aboveZero, belowZero } = COLOURS;
  if (low >= 0) return aboveZero;
  const zero = -low / (high - low);
  const below = [...belowZero].reverse().map(([part, colour]) => [zero * (1 - part), colour] as const);
  const above = aboveZero.map(([part, colour]) => [part === 1 ? 1 : zero + (1 - zero) * part, colour] as const);
  return [...below, ...above];
}

// ---- pixels ----

/** The colours of numbers as an image has them. low, high: the numbers at the ends; where there is no number, nothing. */
export function coloursOf(values: ArrayLike<number>, scale: ColourScale, low: number, high: number): Uint8ClampedArray {
  const stops = scale.map(([place, colour]): Stop => [place, channelsOf(colour)]);
  const pixels = new Uint8ClampedArray(values.length * CHANNELS);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const place = Math.min(Math.max((value - low) / (high - low), 0), 1);
    pixels.set(colourAt(stops, place), i * CHANNELS);
  }
  return pixels;
}

/** The colour at a place from 0 to 1 between the stops. */
function colourAt(stops: readonly Stop[], place: number): Channels {
  let next = 1;
  while (next < stops.length - 1 && (stops[next]?.[0] ?? 1) < place) next += 1;
  const [from, start] = stops[next - 1] ?? [0, [0, 0, 0, 0]];
  const [to, end] = stops[next] ?? [1, start];
  const part = to > from ? (place - from) / (to - from) : 0;
  const mixed = (channel: 0 | 1 | 2 | 3) => start[channel] + (end[channel] - start[channel]) * part;
  return [mixed(0), mixed(1), mixed(2), mixed(3)];
}

/** The channels of "#rrggbb" or "rgba(…)", each from 0 to 255. */
function channelsOf(colour: string): Channels {
  if (colour.startsWith("#")) {
    const [red, green, blue] = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
    return [red ?? 0, green ?? 0, blue ?? 0, 255];
  }
  const [red = 0, green = 0, blue = 0, alpha = 1] = Array.from(colour.matchAll(/[\d.]+/g), ([number]) =>
    Number(number),
  );
  return [red, green, blue, 255 * alpha];
}
