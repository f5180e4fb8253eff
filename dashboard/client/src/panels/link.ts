// What survives a reload, and the link in the address bar. (What is kept when is decided in keeper.ts.)
import { DRAWING, IDS, SETTINGS } from "../contract";
import { canvasHistory } from "../drawing/canvas_history";
import {
  drawingOf,
  editsOf,
  example,
  isExample,
  stateOfDrawing,
  withEdits,
  withoutExample,
} from "../drawing/canvas_state";
import { controlsOf, createKeeper, type LinkNews } from "../drawing/keeper";
import type { Work } from "../drawing/link_code";
import { beginsWithExample, codeIn } from "../drawing/opening";
import { hasAddressBar, replaceAddress } from "../page/address";
import { copyText } from "../page/clipboard";
import { byId, closest, make, setText } from "../page/dom";
import { keep, kept } from "../page/storage";
import type { Drawing } from "../reading/answers";
import { settingsFrom } from "../reading/settings";
import { say } from "../words";
import { type OpenedCanvas, onOpening, openCanvas } from "./canvas";
import { currentState } from "./canvas_figure";
import { controlsAreHere } from "./controls";

const KEY = "lenetlab-work";
const DRAWN_KEY = "lenetlab-drawn"; // Whether the visitor has drawn, so that the example has made way.
// A slider that is dragged is written down once. A reload opens the address as it is then, so not much later than a change.
const QUIET_MS = 60;
const COPIED_MS = 2000;

const keeper = createKeeper({
  inView,
  kept: () => kept(KEY),
  keep: (code) => keep(KEY, code),
  showHash,
  tell: (news) => setText(byId(IDS.linkNote), wordsOf(news)),
});

let begun = false;
let link = ""; // To what is in view; the address, unless the browser refuses to change that.
let timer: number | undefined;

/** The example counts as an empty canvas: it is neither kept nor in a link, unless the network that reads it was changed. */
function inView() {
  if (!canvasHistory.started()) return null;
  const shown = currentState();
  const state = editsOf(shown).length > 0 ? shown : withoutExample(shown);
  const { example: _, ...meta } = state.meta;
  return { drawing: drawingOf(state), meta };
}

function showHash(hash: string): void {
  const { origin, pathname, search } = window.location;
  link = origin + pathname + search + hash;
  if (hash !== window.location.hash) replaceAddress(pathname + search + hash);
}

function wordsOf(news: LinkNews): string {
  if (news === "broken") return say("link.broken");
  if (news === "broken_edits") return say("link.broken_edits");
  if (news === "broken_before_own") return `${say("link.broken")} ${say("link.undo")}`;
  return news === "too_large" ? say("link.too_large") : "";
}

// ---- opening

function canvasOf(work: Work): OpenedCanvas {
  const { drawing, meta } = work;
  const state = stateOfDrawing(drawing, isTheExample(drawing) ? { ...meta, example: true } : meta);
  return { state, controls: controlsOf(work) };
}

function isTheExample({ edits: _, ...drawn }: Drawing): boolean {
  return JSON.stringify(drawn) === JSON.stringify(drawingOf(example(drawn.size)));
}

/** The visit begins with the link, else with what was kept, else with the example; null: with an empty canvas. */
function begin(): OpenedCanvas | null {
  begun = true;
  const opening = keeper.begin(codeIn(window.location.hash));
  const { work, own } = opening;
  if (own) canvasHistory.remember(canvasOf(own).state);
  if (beginsWithExample(opening, kept(DRAWN_KEY) !== null)) return exampleWith(work);
  return work && canvasOf(work);
}

/** kept: the controls, and what was changed of the network, although nothing was drawn. */
function exampleWith(kept: Work | null): OpenedCanvas {
  const state = example(kept?.drawing.size ?? DRAWING.defaultSize);
  return { state: withEdits(state, kept?.drawing.edits ?? []), controls: kept && controlsOf(kept) };
}

onOpening(begin);

/** Another link in the address of an open page is one more change that Undo takes back. The stroke that is being drawn is
 * the visitor's own: it is written down first, which changes the address, so the link is read before. */
async function openAddress(): Promise<void> {
  if (!begun) return;
  const linked = codeIn(window.location.hash);
  await openCanvas(() => {
    const work = keeper.addressChanged(linked);
    return work && canvasOf(work);
  });
  writeSoon(QUIET_MS); // where nothing was opened, the address is that of what is in view again
}

window.addEventListener("hashchange", () => void openAddress());

// ---- keeping

/** Dash calls this at the start and whenever one of these changes: the settings in their order, then the brush, the stage
 * and the size of the canvas. */
export function noteControls(...values: unknown[]): void {
  const [brush, stage, size] = values.slice(SETTINGS.length) as [number, number, number];
  const controls = { settings: settingsFrom(values), brush, stage, size };
  if (!controlsAreHere(controls)) return;
  keeper.controlsChanged(controls);
  writeSoon(QUIET_MS);
}

canvasHistory.onChange((change, state) => {
  if (change === "drawn") keeper.drawingChanged(drawingOf(state));
  if (change !== "began" && !isExample(state)) keep(DRAWN_KEY, "yes");
  if (change === "undone" || change === "redone") keeper.drawingChanged(null);
  writeSoon(0);
});

function writeSoon(quiet: number): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(write, quiet);
}

function write(): boolean {
  window.clearTimeout(timer);
  return keeper.write();
}

window.addEventListener("pagehide", write);

// ---- copying

async function copyLink(): Promise<void> {
  if (!write()) return;
  const done = await copyText(link);
  if (done) setText(byId(IDS.linkNote), copiedWords());
  else offerLink();
  if (!done) return;
  const name = byId(`${IDS.copyLink}-name`);
  name.textContent = say("link.copied_name");
  window.setTimeout(() => {
    name.textContent = say("link.copy_name");
  }, COPIED_MS);
}

/** A link has room for the digit of a picture, not for the picture. */
function copiedWords(): string {
  const hasPicture = currentState().meta.image !== undefined;
  return hasPicture ? `${say("link.copied")} ${say("link.picture")}` : say("link.copied");
}

/** Where copying is not allowed, the address bar has the link. In a frame the note has it, selected for Ctrl+C. */
function offerLink(): void {
  const note = byId(IDS.linkNote);
  if (hasAddressBar() && link === window.location.href) {
    setText(note, say("link.not_copied"));
    return;
  }
  const shown = make("code", { class: "text-break" }, link);
  note.replaceChildren(say("take_home.select"), " ", shown);
  window.getSelection()?.selectAllChildren(shown);
}

document.addEventListener("click", (event) => {
  if (closest(event, `#${IDS.copyLink}`)) void copyLink();
});
