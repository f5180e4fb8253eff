// The tables behind the figures of the Model page. They came with the page's content as data; each is made when it is
// opened, because most never are.
import { make } from "../page/dom";

/** A cell that can be pressed: see Button in dashboard/model_page/tables.py. */
interface CellButton {
  text: string;
  name: string;
  data: Record<string, string>;
}

/** See Table in dashboard/model_page/tables.py. The first cell of each row is its heading. */
export interface Table {
  name: string;
  label: string;
  columns: string[];
  rows: (string | CellButton)[][];
}

let tables: Record<string, Table> = {};

export function setTables(sent: Record<string, Table>): void {
  tables = sent;
}

/** A table in a frame that scrolls, with the keys as well. */
export function tableElement({ name, label, columns, rows }: Table): HTMLElement {
  const headings = columns.map((column) => make("th", { scope: "col" }, column));
  const table = make(
    "table",
    {},
    make("caption", {}, name),
    make("thead", {}, make("tr", {}, ...headings)),
    make("tbody", {}, ...rows.map(rowElement)),
  );
  return make("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": label }, table);
}

function rowElement(cells: (string | CellButton)[]): HTMLElement {
  const elements = cells.map((cell, column) =>
    column === 0 ? make("th", { scope: "row" }, content(cell)) : make("td", {}, content(cell)),
  );
  return make("tr", {}, ...elements);
}

function content(cell: string | CellButton): Node | string {
  if (typeof cell === "string") return cell;
  const button = make("button", { class: "chip", "aria-label": cell.name }, cell.text);
  Object.assign(button.dataset, cell.data);
  return button;
}

function fill(details: HTMLDetailsElement): void {
  const table = tables[details.dataset.table ?? ""];
  const frame = details.lastElementChild;
  if (table && frame && frame.children.length === 0) frame.append(tableElement(table));
}

// The event does not bubble, so it is heard on its way down.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target instanceof HTMLDetailsElement && target.matches(".model-table") && target.open) fill(target);
  },
  true,
);
