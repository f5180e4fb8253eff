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

// Here there is time to draw them for the sheet: only what stands on it is drawn, and each at once.
window.addEventListener("beforeprint", () => {
  for (const frame of findAll(".model-figure")) {
    const graph = graphIn(frame);
    const room = frame.clientWidth ? roomOnPaper(frame) : null;
    if (graph?._fullLayout && room) void plotly().relayout(graph, { ...room });
  }
});

window.addEventListener("afterprint", () => {
  for (const frame of findAll(".model-figure")) {
    const graph = graphIn(frame);
    if (graph?._fullLayout && frame.clientWidth) {
      void plotly().relayout(graph, { width: null, height: null, autosize: true });
    }
  }
});
