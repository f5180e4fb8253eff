// On a phone: the explanation or the ledger in a sheet from below, and a canvas that becomes a strip while the learner
// walks through the stages. The stylesheet gives both classes a meaning on a small screen only.
import { IDS } from "../contract";
import { byId, closest } from "../page/dom";
import { onShown } from "../stages/view";
import { onChosen } from "./cell_readout";

const SHEET = "sheet-open";
const STRIP = "stage-open";
const root = document.documentElement;

/** Show the sheet or put it away; the explanation, a ledger or the reasons stand in it. */
export function showSheet(open: boolean): void {
  root.classList.toggle(SHEET, open);
  byId(IDS.sheetToggle).setAttribute("aria-expanded", String(open));
}

document.addEventListener("click", (event) => {
  if (closest(event, `#${IDS.sheetToggle}`)) showSheet(!root.classList.contains(SHEET));
  else if (closest(event, `#${IDS.reopenCanvas}`)) root.classList.remove(STRIP);
  else if (closest(event, `#${IDS.stageStrip} [data-stage], #${IDS.step}, #${IDS.previous}, #${IDS.play}`)) {
    root.classList.add(STRIP);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) showSheet(false);
});

onChosen((cell) => showSheet(cell !== null));

let stageBefore: number | null = null;

onShown(({ index }) => {
  if (stageBefore !== null && index !== stageBefore) showSheet(false);
  stageBefore = index;
});
