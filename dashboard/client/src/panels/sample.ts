// Samples: a random one for the button, and the image of one that a link knows by its index alone. The first is what a
// visitor asked for, so what they do next gives it up; the second belongs to what is on the canvas.
import type { ImageSample, Sample } from "../drawing/canvas_state";
import { askPatiently } from "../reading/patience";

/** The sample with that index; null: any. Null when there is none, or when the question was given up. */
async function ask(index: number | null, question: AbortController): Promise<Sample | null> {
  const answer = await askPatiently("sample", { index }, question.signal);
  return question.signal.aborted ? null : ((answer?.[0] ?? null) as Sample | null);
}

// ---- a random one ----

let random: AbortController | null = null;

export function giveUpRandomSample(): void {
  random?.abort();
  random = null;
}

/** then: called with a digit that the server chose, and with whether it is still wanted, for as long as that waits. */
export async function askForRandomSample(then: (sample: Sample, isWanted: () => boolean) => void): Promise<void> {
  giveUpRandomSample();
  const question = new AbortController();
  random = question;
  const sample = await ask(null, question);
  if (sample) then(sample, () => random === question);
}

// ---- the image of one ----

const images = new Map<number, ImageSample>(); // those that have come: Undo may lead back to one that lacks its image
let lacking: { index: number; question: AbortController } | null = null;

/** The canvas lacks the image of the sample with that index; null: it lacks none. It may be said again and again: the
 * image is asked for once. then: called with it, unless the canvas has lacked another one or none meanwhile. */
export async function imageIsLacking(index: number | null, then: (image: ImageSample) => void): Promise<void> {
  if (lacking?.index === index) return;
  lacking?.question.abort();
  lacking = null;
  if (index === null) return;
  const question = new AbortController();
  lacking = { index, question };
  const image = images.get(index) ?? (await ask(index, question));
  if (image?.index !== index || question.signal.aborted) return;
  images.set(index, image);
  then(image);
}
