// The part of the page that shows a stage, with stand-ins for Dash and Plotly that keep what they were told.
import { IDS, type Kind, SLOTS, type StageName } from "../src/contract";
import type { Kernels, SentPane, Stage, StageFigure } from "../src/reading/answers";
import { pack } from "../src/stages/numbers";
import { mapsFigure } from "./figures";

export const PIXELS = 10; // How many pixels a cell of a picture has.

export const told: { id: string; properties: Record<string, unknown> }[] = []; // What Dash was told.
export const drawn: string[] = []; // The slots of the pictures that Plotly drew, in order.

const WORDS = {
  numbers: { decimal: ".", thousands: ",", minus: "−" },
  stage: {
    one_of: "{title}: {name}",
    kernels: "Kernels",
    kernel_slices: "Kernel {map}",
    slice: "kernel {map}, input channel {channel}",
  },
  cell: { map: "{name}, row {row}, column {column}: {value}", conv: "{count} products" },
  slide: {
    start: "Slide",
    pause: "Pause",
    rule: "products added up",
    place: "row {row}, column {column}",
    sum: "{count} products {sum} + bias {bias} = {value}",
  },
  operation: { times: "×", equals: "=", leads: "→", conv: "number × weight", products: "Products" },
  derivation: {
    cell: "channel {channel}, row {row}, column {column}",
    cell_of_one: "row {row}, column {column}",
    of: "in {title}",
    arithmetic: "= {input} × {weight}",
    signed: "+{number}",
    others: "{count} others",
    bias: "bias",
    total: "together",
    sees: "rows {top} to {bottom}, columns {left} to {right}: {count}",
  },
};

const PANE = (slot: string) => `
  <figure class="pane" data-slot="${slot}" hidden>
    <h4></h4>
    <div class="legend"><span class="low"></span><span class="legend-bar"></span><span class="high"></span></div>
    <div class="figure-frame" tabindex="0">
      <div id="${slot}"><div class="js-plotly-plot"><div class="nsewdrag"></div></div></div>
      <div class="marks"></div>
    </div>
  </figure>`;

/** Put the page into the document. */
export function openPage(): void {
  document.body.innerHTML = `
    <script id="words" type="application/json">${JSON.stringify(WORDS)}</script>
    <ol id="${IDS.stageStrip}"></ol>
    <h3 id="${IDS.stageTitle}"></h3><span id="${IDS.stageShape}"></span><p id="${IDS.stageEmpty}"></p>
    <div class="scale-switch"></div>
    <div id="${IDS.panes}">${SLOTS.map(PANE).join("")}</div>
    <div id="${IDS.operation}"></div><p id="${IDS.cellReadout}"></p>
    <div id="${IDS.slideBlock}">
      <button id="${IDS.slide}"><span id="${IDS.slide}-name"></span></button>
      <div id="${IDS.slidePosition}"><span role="slider"></span></div><p id="${IDS.slideSum}"></p>
      <span id="${IDS.slidePlace}"></span>
    </div>
    <details id="${IDS.table}"><div class="table-body"></div></details>`;
  const axis = { _offset: 0, _length: 1, p2d: (pixels: number) => pixels / PIXELS - 0.5, d2p: () => 0 };
  for (const slot of SLOTS) {
    const graph = document.querySelector(`#${slot} .js-plotly-plot`);
    Object.assign(graph ?? {}, { _context: {}, _fullLayout: { xaxis: axis, yaxis: axis, width: 1, height: 1 } });
  }
  const set_props = (id: string, properties: Record<string, unknown>) => told.push({ id, properties });
  const react = (graph: Element, [heatmap]: { z?: ArrayLike<number>[] }[]) => {
    const [width, height] = [heatmap?.z?.[0]?.length ?? 0, heatmap?.z?.length ?? 0];
    graph.getBoundingClientRect = () => new DOMRect(0, 0, PIXELS * width, PIXELS * height);
    drawn.push(graph.parentElement?.id ?? "");
  };
  Object.assign(window, { dash_clientside: { set_props }, Plotly: { react } });
}

function pane(slot: SentPane["slot"], title: string, figure: StageFigure | null, same: StageName | null): SentPane {
  return { slot, title, legend: "signed", ends: [-1, 1], figure, same };
}

function stage(name: StageName, kind: Kind, params: Record<string, number>, panes: SentPane[]): Stage {
  const text = { title: `Title of ${name}`, shape: "", idea: "", why: "", numbers: [], detail: [], attempt: "" };
  return { name, kind, panes, ...text, params };
}

/** An input of 3 × 3 cells, and a convolution of two kernels of 2 × 2 that makes two maps of 2 × 2 of it. */
export function someStages(): Stage[] {
  const input = mapsFigure([
    [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ],
  ]);
  const output = mapsFigure([
    [
      [1, 2],
      [4, 5],
    ],
    [
      [5, 6],
      [8, 9],
    ],
  ]);
  return [
    stage("input", "input", {}, [pane("stage", "Input", input, null)]),
    stage("conv1", "conv", { kernel_size: 2, stride: 1, padding: 0 }, [
      pane("before", "Input maps", null, "input"),
      pane("stage", "Output maps", output, null),
    ]),
  ];
}

/** Kernel 0 takes the upper left cell of its window, kernel 1 the lower right one. */
export const KERNELS: Kernels = {
  conv1: {
    figure: mapsFigure([
      [
        [1, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [0, 1],
      ],
    ]),
    ends: [-1, 1],
    weight: pack(Float32Array.of(1, 0, 0, 0, 0, 0, 0, 1), [2, 1, 2, 2]),
    bias: pack(Float32Array.of(0, 0), [2]),
  },
};
