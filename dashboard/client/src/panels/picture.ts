// Pictures: chosen, dropped, pasted or taken with the camera. A picture is reduced here, the server finds its digit, and
// that lies on the canvas as a sample does. Its steps stand in the stage Drawing, and it survives a reload.
import { IDS } from "../contract";
import { canvasHistory } from "../drawing/canvas_history";
import { canvasOrigins } from "../drawing/canvas_origins";
import { reducedPicture } from "../drawing/picture_file";
import type { Origin } from "../drawing/picture_origins";
import { byId, closest, find, isTypedInto, make, setText } from "../page/dom";
import { keep, kept } from "../page/storage";
import type { Kernels, Reading, Stage } from "../reading/answers";
import { askPatiently } from "../reading/patience";
import { onStages } from "../reading/session";
import { say } from "../words";
import { loadPicture } from "./canvas";
import { frame } from "./canvas_figure";
import { clearTrouble, tellTrouble } from "./notice";
import { showStages } from "./stage";

interface PictureAnswer extends Origin {
  refusal: string | null;
  image: string;
}

const SOURCE = "picture"; // Whose trouble the notice speaks of.
const KEY = "lenetlab-picture";
const READING_MS = 300; // What is read sooner needs no word of patience.

canvasOrigins.restore(kept(KEY));

// ---- from a file to the canvas ----

let reading: AbortController | null = null;

function giveUpPicture(): void {
  reading?.abort();
  reading = null;
  hint("");
}

/** Says something over the canvas: where to drop a picture, or that it is being read. */
function hint(text: string): void {
  setText(byId(IDS.pictureNote), text);
}

/** Says in the page's notice why a picture cannot be used; "" takes that back. */
function refuse(message: string): void {
  if (message) tellTrouble(SOURCE, { kind: "refused", message });
  else clearTrouble(SOURCE);
}

/** The last picture counts: one that is still being read is given up. */
async function open(file: File): Promise<void> {
  giveUpPicture();
  refuse("");
  const question = new AbortController();
  reading = question;
  const patience = window.setTimeout(() => hint(say("picture.reading")), READING_MS);
  const refusal = await read(file, question.signal);
  window.clearTimeout(patience);
  if (reading !== question) return;
  reading = null;
  hint("");
  if (refusal) refuse(refusal);
}

/** Puts the digit of the picture on the canvas; gives why not, "" if it does. */
async function read(file: File, signal: AbortSignal): Promise<string> {
  const reduced = await reducedPicture(file);
  if ("refusal" in reduced) return reduced.refusal;
  const answer = await ask(reduced.file, signal);
  if (signal.aborted) return "";
  if (!answer) return say("picture.failed");
  if (answer.refusal !== null) return answer.refusal;
  canvasOrigins.learn(answer.image, { file: reduced.file, origin: answer });
  loadPicture(answer.image);
  return "";
}

async function ask(picture: string, signal?: AbortSignal): Promise<PictureAnswer | null> {
  const answer = await askPatiently("picture", { picture }, signal);
  return (answer?.[0] as PictureAnswer | undefined) ?? null;
}

// ---- what belongs to the digit on the canvas ----

canvasHistory.onChange((change, { meta }) => {
  const text = canvasOrigins.toKeep(meta.image);
  if (text !== null) keep(KEY, text);
  if (change !== "began" && meta.image === undefined) giveUpPicture();
  refuse("");
  void learnOrigin(meta.image);
});

const asked = new Set<string>(); // The digits whose origin has been asked for.

/** After a reload the file is known, but not its steps. */
async function learnOrigin(image: string | undefined): Promise<void> {
  const picture = canvasOrigins.of(image);
  if (image === undefined || !picture || picture.origin || asked.has(image)) return;
  asked.add(image);
  const { file } = picture;
  const answer = await ask(file);
  if (answer?.refusal === null && answer.image === image) {
    canvasOrigins.learn(image, { file, origin: answer });
    if (latest) show(...latest);
  }
}

// ---- the stages ----

type Stages = [stages: Stage[] | null, kernels: Kernels | null, reading: Reading | null, live: boolean];

let latest: Stages | null = null;

function show(...those: Stages): void {
  latest = those;
  const [stages, kernels, of, live] = those;
  showStages(canvasOrigins.added(stages, of?.drawing.image), kernels, live);
}

onStages(show);

// ---- the ways in ----

function chooser(attributes: Record<string, string>): HTMLInputElement {
  const input = make("input", { type: "file", accept: "image/*", hidden: "", ...attributes });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) void open(file);
    input.value = ""; // So that the same file can be chosen once more.
  });
  return input;
}

const choosers: Record<string, HTMLInputElement> = {
  [IDS.openPicture]: chooser({}),
  [IDS.takePicture]: chooser({ capture: "environment" }),
};

document.addEventListener("click", (event) => {
  const input = choosers[closest(event, "button")?.id ?? ""];
  if (!input) return;
  if (!input.isConnected) find(".choosers").append(...Object.values(choosers));
  input.click();
});

/** The first picture among what was dropped or pasted; else any file, about which something can be said. */
function fileIn(data: DataTransfer | null): File | null {
  const files = Array.from(data?.files ?? []);
  return files.find(({ type }) => type.startsWith("image/")) ?? files[0] ?? null;
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") ?? false;

function markDrop(on: boolean): void {
  frame().classList.toggle("dropping", on);
  hint(on ? say("picture.drop") : "");
}

// A file that is dropped beside the canvas would otherwise replace the page, and with it what was drawn.
document.addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  markDrop(true);
});
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) markDrop(false);
});
document.addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  markDrop(false);
  const file = fileIn(event.dataTransfer);
  if (file) void open(file);
  else refuse(say("picture.no_file"));
});

document.addEventListener("paste", (event) => {
  const file = fileIn(event.clipboardData);
  if (!file || isTypedInto(event)) return;
  event.preventDefault();
  void open(file);
});
