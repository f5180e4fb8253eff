// On a phone, where the pictures of a stage do not fit beside each other: which one of them is shown.
import { IDS } from "../contract";
import { byId, closest, findAll, when } from "../page/dom";
import { redrawFrames } from "../page/frames";
import { onShown } from "../stages/view";

function tabs(): HTMLElement[] {
  return findAll(`#${IDS.stageTabs} [data-tab]`);
}

function show(name: string): void {
  byId(IDS.panes).dataset.tab = name;
  for (const tab of tabs()) tab.setAttribute("aria-pressed", String(tab.dataset.tab === name));
  redrawFrames();
}

/** Only what the stage has can be shown; the operation may be words alone. */
onShown(({ panes, stage }) => {
  if (!stage) return;
  for (const tab of tabs()) tab.hidden = tab.dataset.tab === "before" && !panes.before;
  const chosen = tabs().find((tab) => tab.dataset.tab === byId(IDS.panes).dataset.tab);
  if (chosen?.hidden) show("stage");
});

document.addEventListener("click", (event) => {
  const name = closest(event, `#${IDS.stageTabs} [data-tab]`)?.dataset.tab;
  if (name) show(name);
});

when(
  () => document.getElementById(IDS.panes),
  () => show("stage"),
);
