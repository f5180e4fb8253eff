// Single steps and play along the timeline.
import { IDS, STAGES } from "../contract";
import { byId, closest } from "../page/dom";
import { nameSlider } from "../page/sliders";
import { onShown, view } from "../stages/view";
import { say } from "../words";
import { stageName } from "./overview";
import { go } from "./stage";

const LAST = STAGES.length - 1;

let stay = 1000; // Milliseconds that each stage stays while they play. Dash says it at the start: see pace.
let timer: number | null = null;

/** Dash calls this with the chosen speed, in milliseconds a stage. */
export function pace(milliseconds: number | string): void {
  stay = Number(milliseconds);
  if (timer !== null) start();
}

function start(): void {
  if (timer !== null) window.clearInterval(timer);
  timer = window.setInterval(tick, stay);
  label(true);
}

function stop(): void {
  if (timer === null) return;
  window.clearInterval(timer);
  timer = null;
  label(false);
}

function label(playing: boolean): void {
  byId(`${IDS.play}-name`).textContent = say(playing ? "timeline.pause" : "timeline.play");
  byId(IDS.play).classList.toggle("playing", playing);
}

function tick(): void {
  if (document.hidden) return;
  if (view().index < LAST) go(view().index + 1);
  if (view().index >= LAST) stop();
}

function togglePlay(): void {
  if (timer !== null) {
    stop();
    return;
  }
  if (view().index >= LAST) go(0);
  start();
}

function goTo(index: number): void {
  stop();
  go(Math.min(Math.max(index, 0), LAST));
}

document.addEventListener("click", (event) => {
  const button = closest(event, "button");
  if (!button) return;
  if (button.id === IDS.previous) goTo(view().index - 1);
  else if (button.id === IDS.step) goTo(view().index + 1);
  else if (button.id === IDS.play) togglePlay();
  else if (button.dataset.stage !== undefined) goTo(Number(button.dataset.stage));
});

onShown(({ index, stage }) => {
  nameSlider(IDS.layer, say("timeline.layer"), stage ? stage.title : stageName(index));
});
