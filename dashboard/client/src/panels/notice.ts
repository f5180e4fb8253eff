// The notice at the foot of the page: what went wrong, until it goes well again or the visitor closes it.
import { IDS } from "../contract";
import { closest, setText } from "../page/dom";
import { isBusy } from "../reading/retry";
import type { Trouble } from "../reading/trouble";
import { say } from "../words";

const troubles = new Map<string, string>(); // The words of each trouble, by what has it; the last one is shown.
const closed = new Set<string>(); // What the visitor does not want to hear of again until it goes well.

function wordsOf(trouble: Trouble): string {
  if (trouble.kind === "slow") return say("notice.slow");
  if (trouble.kind === "refused") return trouble.message;
  if (trouble.kind === "outdated") return say("notice.outdated", { status: trouble.status ?? "" });
  if (trouble.message !== undefined) return trouble.message;
  if (trouble.status === null) return say("notice.unreachable");
  if (isBusy(trouble)) return say("notice.busy");
  return say(trouble.status >= 500 ? "notice.failed" : "notice.rejected", { status: trouble.status });
}

/** Say what went wrong. source: what it went wrong with, so that the same source can take it back. */
export function tellTrouble(source: string, trouble: Trouble): void {
  if (closed.has(source) && trouble.kind !== "refused") return;
  troubles.delete(source);
  troubles.set(source, wordsOf(trouble));
  show();
}

/** What went wrong with this goes well again. */
export function clearTrouble(source: string): void {
  closed.delete(source);
  if (troubles.delete(source)) show();
}

function show(): void {
  const notice = document.getElementById(IDS.notice);
  const text = document.getElementById(IDS.noticeText);
  if (!notice || !text) return;
  const words = Array.from(troubles.values()).at(-1) ?? "";
  notice.hidden = !words;
  setText(text, words);
}

document.addEventListener("click", (event) => {
  if (!closest(event, `#${IDS.notice} button`)) return;
  for (const source of troubles.keys()) closed.add(source);
  troubles.clear();
  show();
});
