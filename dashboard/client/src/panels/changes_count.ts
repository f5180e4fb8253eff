// How many of 1,000 test digits the changed network reads right, and how many without the changes: asked for once the
// visitor has paused, since a thousand readings take a while.
import { IDS, type Settings } from "../contract";
import { type Edit, isInForce } from "../drawing/edits";
import { marked } from "../page/markup";
import { whole } from "../page/number_format";
import type { Drawing } from "../reading/answers";
import { askPatiently } from "../reading/patience";
import { say } from "../words";

interface Counted {
  right: number;
  count: number;
}

const PAUSE_MS = 250;
const MOST_KNOWN = 100;
const BLANK: Drawing = { size: 140, strokes: [], sample: null };

const known = new Map<string, Counted | string>(); // By settings and changes, as JSON; in words where none is counted.
let asked = ""; // What is shown or waited for.
let underWay: AbortController | null = null;
let timer: number | undefined;

export function forgetCount(): void {
  window.clearTimeout(timer);
  underWay?.abort();
  asked = "";
}

/** Shows it in the panel, now or as soon as it is counted. */
export function count(edits: readonly Edit[], settings: Settings): void {
  const here = edits.filter((edit) => isInForce(edit, settings) && edit.name !== "input.nudge");
  const now = JSON.stringify([settings, here]);
  const [after, before] = [known.get(now), known.get(JSON.stringify([settings, []]))];
  if (after && before) show(after, before, here.length > 0);
  else if (here.length === 0 && after) show(after, after, false);
  if (asked === now && !(after && before)) return;
  forgetCount();
  asked = now;
  if (after && before) return;
  showText(say("changes.counting"));
  timer = window.setTimeout(() => void countNow(here, settings), PAUSE_MS);
}

async function countNow(edits: readonly Edit[], settings: Settings): Promise<void> {
  const own = new AbortController();
  underWay = own;
  for (const of of [edits, []]) {
    const key = JSON.stringify([settings, of]);
    if (known.has(key)) continue;
    const drawing = of.length > 0 ? { ...BLANK, edits: of } : BLANK;
    const answer = await askPatiently("changed", { drawing, settings }, own.signal);
    if (own.signal.aborted) return;
    if (!answer) {
      asked = "";
      showText("");
      return;
    }
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, answer[0] as Counted | string);
  }
  count(edits, settings);
}

function show(after: Counted | string, before: Counted | string, isChanged: boolean): void {
  if (typeof after === "string" || typeof before === "string") {
    showText(typeof after === "string" ? after : "");
    return;
  }
  const words = { after: whole(after.right), before: whole(before.right), count: whole(after.count) };
  showText(say(isChanged ? "changes.reads" : "changes.reads_now", words));
}

function showText(text: string): void {
  document.querySelector(`#${IDS.changes} .changes-count`)?.replaceChildren(...marked(text));
}
