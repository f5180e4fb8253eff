// The pictures that digits on the canvas come from, by digit: the file for the report, and the steps for the stage
// Drawing. The browser keeps the last one, so that a reload still knows where the digit comes from.
import type { SentPane, Stage } from "../reading/answers";

/** panes, numbers: what the stage Drawing has of the steps from the picture to its ink. */
export interface Origin {
  panes: SentPane[];
  numbers: string[];
}

/** file: the reduced picture in base64. origin: null until the server has been asked. */
export interface KnownPicture {
  file: string;
  origin: Origin | null;
}

export interface Origins {
  of(image: string | undefined): KnownPicture | null;
  learn(image: string, known: KnownPicture): void;
  /** The stages, the first of which shows where the digit comes from, if that is known. */
  added(stages: Stage[] | null, image: string | undefined): Stage[] | null;
  /** What the browser keeps of the picture that this digit comes from; null where nothing is known of it. */
  toKeep(image: string | undefined): string | null;
  /** Takes what `toKeep` gave in an earlier visit. */
  restore(kept: string | null): void;
}

export function createOrigins(): Origins {
  const known = new Map<string, KnownPicture>();

  const of = (image: string | undefined): KnownPicture | null => (image && known.get(image)) || null;

  function added(stages: Stage[] | null, image: string | undefined): Stage[] | null {
    const origin = of(image)?.origin;
    const [drawing, ...others] = stages ?? [];
    if (!origin || !drawing) return stages;
    const panes = [...origin.panes, ...drawing.panes];
    return [{ ...drawing, panes, numbers: [...drawing.numbers, ...origin.numbers] }, ...others];
  }

  function toKeep(image: string | undefined): string | null {
    const picture = of(image);
    return picture && JSON.stringify([image, picture.file]);
  }

  function restore(kept: string | null): void {
    const [image, file] = parsed(kept);
    if (image && file && !known.has(image)) known.set(image, { file, origin: null });
  }

  return { of, learn: (image, picture) => known.set(image, picture), added, toKeep, restore };
}

function parsed(kept: string | null): [image: string, file: string] | [] {
  try {
    const found: unknown = JSON.parse(kept ?? "null");
    const isPair = Array.isArray(found) && found.length === 2 && found.every((part) => typeof part === "string");
    return isPair ? (found as [string, string]) : [];
  } catch {
    return [];
  }
}
