/* The size of a picture is that of its frame: given with the figure, so that it is drawn once, and again when the frame
   changes. Left to Plotly, a picture is drawn at the size of the one before it and drawn anew a moment later. */
(function () {
  "use strict";
  const sizes = new Map(); // [width, height] that a graph was last drawn at

  const graphIn = (frame) => frame.querySelector(".js-plotly-plot");

  function resized(frame) {
    const graph = graphIn(frame);
    const { width, height } = frame.getBoundingClientRect();
    const [drawn, high] = sizes.get(frame) || [];
    if (!graph || !drawn || !width || (Math.abs(width - drawn) < 1 && Math.abs(height - high) < 1)) return;
    sizes.set(frame, [width, height]);
    window.Plotly.relayout(graph, { width, height });
  }

  /* When what has changed is on the screen. */
  function painted() {
    if (document.hidden) return new Promise((done) => window.setTimeout(done));
    return new Promise((done) => window.requestAnimationFrame(() => window.setTimeout(done)));
  }

  /* A frame that has just changed may be about to get a new picture, at its new size. */
  async function settled({ target }) {
    await painted();
    resized(target);
  }

  const observer = new ResizeObserver((entries) => entries.forEach(settled));

  /* The layout of a figure at the size of its frame. */
  function fitted(layout, frame) {
    const { width, height } = frame.getBoundingClientRect();
    if (!sizes.has(frame)) observer.observe(frame);
    sizes.set(frame, [width, height]);
    return { ...layout, width, height, autosize: false };
  }

  window.lenetlab = Object.assign({}, window.lenetlab, { frames: { fitted, graphIn, painted } });
})();
