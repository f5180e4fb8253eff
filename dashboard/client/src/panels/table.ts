// The numbers behind a picture as a table, made only while it is open: one map at a time, or every unit.
import { IDS, SLOTS, type Slot } from "../contract";
import { byId, find, make } from "../page/dom";
import { fixed } from "../page/number_format";
import type { StageFigure } from "../reading/answers";
import { mapOf, sizeOf, tilesOf, valueAt } from "../stages/numbers";
import { onSettled, type View, view } from "../stages/view";
import { say } from "../words";

/** One map of a picture, or a whole vector, by name. */
interface Choice {
  slot: Slot;
  map: number;
  name: string;
}

let wanted: Pick<Choice, "slot" | "map"> = { slot: "stage", map: 0 };

/** Every map of every picture in view. */
function choicesIn({ panes }: View): Choice[] {
  return SLOTS.flatMap((slot) => {
    const pane = panes[slot];
    const size = pane ? sizeOf(pane.figure) : [];
    if (!pane || size.length === 0) return [];
    const names = size.length === 1 ? [] : (tilesOf(pane.figure)?.names ?? []);
    if (names.length <= 1) return [{ slot, map: 0, name: pane.title }];
    return names.map((name, map) => ({ slot, map, name: `${pane.title}, ${name}` }));
  });
}

function isWanted({ slot, map }: Choice): boolean {
  return slot === wanted.slot && map === wanted.map;
}

/** What was chosen last, where the stage has it; else the first map of what came out. */
function chosenAmong(choices: Choice[]): Choice | undefined {
  return choices.find(isWanted) ?? choices.find(({ slot }) => slot === "stage");
}

function update(): void {
  const details = find<HTMLDetailsElement>(`#${IDS.table}`);
  const choices = details.open ? choicesIn(view()) : [];
  const choice = chosenAmong(choices);
  const figure = choice && view().panes[choice.slot]?.figure;
  const content = figure ? [chooser(choices, choice), scrollable(choice, figure)] : [];
  find(".table-body", details).replaceChildren(...content);
}

function chooser(choices: Choice[], chosen: Choice): HTMLElement {
  const select = make("select", { class: "form-select form-select-sm" });
  select.append(...choices.map(({ name }, i) => make("option", { value: String(i) }, name)));
  select.selectedIndex = choices.indexOf(chosen);
  select.addEventListener("change", () => {
    wanted = choices[select.selectedIndex] ?? wanted;
    update();
    find("select", byId(IDS.table)).focus();
  });
  return make("label", { class: "choice" }, make("span", {}, say("table.map")), select);
}

function scrollable({ map, name }: Choice, figure: StageFigure): HTMLElement {
  const caption = say("table.caption", { title: view().stage?.title ?? "", name });
  const parts = sizeOf(figure).length === 1 ? unitParts(figure) : mapParts(figure, map);
  const table = make("table", {}, make("caption", { class: "visually-hidden" }, caption), ...parts);
  return make("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": caption }, table);
}

// ---- heads and rows ----

/** The head and the body of a table of one map. */
function mapParts(figure: StageFigure, map: number): HTMLElement[] {
  const rows = mapOf(figure, map);
  const columns = Array.from(rows[0] ?? [], (_, column) => String(column));
  const corner = `${say("table.row")}\\${say("table.column")}`;
  return [headOf([corner, ...columns]), bodyOf(rows.map((row, i) => rowOf(i, row)))];
}

function unitParts(figure: StageFigure): HTMLElement[] {
  const [units = 0] = sizeOf(figure);
  const rows = Array.from({ length: units }, (_, unit) => rowOf(unit, [valueAt(figure, [unit])]));
  return [headOf([figure.layout.meta.label ?? "", say("table.value")]), bodyOf(rows)];
}

function headOf(names: string[]): HTMLElement {
  return make("thead", {}, make("tr", {}, ...names.map((name) => make("th", { scope: "col" }, name))));
}

function bodyOf(rows: HTMLElement[]): HTMLElement {
  return make("tbody", {}, ...rows);
}

function rowOf(place: number, values: Iterable<number>): HTMLElement {
  const cells = Array.from(values, (value) => make("td", {}, fixed(value)));
  return make("tr", {}, make("th", { scope: "row" }, String(place)), ...cells);
}

/** The opening of a `details` element reaches the document only on its way down. */
document.addEventListener(
  "toggle",
  (event) => {
    if (event.target === document.getElementById(IDS.table)) update();
  },
  true,
);

onSettled(update);
