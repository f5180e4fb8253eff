// What takes turns in the place of the explanation: opening one closes the others, and so does Escape.
import { IDS } from "../contract";

const closers: (() => void)[] = [];

/** close: of a panel that may not be open. */
export function onClosePanels(close: () => void): void {
  closers.push(close);
}

export function closePanels(): void {
  for (const close of closers) close();
}

/** Escape ends the chosen number's ledger first: see derivation.ts. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (!document.getElementById(IDS.derivation)?.hasChildNodes()) closePanels();
});
