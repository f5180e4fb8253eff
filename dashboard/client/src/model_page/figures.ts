// The figures of the Model page fill their frames. Plotly draws one in a folded part at a size of its own, since the
// frame has none until it is shown; on paper, frames are of another size than on the screen.
import { findAll } from "../page/dom";
import { graphIn, plotly } from "../page/plotly";

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
