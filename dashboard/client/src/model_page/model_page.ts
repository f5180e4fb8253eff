// The page "Model": its content comes when it is first opened, and its figures can be clicked.
import { IDS, type Settings } from "../contract";
import { setProps } from "../dash";
import { closest, when } from "../page/dom";
import { type GraphElement, graphIn, plotly } from "../page/plotly";
import { chooseSettings } from "../panels/controls";
import { askPatiently } from "../reading/patience";
import { fitFigures } from "./figures";
import { hasGallery, unfolded, unfoldMisread } from "./gallery";
import { go, onPageShown } from "./navigation";
import { setTables, type Table } from "./tables";

const ACCURACY = "model-accuracy";
const CONFUSION = "model-confusion";

// ---- opening ----

let opening: "closed" | "under way" | "open" = "closed";

/** Ask for the content unless it is there or on its way; one that was refused is asked for at the next opening. */
async function open(): Promise<void> {
  if (opening !== "closed") return;
  opening = "under way";
  const [children, tables] = (await askPatiently("model", {})) ?? [];
  if (!children || !tables) {
    opening = "closed";
    return;
  }
  opening = "open";
  setProps(IDS.modelContent, { children });
  setTables(tables as Record<string, Table>);
  when(() => document.querySelector(`#${IDS.modelPage} .model-lead`), connect);
}

onPageShown((page) => {
  if (page === "model") void open();
});

// ---- the figures: Plotly tells of every click, Dash only of one on another point than the last ----

interface Point {
  x: number;
  y: number;
  customdata: (string | number)[];
}

function connect(): void {
  onPointClick(ACCURACY, (point) => tryConfiguration(point.customdata));
  onPointClick(CONFUSION, ({ x: read, y: label }) => {
    if (hasGallery() && read !== label) unfoldMisread({ label, read });
  });
}

/** A card that does not state what a figure shows has no such figure. */
function onPointClick(id: string, act: (point: Point) => void): void {
  const frame = document.getElementById(id);
  if (!frame) return;
  when(
    () => drawnGraph(frame),
    (graph) =>
      graph.on("plotly_click", ({ points }: { points: Point[] }) => {
        const uppermost = points.at(-1);
        if (uppermost) act(uppermost);
      }),
  );
}

function drawnGraph(frame: HTMLElement): GraphElement | null {
  const graph = graphIn(frame);
  return graph && typeof graph.on === "function" ? graph : null;
}

// ---- folded parts: the event does not bubble, so it is heard on its way down ----

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (!(target instanceof HTMLDetailsElement) || !target.matches(".model-fold > details") || !target.open) return;
    unfolded(target);
    fitFigures(target);
  },
  true,
);

// ---- the cost ----

interface CostMeta {
  costs: Record<string, unknown>;
  titles: Record<string, string>;
}

/** Place the configurations by another cost: multiplications or weights. */
function showCost(name: string): void {
  const graph = graphIn(document.getElementById(ACCURACY));
  if (!graph) return;
  const { costs, titles } = graph.layout.meta as CostMeta;
  void plotly().update(graph, { x: costs[name] }, { "xaxis.title.text": titles[name], "xaxis.autorange": true });
}

document.addEventListener("change", (event) => {
  const chosen = closest(event, `#${IDS.modelCost} input`);
  if (chosen instanceof HTMLInputElement) showCost(chosen.value);
});

// ---- to the drawing page, with a configuration ----

type Configuration = readonly (string | number)[];

/** values: begins with kernel size, stride, padding and filters. What is stated of them is so of the pretrained weights. */
function tryConfiguration(values: Configuration): void {
  const [kernel_size, stride, padding, filters] = values;
  chooseSettings({ kernel_size, stride, padding, filters, weights: "pretrained" } as Settings);
  go("draw", `#${IDS.settingsToggle}`);
}

document.addEventListener("click", (event) => {
  const button = closest(event, `#${IDS.modelPage} button[data-try]`);
  if (button?.dataset.try) tryConfiguration(button.dataset.try.split(",").map(Number));
});
