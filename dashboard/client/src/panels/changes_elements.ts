// The panel of changes as elements: which kernel, its weights as a grid of cells, other kernels for its place, and a list of
// all that is changed.
import { EDITS, PRESETS, type StageName, type Word } from "../contract";
import { type Edit, type EditName, NUDGE } from "../drawing/edits";
import { findAll, make, setText } from "../page/dom";
import { fixed } from "../page/number_format";
import { colourScale, coloursOf } from "../stages/palette";
import { say } from "../words";
import { PART_OF_STAGE } from "./changes_selection";
import { choiceOf } from "./choice";
import { closeButton } from "./ledger";

export type Part = "conv1" | "conv2" | "fc1" | "fc2";

/** units, inputs: how many there are to choose from. weights: of the kernel, row by row; null where there is none. bound:
 * the end of their scale. output: the change of what the channel or unit gives. canFreeze: whether that is known. edits:
 * those in force; elsewhere: how many are not. */
export interface Content {
  part: Part;
  unit: number;
  input: number;
  cell: readonly [row: number, column: number];
  units: number;
  inputs: number;
  side: number;
  weights: Float32Array | null;
  bound: number;
  kernelName: EditName | null;
  isKernelChanged: boolean;
  output: Edit | null;
  outputName: EditName;
  canFreeze: boolean;
  edits: readonly Edit[];
  elsewhere: number;
}

const PARTS: Record<Part, Word> = {
  conv1: "changes.first_convolution",
  conv2: "changes.second_convolution",
  fc1: "changes.first_dense",
  fc2: "changes.second_dense",
};
const DIGITS = 2; // after the point, in a cell
const DEEP = 215; // From this opacity on, of 255, a colour needs other letters on it.

export function changesElements(content: Content): HTMLElement[] {
  return [
    closeButton("close-reasons", say("changes.close")),
    make("h3", { tabindex: "-1" }, say("changes.title")),
    make("p", {}, say("changes.lead")),
    make("div", { class: "changes-which" }, ...choices(content)),
    ...(content.weights ? kernelElements(content) : withoutWeights(content)),
    make("div", { class: "tools" }, ...outputElements(content)),
    make("p", { class: "changes-status", role: "status" }),
    make("p", { class: "changes-count", role: "status" }),
    make("div", { class: "changes-list" }, ...listElements(content)),
  ];
}

/** Kernels come with the first digit that is read. */
function withoutWeights({ kernelName }: Content): HTMLElement[] {
  return kernelName ? [make("p", {}, say("changes.no_weights"))] : [];
}

function numbers(count: number, chosen: number): { value: string; text: string; selected: boolean }[] {
  return Array.from({ length: count }, (_, i) => ({ value: String(i), text: String(i), selected: i === chosen }));
}

function choices({ part, unit, units, input, inputs, kernelName }: Content): HTMLElement[] {
  const parts = (Object.keys(PARTS) as Part[]).map((value) => ({
    value,
    text: say(PARTS[value]),
    selected: value === part,
  }));
  const lists = [
    choiceOf(say("changes.part"), "part", parts),
    choiceOf(say(kernelName ? "changes.kernel" : "changes.unit"), "unit", numbers(units, unit)),
  ];
  if (inputs > 1) lists.push(choiceOf(say("changes.input"), "input", numbers(inputs, input)));
  return lists;
}

// ---- a kernel ----

function kernelElements(content: Content): HTMLElement[] {
  const { side, kernelName, unit, input, isKernelChanged } = content;
  const grid = make("div", { class: "weights", role: "group", "aria-label": say("changes.grid") });
  grid.style.setProperty("--side", String(side));
  for (let cell = 0; cell < side * side; cell += 1) {
    const [row, column] = [Math.floor(cell / side), cell % side];
    const key = { "data-key": `weight-${row}-${column}`, "data-value": `[${row},${column}]` };
    grid.append(make("button", { type: "button", class: "weight", "data-act": "weight", ...key }));
  }
  const own = make("div", { class: "weight-fields" }, ...weightFields());
  const presets = Object.keys(PRESETS[5]).map((preset) =>
    button("preset", say(`changes.${preset as keyof (typeof PRESETS)[5]}`), preset),
  );
  const box = make("div", { class: "kernel-editor" }, grid, own);
  showWeights(box, content, false);
  const back = isKernelChanged ? [restoreButton({ name: kernelName as EditName, place: [unit, input] }, "kernel")] : [];
  const name = { class: "tools", role: "group", "aria-label": say("changes.presets") };
  return [box, make("div", name, ...presets, ...back)];
}

function weightFields(): HTMLElement[] {
  const name = { "aria-label": say("changes.value"), "data-weight": "" };
  const limits = { min: String(-EDITS.farthest), max: String(EDITS.farthest) };
  return [
    make("input", { type: "range", step: "0.01", "data-key": "slider", ...name }),
    make("input", { type: "number", step: "0.01", "data-key": "number", class: "form-control", ...name, ...limits }),
  ];
}

