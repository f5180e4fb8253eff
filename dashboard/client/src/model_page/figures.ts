// The figures of the Model page fill their frames. Plotly draws one in a folded part at a size of its own, since the
// frame has none until it is shown; on paper, frames are of another size than on the screen.
import { findAll } from "../page/dom";
import { graphIn, plotly } from "../page/plotly";
import { roomOnPaper } from "../page/print";

/** Draw the figures within an element that are not as large as their frames anew. */
export function fitFigures(within: ParentNode): void {
  for (const frame of findAll(".model-figure", within)) {
    const graph = graphIn(frame);
    const { clientWidth: width, clientHeight: height } = frame;
    if (!graph?._fullLayout || !width || !height) continue;
    if (graph._fullLayout.width === width && graph._fullLayout.height === height) continue;
    void plotly().relayout(graph, { autosize: true });
  }
}

// ---- on the sheet ----

let unfolded: HTMLDetailsElement[] = []; // For printing only.

// The sheet has the folded parts as well. Unlike the pictures of the drawing page, these are drawn anew for it.
window.addEventListener("beforeprint", () => {
  unfolded = findAll<HTMLDetailsElement>(".model-fold > details:not([open])");
  for (const fold of unfolded) fold.open = true;
  for (const frame of findAll(".model-figure")) {
    const room = frame.clientWidth ? roomOnPaper(frame) : null;
    if (room) resize(frame, { ...room });
  }
});

window.addEventListener("afterprint", () => {
  for (const fold of unfolded) fold.open = false;
  unfolded = [];
  for (const frame of findAll(".model-figure")) {
    if (frame.clientWidth) resize(frame, { width: null, height: null, autosize: true });
  }
});

function resize(frame: Element, layout: Record<string, unknown>): void {
  const graph = graphIn(frame);
  if (graph?._fullLayout) void plotly().relayout(graph, layout);
}
