// On a phone, where the pictures of a stage do not fit beside each other: which one of them is shown.
import { IDS } from "../contract";
import { byId, closest, findAll, when } from "../page/dom";
import { redrawFrames } from "../page/frames";
import { onSettled } from "../stages/view";

function tabs(): HTMLElement[] {
  return findAll(`#${IDS.stageTabs} [data-tab]`);
}

function show(name: string): void {
  byId(IDS.panes).dataset.tab = name;
  for (const tab of tabs()) tab.setAttribute("aria-pressed", String(tab.dataset.tab === name));
  redrawFrames();
}

/** Only what the stage has can be shown; the operation may be words alone. */
onSettled(({ panes }) => {
  const has: Record<string, boolean> = {
    before: panes.before !== undefined,
    kernels: panes.kernels !== undefined || byId(IDS.operation).textContent !== "",
    stage: true,
  };
  const here = tabs().filter((tab) => {
    tab.hidden = !has[tab.dataset.tab ?? ""];
    return !tab.hidden;
  });
  byId(IDS.stageTabs).classList.toggle("single", here.length === 1);
  if (!here.some((tab) => tab.dataset.tab === byId(IDS.panes).dataset.tab)) show("stage");
});

document.addEventListener("click", (event) => {
  const name = closest(event, `#${IDS.stageTabs} [data-tab]`)?.dataset.tab;
  if (name) show(name);
});

when(
  () => document.getElementById(IDS.panes),
  () => show("stage"),
);
