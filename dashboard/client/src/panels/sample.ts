// Samples: a random one for the button, and the image of one that a link knows by its index alone. One question at a
// time: what the visitor does next gives an older one up.
import type { ImageSample, Sample } from "../drawing/canvas_state";
import { askPatiently } from "../reading/patience";

interface Wanted {
  index: number | null;
  question: AbortController;
}

let wanted: Wanted | null = null;

export function giveUpSample(): void {
  wanted?.question.abort();
  wanted = null;
}

/** The sample with that index; null: any. Null when there is none, or when the question was given up. */
async function ask(index: number | null): Promise<{ sample: Sample; isWanted: () => boolean } | null> {
  giveUpSample();
  const own: Wanted = { index, question: new AbortController() };
  wanted = own;
  const answer = await askPatiently("sample", { index }, own.question.signal);
  const isWanted = () => wanted === own;
  const sample = (answer?.[0] ?? null) as Sample | null;
  return sample && isWanted() ? { sample, isWanted } : null;
}

/** then: called with a digit that the server chose, and with whether it is still wanted, for as long as that waits. */
export async function askForRandomSample(then: (sample: Sample, isWanted: () => boolean) => void): Promise<void> {
  const answer = await ask(null);
  if (answer) then(answer.sample, answer.isWanted);
}

/** The image of the sample with that index. It is asked for once, however often it is wanted meanwhile. */
export async function askForImage(index: number, then: (sample: ImageSample) => void): Promise<void> {
  if (wanted?.index === index) return;
  const answer = await ask(index);
  if (answer?.sample.index === index) then(answer.sample);
  if (answer?.isWanted()) wanted = null;
}
