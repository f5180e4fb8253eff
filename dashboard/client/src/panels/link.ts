// What survives a reload, and the link in the address bar. (What is kept when is decided in keeper.ts.)
import { IDS, SETTINGS, type Settings } from "../contract";
import { setProps } from "../dash";
import { canvasHistory } from "../drawing/canvas_history";
import { type CanvasState, drawingOf, stateOfDrawing } from "../drawing/canvas_state";
import { createKeeper, type LinkNews } from "../drawing/keeper";
import type { Work } from "../drawing/link_code";
import { codeIn } from "../drawing/opening";
import { copyText } from "../page/clipboard";
import { byId, closest } from "../page/dom";
import { keep, kept } from "../page/storage";
import { say } from "../words";
import { currentState, type OpenedCanvas, onOpening, openState } from "./canvas";

const KEY = "lenetlab-work";
const QUIET_MS = 150; // a slider that is dragged is written down once
const COPIED_MS = 2000;

const keeper = createKeeper({
  inView,
  kept: () => kept(KEY),
  keep: (code) => keep(KEY, code),
  showHash,
  tell: (news) => remark(wordsOf(news)),
});

let begun = false;
let timer: number | undefined;

function inView() {
  const state = canvasHistory.started() ? currentState() : null;
  return state && { drawing: drawingOf(state), meta: state.meta };
}

function showHash(hash: string): void {
  const { pathname, search } = window.location;
  if (hash !== window.location.hash) window.history.replaceState(window.history.state, "", pathname + search + hash);
}

function wordsOf(news: LinkNews): string {
  if (news === "broken") return say("link.broken");
  if (news === "broken_before_own") return `${say("link.broken")} ${say("link.undo")}`;
  return news === "too_large" ? say("link.too_large") : "";
}

/** Words that stand there already are not said to a screen reader again. */
function remark(words: string): void {
  const note = byId(IDS.linkNote);
  if (note.textContent !== words) note.textContent = words;
}

// ---- opening

const stateOfWork = ({ drawing, meta }: Work): CanvasState => stateOfDrawing(drawing, meta);

function setControls({ settings, brush, stage, drawing }: Work): void {
  for (const { name, id } of SETTINGS) setProps(id, { value: settings[name] });
  setProps(IDS.brush, { value: brush });
  setProps(IDS.layer, { value: stage });
  setProps(IDS.canvasSize, { value: drawing.size });
}

/** The visit begins with the link, else with what was kept; null: with an empty canvas. */
function begin(): OpenedCanvas | null {
  begun = true;
  const { work, own } = keeper.begin(codeIn(window.location.hash));
  if (own) canvasHistory.remember(stateOfWork(own));
  if (!work) return null;
  setControls(work);
  return { state: stateOfWork(work), brush: work.brush };
}

onOpening(begin);

/** Another link in the address of an open page is one more change that Undo takes back. */
function followLink(): void {
  if (!begun) return;
  const work = keeper.follow(codeIn(window.location.hash));
  if (work) {
    setControls(work);
    openState(stateOfWork(work), work.brush);
  } else {
    writeSoon(QUIET_MS); // the address is that of what is in view again
  }
}

window.addEventListener("hashchange", followLink);

// ---- keeping

/** Dash calls this at the start and whenever one of these changes. */
export function noteControls(
  kernel_size: Settings["kernel_size"],
  stride: Settings["stride"],
  padding: Settings["padding"],
  filters: Settings["filters"],
  weights: Settings["weights"],
  brush: number,
  stage: number,
  size: number,
): void {
  const settings = { kernel_size, stride, padding, filters, weights };
  if (keeper.controlsChanged({ settings, brush, stage, size })) writeSoon(QUIET_MS);
}

canvasHistory.onChange((change, state) => {
  if (change === "drawn") keeper.drawingChanged(drawingOf(state));
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
  const done = await copyText(window.location.href);
  remark(say(done ? "link.copied" : "link.not_copied"));
  if (!done) return;
  const name = byId(`${IDS.copyLink}-name`);
  name.textContent = say("link.copied_name");
  window.setTimeout(() => {
    name.textContent = say("link.copy_name");
  }, COPIED_MS);
}

document.addEventListener("click", (event) => {
  if (closest(event, `#${IDS.copyLink}`)) void copyLink();
});
