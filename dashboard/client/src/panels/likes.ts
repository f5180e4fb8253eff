// What the chosen channel or unit likes, folded below its ledger: open, it stays so from one number to the next.
import { IDS } from "../contract";
import { byId, make } from "../page/dom";
import { marked } from "../page/markup";
import { askPatiently } from "../reading/patience";
import { currentReading } from "../reading/session";
import type { Line } from "../stages/ledger";
import { say } from "../words";
import { type ChosenCell, onChosen } from "./cell_readout";
import { bar } from "./ledger";
import { stripOf, type TestDigit } from "./nearest";

/** yours: what the drawing makes of it, in words. mean: by digit. most, least: test digits that excite it so. */
interface Likes {
  yours: string;
  mean: Line[];
  most: TestDigit[];
  least: TestDigit[];
  note: string;
}

/** The stages of the preparation and the row of flattened maps have no channels or units that were measured. */
const UNMEASURED: readonly string[] = ["ink", "crop", "scale", "centre", "input", "flatten"];

let isOpen = false;
let underWay: AbortController | null = null;

onChosen((cell) => {
  underWay?.abort();
  underWay = null;
  const panel = byId(IDS.likes);
  if (!cell || UNMEASURED.includes(cell.stage)) panel.replaceChildren();
  else void show(panel, cell);
});

async function show(panel: HTMLElement, cell: ChosenCell): Promise<void> {
  const body = make("div", { class: "likes-body" });
  const details = make("details", {}, make("summary", {}, say("likes.what", { name: nameOf(cell) })), body);
  details.open = isOpen;
  panel.replaceChildren(details);
  details.addEventListener("toggle", () => {
    if (details.open === isOpen) return;
    isOpen = details.open;
    if (isOpen) void fill(body, cell);
  });
  if (isOpen) await fill(body, cell);
}

function nameOf({ stage, index }: ChosenCell): string {
  const unit = index[0] ?? 0;
  if (index.length > 1) return say("likes.channel", { unit });
  return say(stage === "fc3" || stage === "softmax" ? "likes.digit" : "likes.unit", { unit });
}

async function fill(body: HTMLElement, { stage, index }: ChosenCell): Promise<void> {
  const reading = currentReading();
  if (!reading) return;
  const asked = new AbortController();
  underWay = asked;
  const answer = await askPatiently("likes", { ...reading, stage, unit: index[0] }, asked.signal);
  if (asked.signal.aborted || !answer) return;
  const likes = answer[0] as Likes | string;
  if (typeof likes === "string") body.replaceChildren(make("p", {}, likes));
  else body.replaceChildren(...likesElements(likes));
}

function likesElements({ yours, mean, most, least, note }: Likes): HTMLElement[] {
  const rows = mean.map(({ text, value, share }) =>
    make("li", {}, make("span", {}, text), bar(share), make("span", { class: "amount" }, value)),
  );
  return [
    make("h4", {}, say("likes.most")),
    stripOf(most, say("likes.most")),
    make("h4", {}, say("likes.least")),
    stripOf(least, say("likes.least")),
    make("p", {}, ...marked(yours)),
    make("ol", { class: "likes-means", "aria-label": say("likes.means") }, ...rows),
    ...(note ? [make("p", {}, note)] : []),
  ];
}
