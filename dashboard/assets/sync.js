/* When Dash hears of a stroke. It takes each one as a reason to draw the whole figure anew, which would hold up the
   prediction, and would end a next stroke that has begun by then. So the server is asked first, and Dash hears of the
   stroke when the answer has been shown and the pen is up. */
(function () {
  "use strict";
  const PATIENCE_MS = 300; // an answer that takes longer is not waited for
  let held = null;

  function attend(graph) {
    const { emit } = graph;
    graph.emit = (name, change) => {
      if (name !== "plotly_relayout" || !change.shapes) return emit.call(graph, name, change);
      const { canvas, ink } = window.lenetlab;
      ink.drawn();
      canvas.noticed(canvas.stateOf(graph));
      held = () => emit.call(graph, name, change);
      return window.setTimeout(release, PATIENCE_MS);
    };
  }

  async function release() {
    await window.lenetlab.ink.idle();
    const waiting = held;
    held = null;
    if (waiting) waiting();
  }

  window.lenetlab = Object.assign({}, window.lenetlab, { sync: { attend, release } });
})();
