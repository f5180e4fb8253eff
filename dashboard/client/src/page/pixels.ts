// A small picture out of pixels.
import { make } from "./dom";

/** A square canvas with these pixels, red, green, blue and alpha of each; the stylesheet enlarges it. */
export function pixelCanvas(
  pixels: ArrayLike<number>,
  side: number,
  attributes: Record<string, string> = {},
): HTMLCanvasElement {
  const canvas = make("canvas", { width: String(side), height: String(side), ...attributes });
  paintPixels(canvas, pixels, side, side);
  return canvas;
}

/** Paint so many pixels on a canvas, which gets their size. */
export function paintPixels(canvas: HTMLCanvasElement, pixels: ArrayLike<number>, width: number, height: number): void {
  const image = new ImageData(width, height);
  image.data.set(pixels);
  Object.assign(canvas, { width, height });
  canvas.getContext("2d")?.putImageData(image, 0, 0);
}
