// A picture as it is sent: upright, reduced, and encoded in the page, so that little travels and nothing else is needed.
// What no browser can open, or what is too large, is refused here, in words, before anything is sent.
import { PICTURE_LIMITS } from "../contract";
import { make } from "../page/dom";
import { fixed, whole } from "../page/number_format";
import { say } from "../words";

/** file: the reduced picture in base64. */
export type ReducedPicture = { file: string } | { refusal: string };

const MILLION = 1_000_000;
const BY_HALVES = 2; // At one go a browser reduces by no more than this without leaving pixels out.
const JPEG_QUALITIES = [0.92, 0.85, 0.7, 0.5];

/** Opens a file of any kind that the browser can show. */
export async function reducedPicture(file: File): Promise<ReducedPicture> {
  const name = file.name || say("picture.pasted");
  if (file.size > PICTURE_LIMITS.mostBytes) {
    const [size, most] = [file.size, PICTURE_LIMITS.mostBytes].map((bytes) => whole(Math.ceil(bytes / MILLION)));
    return { refusal: say("picture.many_bytes", { name, size: size ?? "", most: most ?? "" }) };
  }
  const address = URL.createObjectURL(file);
  try {
    const picture = await shown(address);
    const { naturalWidth: width, naturalHeight: height } = picture;
    if (width * height > PICTURE_LIMITS.mostPixels) {
      const [size, most] = [fixed((width * height) / MILLION, 0), whole(PICTURE_LIMITS.mostPixels / MILLION)];
      return { refusal: say("picture.many_pixels", { name, size, most }) };
    }
    const encoded = width && height ? encode(reduced(picture)) : null;
    return encoded === null ? { refusal: say("picture.no_picture", { name }) } : { file: encoded };
  } catch {
    return { refusal: say("picture.no_picture", { name }) };
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Fails for what is no picture. The browser turns a photo upright as its camera has noted. */
function shown(address: string): Promise<HTMLImageElement> {
  const picture = make("img", { src: address });
  return new Promise((done, fail) => {
    picture.addEventListener("load", () => done(picture));
    picture.addEventListener("error", fail);
  });
}

/** The picture with no side longer than is sent; a smaller one stays as it is, pixel by pixel. */
function reduced(picture: HTMLImageElement): HTMLCanvasElement {
  const { naturalWidth, naturalHeight } = picture;
  const least = Math.min(1, PICTURE_LIMITS.side / Math.max(naturalWidth, naturalHeight));
  let factor = 1;
  let image: HTMLImageElement | HTMLCanvasElement = picture;
  do {
    factor = Math.max(factor / BY_HALVES, least);
    image = drawn(
      image,
      Math.max(1, Math.round(naturalWidth * factor)),
      Math.max(1, Math.round(naturalHeight * factor)),
    );
  } while (factor > least);
  return image as HTMLCanvasElement;
}

/** paper: what lies below transparent pixels; none where they stay so. */
function drawn(image: CanvasImageSource, width: number, height: number, paper?: string): HTMLCanvasElement {
  const canvas = make("canvas", { width: String(width), height: String(height) });
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser has no canvas");
  if (paper) {
    context.fillStyle = paper;
    context.fillRect(0, 0, width, height);
  }
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, width, height);
  return canvas;
}

/** Without loss where that is short enough, as it is for a digit on a clean page; else as a JPEG. Null where even that is
 * too long. */
function encode(canvas: HTMLCanvasElement): string | null {
  const exact = contentOf(canvas.toDataURL("image/png"));
  if (exact.length <= PICTURE_LIMITS.mostSent) return exact;
  // A JPEG has no transparent pixels; without paper below them they would be black.
  const opaque = drawn(canvas, canvas.width, canvas.height, "white");
  for (const quality of JPEG_QUALITIES) {
    const content = contentOf(opaque.toDataURL("image/jpeg", quality));
    if (content.length <= PICTURE_LIMITS.mostSent) return content;
  }
  return null;
}

function contentOf(address: string): string {
  return address.slice(address.indexOf(",") + 1);
}
