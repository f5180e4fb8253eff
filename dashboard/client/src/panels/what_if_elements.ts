// What would change the answer, as elements: a row for each stroke, and the picture that the slider changes.
import { COLOURS, DRAWING, type Word } from "../contract";
import { scaledPath } from "../drawing/strokes";
import { make } from "../page/dom";
import { marked } from "../page/markup";
import { fixed } from "../page/number_format";
import type { Packed } from "../page/plotly";
import type { Drawing } from "../reading/answers";
import { arrayOf } from "../stages/numbers";
import { coloursOf } from "../stages/palette";
import { say } from "../words";
import { changedPicture, showChanged } from "./changed_picture";
import { closeButton } from "./ledger";

const PIXELS = DRAWING.cells * DRAWING.cells;
const SVG = "http://www.w3.org/2000/svg";
const ARROWS: readonly [way: string, sign: string, word: Word][] = [
  ["left", "←", "what_if.move_left"],
  ["up", "↑", "what_if.move_up"],
  ["down", "↓", "what_if.move_down"],
  ["right", "→", "what_if.move_right"],
];

/** says: what is read without the stroke. worth: what it adds. */
interface StrokeWorth {
  stroke: number;
  name: string;
  says: string;
  worth: string;
}

/** inputs: what the network gets at each place of the slider. says: what it reads there. bounds: how much ink a pixel that
 * is. start: where another digit is read first, or 0. */
interface Nudge {
  outcome: string;
  inputs: Packed;
  says: string[];
  bounds: number[];
  start: number;
}

export interface WhatIf {
  title: string;
  strokes: StrokeWorth[];
  note: string;
  nudge: Nudge;
}

/** nudged: by how much ink a pixel the network reads the drawing changed already. place: of the slider. The picture is painted by `showNudged`. */
export function whatIfElements(
  { title, strokes, note, nudge }: WhatIf,
  drawing: Drawing,
  nudged: number,
  place: number,
): HTMLElement[] {
  const rows = strokes.map((stroke) => strokeRow(stroke, drawing));
  const slider = changedPicture(say("what_if.amount"), "nudge", nudge.says.length - 1, place);
  return [
    closeButton("close-reasons", say("what_if.close")),
    make("h3", { tabindex: "-1" }, title),
    make("h4", {}, say("what_if.strokes")),
    ...(note ? [make("p", {}, note)] : [make("ol", { class: "stroke-rows" }, ...rows)]),
    make("h4", {}, say("what_if.nudge")),
    make("p", {}, ...marked(nudge.outcome)),
    ...(nudged > 0 ? inForce(nudged) : []),
    make("div", { class: "erase" }, ...slider),
    act("apply", say("what_if.apply")),
    make("h4", {}, say("what_if.network")),
    make("button", { type: "button", class: "tool", "data-changes": "" }, say("changes.title")),
  ];
}

function inForce(bound: number): HTMLElement[] {
  const said = say("what_if.in_force", { share: fixed(100 * bound, 1) });
  return [make("p", {}, ...marked(said)), act("take-away", say("what_if.take_away"))];
}

function act(name: string, text: string): HTMLElement {
  return make("button", { type: "button", class: "tool", "data-nudging": name, "data-key": name }, text);
}

function strokeRow({ stroke, name, says, worth }: StrokeWorth, drawing: Drawing): HTMLElement {
  const number = String(stroke);
  const button = (key: string, text: string, title: string, way = "") =>
    make(
      "button",
      {
        type: "button",
        class: "tool",
        "data-stroke": number,
        "data-way": way,
        "data-key": key,
        title,
        "aria-label": title,
      },
      text,
    );
  const remove = button(`remove-${number}`, say("what_if.remove"), `${say("what_if.remove")}: ${name}`);
  const arrows = ARROWS.map(([way, sign, word]) => button(`${way}-${number}`, sign, say(word), way));
  const words = make("p", {}, make("strong", {}, name), ": ", ...marked(says), " ", ...marked(worth));
  const row = make(
    "li",
    {},
    words,
    make("div", { class: "stroke-tools", role: "group", "aria-label": name }, remove, ...arrows),
  );
  row.prepend(thumbnail(drawing, stroke));
  return row;
}

/** All strokes in grey, and this one in colour. */
function thumbnail({ size, strokes }: Drawing, chosen: number): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 100 100");
  svg.setAttribute("aria-hidden", "true");
  strokes.forEach(([brush, path], i) => {
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", scaledPath(path, 100 / size, 1));
    line.setAttribute("stroke-width", String((100 / size) * brush));
    line.setAttribute("class", i === chosen ? "chosen" : "other");
    svg.append(line);
  });
  return svg;
}

/** The picture at a place of the slider, and what is read of it. */
export function showNudged(panel: ParentNode, { nudge }: WhatIf, place: number): void {
  const ink = arrayOf(nudge.inputs).subarray(place * PIXELS, (place + 1) * PIXELS);
  showChanged(panel, say("what_if.picture"), coloursOf(ink, COLOURS.inkScale, 0, 1), nudge.says[place] ?? "");
}
