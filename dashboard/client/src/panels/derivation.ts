// The chosen number: its largest terms, what the others add up to, and its receptive field, outlined on the input.
import { COLOURS, DRAWING, IDS, type StageName } from "../contract";
import { byId, make } from "../page/dom";
import type { Pane, SentPane } from "../reading/answers";
import { askPatiently } from "../reading/patience";
import { STALE_MS } from "../reading/reader";
import { CLOCK } from "../reading/retry";
import { currentReading } from "../reading/session";
import { mapOf } from "../stages/numbers";
import { coloursOf } from "../stages/palette";
import { view } from "../stages/view";
import { type ChosenCell, onChosen } from "./cell_readout";
import { replacePane, restorePane } from "./stage";

/** How a number came about, in the server's words. field: of the input's pixels. pane: a picture of it, or null. */
interface Derivation {
  stage: StageName;
  title: string;
  how: string;
  head: string[];
  terms: [place: string, ...numbers: string[]][];
  rest: string;
  bias: string;
  total: string;
  sees: string;
  field: Field;
  pane: SentPane | null;
}

type Field = [top: number, left: number, height: number, width: number];

const CELLS = DRAWING.cells;
const OUTSIDE_ALPHA = 90; // How strongly the pixels show that the number does not depend on, of 255.

let underWay: AbortController | null = null;
let replacement: Pane | null = null; // The picture of the chosen number, in the place of one of the stage.

onChosen((cell) => {
  underWay?.abort();
  underWay = null;
  if (cell) void derive(cell);
  else takeAway();
});

/** Until the answer comes, the last derivation stays in view for a moment, as the last reading does: see reader.ts. */
async function derive(cell: ChosenCell): Promise<void> {
  const reading = currentReading();
  if (!reading) return;
  const own = new AbortController();
  underWay = own;
  const callOff = CLOCK.after(STALE_MS, takeAway);
  const answer = await askPatiently("derivation", { ...reading, ...cell }, own.signal);
  callOff();
  if (own.signal.aborted) return;
  const derivation = (answer?.[0] ?? null) as Derivation | null;
  if (derivation && derivation.stage === view().stage?.name) show(derivation);
  else takeAway();
}

/** With the derivation goes its picture, unless other pictures have taken its place already. */
function takeAway(): void {
  byId(IDS.derivation).replaceChildren();
  if (replacement && view().panes[replacement.slot] === replacement) restorePane(replacement.slot);
  replacement = null;
}

function show(derivation: Derivation): void {
  const { title, how, field, sees, pane } = derivation;
  byId(IDS.derivation).replaceChildren(
    make("h4", {}, title),
    make("p", {}, how),
    make(
      "div",
      { class: "derivation-body" },
      ledger(derivation),
      make("figure", {}, fieldPicture(field, sees), make("figcaption", {}, sees)),
    ),
  );
  if (!pane?.figure) return;
  replacement = { ...pane, figure: pane.figure };
  replacePane(replacement);
}

function ledger({ head, terms, rest, bias, total }: Derivation): HTMLElement {
  const headings = head.map((name) => make("th", { scope: "col" }, name));
  const rows = terms.map(([place, ...numbers]) =>
    make("tr", {}, make("th", { scope: "row" }, place), ...numbers.map((text) => make("td", {}, text))),
  );
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...headings)), make("tbody", {}, ...rows));
  const lines = [rest, bias, total].filter((text) => text !== "").map((text) => make("li", {}, text));
  return make("div", { class: "ledger" }, table, make("ul", {}, ...lines));
}

// ---- the receptive field ----

/** The input with the pixels that the number depends on in a frame. */
function fieldPicture(field: Field, label: string): HTMLElement {
  const side = String(CELLS);
  const canvas = make("canvas", { width: side, height: side, role: "img", "aria-label": label });
  paintField(canvas, field);
  return make("div", { class: "field" }, canvas, fieldFrame(field));
}

function fieldFrame([top, left, height, width]: Field): HTMLElement {
  const frame = make("div", { class: "field-frame" });
  const part = (cells: number) => `${(100 * cells) / CELLS}%`;
  Object.assign(frame.style, { top: part(top), left: part(left), height: part(height), width: part(width) });
  return frame;
}

function paintField(canvas: HTMLCanvasElement, field: Field): void {
  const image = new ImageData(CELLS, CELLS);
  image.data.set(coloursOf(centredInk(), COLOURS.inkScale, 0, 1));
  for (let cell = 0; cell < CELLS * CELLS; cell += 1) {
    if (!isWithin(field, Math.floor(cell / CELLS), cell % CELLS)) image.data[4 * cell + 3] = OUTSIDE_ALPHA;
  }
  canvas.getContext("2d")?.putImageData(image, 0, 0);
}

function isWithin([top, left, height, width]: Field, row: number, column: number): boolean {
  return row >= top && row < top + height && column >= left && column < left + width;
}

/** The ink as the network gets it, row by row. */
function centredInk(): number[] {
  const figure = view()
    .stages?.find(({ name }) => name === "centre")
    ?.panes.at(-1)?.figure;
  return figure ? mapOf(figure, 0).flatMap((row) => Array.from(row)) : [];
}
