// The colours of numbers, as Plotly's heatmaps have them.

type ColourScale = readonly (readonly [place: number, colour: string])[];
type Channels = [red: number, green: number, blue: number, alpha: number];

const STEPS = 256;
const CHANNELS = 4;

const made = new Map<string, Uint8ClampedArray>();

/** A colour scale in 256 steps, four bytes each: red, green, blue, alpha. */
function paletteOf(scale: ColourScale): Uint8ClampedArray {
  const key = JSON.stringify(scale);
  const known = made.get(key);
  if (known) return known;
  const palette = new Uint8ClampedArray(STEPS * CHANNELS);
  for (let step = 0; step < STEPS; step += 1) palette.set(colourAt(scale, step / (STEPS - 1)), step * CHANNELS);
  made.set(key, palette);
  return palette;
}

/** The colour at a place from 0 to 1 of a scale. */
function colourAt(scale: ColourScale, place: number): Channels {
  const next = Math.max(
    1,
    scale.findIndex(([stop]) => stop >= place),
  );
  const [from, low] = scale[next - 1] ?? [0, "#000000"];
  const [to, high] = scale[next] ?? [1, "#000000"];
  const part = (place - from) / (to - from);
  const [start, end] = [channelsOf(low), channelsOf(high)];
  return start.map((channel, i) => channel + ((end[i] ?? 0) - channel) * part) as Channels;
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

/** The colours of numbers as an image has them. low, high: the numbers at the ends; where there is no number, nothing. */
export function coloursOf(values: ArrayLike<number>, scale: ColourScale, low: number, high: number): Uint8ClampedArray {
  const palette = paletteOf(scale);
  const pixels = new Uint8ClampedArray(values.length * CHANNELS);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const part = Math.min(Math.max((value - low) / (high - low), 0), 1);
    const start = Math.round((STEPS - 1) * part) * CHANNELS;
    pixels.set(palette.subarray(start, start + CHANNELS), i * CHANNELS);
  }
  return pixels;
}
