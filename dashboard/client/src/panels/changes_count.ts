// How many of 1,000 test digits the changed network reads right, and how many without the changes: asked for once the
// visitor has paused, since a thousand readings take a while.
import { COUNTED_PARTS, IDS, type Settings } from "../contract";
import { type Edit, isInForce, NUDGE } from "../drawing/edits";
import { marked } from "../page/markup";
import { whole } from "../page/number_format";
import type { Drawing, Reading } from "../reading/answers";
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
  const here = edits.filter((edit) => isInForce(edit, settings) && edit.name !== NUDGE);
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
    const counted = await countedOf({ drawing: of.length > 0 ? { ...BLANK, edits: of } : BLANK, settings }, own.signal);
    if (own.signal.aborted) return;
    if (counted === null) {
      asked = "";
      showText("");
      return;
    }
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, counted);
  }
  count(edits, settings);
}

/** Of all parts together; in words where nothing can be counted, null where the server refuses. */
async function countedOf(question: Reading, signal: AbortSignal): Promise<Counted | string | null> {
  const sum = { right: 0, count: 0 };
  for (let part = 0; part < COUNTED_PARTS; part += 1) {
    const answer = await askPatiently("changed", { ...question, part }, signal);
    if (!answer) return null;
    const counted = answer[0] as Counted | string;
    if (typeof counted === "string") return counted;
    sum.right += counted.right;
    sum.count += counted.count;
  }
  return sum;
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