/** The weights in the grid, and the chosen one in the fields, but for one that is being typed into or dragged. */
export function showWeights(panel: ParentNode, content: Content, isGesture: boolean): void {
  const { weights, side, bound, cell: chosen } = content;
  if (!weights) return;
  const colours = coloursOf(weights, colourScale([-bound, bound]), -bound, bound);
  findAll(".weight", panel).forEach((button, cell) => {
    const [row, column, value] = [Math.floor(cell / side), cell % side, weights[cell] ?? 0];
    const isChosen = row === chosen[0] && column === chosen[1];
    const [red, green, blue, alpha = 0] = colours.subarray(4 * cell, 4 * cell + 4);
    button.style.background = `rgba(${red},${green},${blue},${(alpha / 255).toFixed(3)})`;
    button.classList.toggle("deep", alpha > DEEP);
    button.classList.toggle("below", value < 0);
    setText(button, fixed(value, DIGITS));
    button.setAttribute("aria-pressed", String(isChosen));
    button.setAttribute("aria-label", say("changes.weight", { row, column, value: fixed(value, EDITS.decimals) }));
    if (isChosen) showInFields(panel, value, bound, isGesture);
  });
}

function showInFields(panel: ParentNode, value: number, bound: number, isGesture: boolean): void {
  const rounded = Number(value.toFixed(EDITS.decimals));
  for (const field of findAll<HTMLInputElement>("[data-weight]", panel)) {
    if (isGesture && field === document.activeElement) continue;
    if (field.type === "range") {
      const most = String(Math.min(Math.ceil(2 * Math.max(bound, Math.abs(value))), EDITS.farthest));
      Object.assign(field, { min: `-${most}`, max: most });
    }
    field.value = String(rounded);
  }
}

// ---- a channel or unit, and the list ----

function outputElements({ output, outputName, unit, canFreeze }: Content): HTMLElement[] {
  if (output) return [make("span", {}, inWords(output)), restoreButton({ name: outputName, place: [unit] }, "output")];
  return [
    button("silence", say("changes.silence"), "", say("changes.silence_title")),
    ...(canFreeze ? [button("freeze", say("changes.freeze"), "", say("changes.freeze_title"))] : []),
  ];
}

function listElements({ edits, elsewhere }: Content): HTMLElement[] {
  const heading = edits.length > 0 ? say("changes.yours", { count: edits.length }) : say("changes.none_yet");
  const rows = edits.map((edit, i) =>
    make("li", {}, make("span", {}, inWords(edit)), restoreButton(edit, `edit-${i}`, inWords(edit))),
  );
  const all = edits.length > 0 ? [button("restoreAll", say("changes.restore_all"))] : [];
  const more = elsewhere > 0 ? [make("p", {}, say("changes.elsewhere", { count: elsewhere }))] : [];
  return [make("h4", {}, heading), make("ul", {}, ...rows), ...all, ...more];
}

/** key: by which it has the focus again. */
function restoreButton({ name, place }: Pick<Edit, "name" | "place">, key: string, of = ""): HTMLElement {
  const text = say("changes.restore");
  return button("restore", text, JSON.stringify({ name, place }), of && `${text}: ${of}`, `restore-${key}`);
}

function button(act: string, text: string, value = "", title = "", key = `${act}-${value}`): HTMLElement {
  const attributes = { type: "button", class: "tool", "data-act": act, "data-value": value, "data-key": key };
  const named = title ? { title, ...(title.startsWith(text) ? { "aria-label": title } : {}) } : {};
  return make("button", { ...attributes, ...named }, text);
}

/** As dashboard/stages/changes.py writes it in a report. */
export function inWords({ name, place, values }: Edit): string {
  if (name === NUDGE) return say("changes.nudged", { share: fixed(100 * (values[0] ?? 0), 1) });
  const [stage = "", what] = name.split(".");
  const of = PART_OF_STAGE[stage as StageName] ?? "conv1";
  const part = say(PARTS[of]);
  const value = fixed(values[0] ?? 0, EDITS.decimals);
  const [unit = 0, input = 0, row, column] = place;
  if (what === "weight") {
    const kernel = { part, kernel: unit, input };
    if (row === undefined || column === undefined) return say("changes.whole_kernel", kernel);
    return say("changes.one_weight", { ...kernel, row, column, value });
  }
  const isChannel = of.startsWith("conv");
  if (values[0] === 0) return say(isChannel ? "changes.silent_channel" : "changes.silent_unit", { part, unit });
  return say(isChannel ? "changes.frozen_channel" : "changes.frozen_unit", { part, unit, value });
}
