// Why this digit and not that one: the parts of four stages for and against it. A part leads to its stage.
import { DRAWING, IDS, STAGES } from "../contract";
import { closest } from "../page/dom";
import type { Reading } from "../reading/answers";
import { centredInk } from "../stages/receptive_field";
import { view } from "../stages/view";
import { say } from "../words";
import { type Level, type Reasons, reasonElements } from "./balance";
import { choose } from "./cell_readout";
import { focusLedger } from "./derivation";
import { endSearch, nearestElement } from "./nearest";
import { stageName } from "./overview";
import { reasonPanel } from "./reasons";
import { go, selectMap } from "./stage";

const RUNNER_UP = "runner-up";

/** What the digit is compared with: the runner-up of whatever is drawn, a digit, or nothing. */
let against: typeof RUNNER_UP | number | null = RUNNER_UP;
let levelInView: string = STAGES[0].name;
let shown: Reasons | null = null;
let about: Reading | null = null; // The reading that the reasons are of.

const panel = reasonPanel<Reasons>({
  id: IDS.why,
  name: "why",
  opener: `#${IDS.whyOpen}`,
  closeText: () => say("why.close"),
  question: () => ({ against }),
  elements: (reasons, reading) => {
    about = reading;
    return elementsOf(reasons);
  },
  shown: (reasons) => {
    shown = reasons;
  },
  gone: () => {
    shown = null;
    endSearch();
  },
  opened: () => {
    against = RUNNER_UP;
  },
});

function elementsOf(reasons: Reasons): HTMLElement[] {
  const level = levelOf(reasons);
  const index = STAGES.findIndex(({ name }) => name === level.stage);
  const ink = centredInk(view()).flatMap((row) => Array.from(row));
  const fold = about ? [nearestElement(about)] : [];
  return [...reasonElements(reasons, level, stageName(index), ink), ...fold];
}

function levelOf({ levels }: Reasons): Level {
  const level = levels.find(({ stage }) => stage === levelInView) ?? levels[0];
  if (!level) throw new Error("there are no reasons at any stage");
  return level;
}

// ---- what is pressed ----

function goToPart(index: number[]): void {
  if (!shown) return;
  const { stage } = levelOf(shown);
  go(STAGES.findIndex(({ name }) => name === stage));
  if (index.length === 1 && stage.startsWith("conv")) {
    selectMap(index[0] ?? 0);
    return;
  }
  choose(index);
  focusLedger();
}

/** The pixel of the picture under the pointer. */
function pixelAt(event: MouseEvent, picture: HTMLElement): number[] {
  const box = picture.getBoundingClientRect();
  const place = (part: number) => Math.min(Math.max(Math.floor(part * DRAWING.cells), 0), DRAWING.cells - 1);
  return [0, place((event.clientY - box.top) / box.height), place((event.clientX - box.left) / box.width)];
}

document.addEventListener("click", (event) => {
  if (!closest(event, `#${IDS.why}`) || !panel.isCurrent()) return;
  const part = closest(event, "[data-part]");
  const level = closest(event, "[data-level]");
  const pixels = closest(event, "[data-pixels]");
  if (part) goToPart(JSON.parse(part.dataset.part ?? "[]") as number[]);
  else if (pixels) goToPart(pixelAt(event, pixels));
  else if (level && shown) {
    levelInView = level.dataset.level ?? levelInView;
    panel.replace(elementsOf(shown));
  }
});

document.addEventListener("change", (event) => {
  const rival = closest(event, `#${IDS.why} [data-key=rival]`) as HTMLSelectElement | null;
  if (!rival) return;
  const chosen = rival.selectedIndex === 0 ? RUNNER_UP : rival.value;
  against = chosen === RUNNER_UP ? chosen : chosen === "null" ? null : Number(chosen);
  panel.ask();
});
