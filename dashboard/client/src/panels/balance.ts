// The reasons for an answer as elements: the parts of one stage for and against it, which add up to the whole, and the
// drawing with its pixels for and against.
import { COLOURS, DRAWING } from "../contract";
import { make } from "../page/dom";
import { marked } from "../page/markup";
import { pixelCanvas } from "../page/pixels";
import type { Packed } from "../page/plotly";
import type { Line } from "../stages/ledger";
import { arrayOf } from "../stages/numbers";
import { coloursOf } from "../stages/palette";
import { say } from "../words";
import { choiceOf } from "./choice";
import { bar, closeButton, sumLine } from "./ledger";

const CELLS = DRAWING.cells;
const INK_ALPHA = 150; // How strongly the ink shows below the colours, of 255.

/** One part with its place in the stage: of a number, or of a channel. */
export interface Part extends Line {
  index: number[];
}

/** The parts of one stage. Those that are named, the rest and the biases make the total. rest: null where all are named. */
export interface Level {
  stage: string;
  name: string;
  how: string;
  balance: Line[];
  parts: Part[];
  rest: Line | null;
  biases: Line;
  total: Line;
}

/** What the server says. against: the digit that is compared with, or null. map: what each pixel adds. */
export interface Reasons {
  digit: number;
  against: number | null;
  title: string;
  value: string;
  rivals: { digit: number | null; text: string }[];
  levels: Level[];
  map: { values: Packed; bound: number; label: string };
}

/** stageTitle: of the stage that the parts lead to. ink: the input as it is drawn, row by row. */
export function reasonElements(
  reasons: Reasons,
  level: Level,
  stageTitle: string,
  ink: Iterable<number>,
): HTMLElement[] {
  const { parts, rest, biases, total } = level;
  const lines = [rest, biases].filter((line) => line !== null).map((line) => sumLine(line, "part"));
  const list = make("ol", { class: "ledger-terms" }, ...parts.map((part) => partLine(part, stageTitle)));
  const isOfPixels = level === reasons.levels[0];
  return [
    closeButton("close-reasons", say("why.close")),
    make("h3", { tabindex: "-1" }, reasons.title),
    rivalChoice(reasons),
    make("p", { class: "why-value" }, ...marked(reasons.value)),
    levelButtons(reasons.levels, level),
    balanceElement(level.balance),
    ...(isOfPixels ? [pixelPicture(reasons.map, ink)] : []),
    list,
    make("ul", { class: "ledger-sums" }, ...lines, sumLine(total, "total")),
    make("p", { class: "ledger-how" }, level.how),
  ];
}

function rivalChoice({ rivals, against }: Reasons): HTMLElement {
  const options = rivals.map(({ digit, text }) => ({ value: String(digit), text, selected: digit === against }));
  return choiceOf(say("why.compared"), "rival", options);
}

function levelButtons(levels: readonly Level[], chosen: Level): HTMLElement {
  const buttons = levels.map((level) => {
    const pressed = String(level === chosen);
    const attributes = { type: "button", "data-level": level.stage, "data-key": level.stage, "aria-pressed": pressed };
    return make("button", attributes, level.name);
  });
  return make("div", { class: "why-levels", role: "group", "aria-label": say("why.levels") }, ...buttons);
}

/** To the left what speaks against the answer, to the right what speaks for it: which side weighs more is seen at once. */
function balanceElement([against, favour]: readonly Line[]): HTMLElement {
  const side = (line: Line | undefined, kind: string) => {
    const filled = make("span", { class: `side ${kind}`, "aria-hidden": "true" });
    filled.style.setProperty("--share", Math.abs(line?.share ?? 0).toFixed(4));
    const amount = make("strong", { class: "amount" }, line?.value ?? "");
    return make("div", {}, make("span", { class: "balance-text" }, line?.text ?? "", " ", amount), filled);
  };
  return make("div", { class: "balance" }, side(against, "below"), side(favour, "above"));
}

function partLine({ text, value, share, index }: Part, stageTitle: string): HTMLElement {
  const attributes = {
    type: "button",
    class: "term-place",
    "data-part": JSON.stringify(index),
    "data-key": `part-${index}`,
  };
  const place = make("button", { ...attributes, title: say("why.go", { title: stageTitle }) }, text);
  return make("li", {}, place, make("span", { class: "amount" }, value), bar(share));
}

/** The input in grey, and over it what each of its pixels adds: a click on one leads to it. */
function pixelPicture({ values, bound, label }: Reasons["map"], ink: Iterable<number>): HTMLElement {
  const drawn = coloursOf(Array.from(ink), COLOURS.inkScale, 0, 1);
  const below = pixelCanvas(
    drawn.map((level, i) => (i % 4 === 3 ? Math.min(level, INK_ALPHA) : level)),
    CELLS,
  );
  const added = coloursOf(arrayOf(values), COLOURS.overlayScale, -bound, bound);
  const above = pixelCanvas(added, CELLS, { role: "img", "aria-label": label });
  const picture = make("div", { class: "why-pixels", "data-pixels": "" }, below, above);
  const others = make(
    "button",
    { type: "button", class: "text-button", "data-attribution": "", "aria-expanded": "false" },
    say("why.methods"),
  );
  return make("figure", { class: "why-map" }, picture, make("figcaption", {}, label, " ", others));
}
