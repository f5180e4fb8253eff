/* The canvas: what Plotly's draw mode leaves out (dots, second fingers, a brush that scales), and what the buttons do.
   The figure is the whole state: strokes in layout.shapes, each brush in a shape's name ("b:10" is ten canvas units),
   and in layout.meta the sample behind them. */
(function () {
  "use strict";
  const REFERENCE_SIZE = 140; // the brush slider counts in units of this canvas
  const CELLS = 28;
  const MOST_UNDONE = 50;
  const BLANK_SAMPLE = { dtype: "u1", bdata: window.btoa("\0".repeat(CELLS * CELLS)), shape: `${CELLS}, ${CELLS}` };
  const NUMBER = /-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/gi;

  const skip = () => window.dash_clientside.no_update;
  const plot = () => document.querySelector("#canvas .js-plotly-plot");
  const sizeOf = (layout) => layout.xaxis.range[1];
  const brushOf = (name) => Number(String(name || "").replace("b:", "")) || 1;
  const round = (value, digits) => Number(value.toFixed(digits));

  function scaledPath(path, factor, digits) {
    return path.replace(NUMBER, (number) => round(Number(number) * factor, digits));
  }

  /* ---- the state of a figure, and a figure with another state ---- */

  function stateOf(figure) {
    const layout = figure.layout;
    const shapes = (layout.shapes || []).filter((shape) => shape.type === "path");
    const meta = layout.meta || {};
    return { size: sizeOf(layout), shapes, meta, z: figure.data[0].z };
  }

  function withState(figure, state, brush) {
    const cell = state.size / CELLS;
    const grid = { z: state.z, x0: cell / 2, dx: cell, y0: cell / 2, dy: cell };
    const layout = {
      ...figure.layout,
      shapes: state.shapes,
      meta: state.meta,
      newshape: { ...figure.layout.newshape, name: `b:${round((brush * state.size) / REFERENCE_SIZE, 3)}` },
      xaxis: { ...figure.layout.xaxis, range: [0, state.size] },
      yaxis: { ...figure.layout.yaxis, range: [state.size, 0] },
    };
    return { ...figure, data: [{ ...figure.data[0], ...grid }], layout };
  }

  function resized(state, size) {
    const factor = size / state.size;
    if (factor === 1) return state;
    const shapes = state.shapes.map((shape) => ({
      ...shape,
      path: scaledPath(shape.path, factor, 4),
      name: `b:${round(brushOf(shape.name) * factor, 3)}`,
    }));
    return { ...state, shapes, size };
  }

  function shapeOf(path, brush) {
    const line = { color: "#ffffff", width: 20 };
    return { type: "path", path, name: `b:${round(brush, 3)}`, line, layer: "above", xref: "x", yref: "y", editable: true };
  }

  function sampled(sample, size, brush) {
    if (sample.index !== null) {
      return { size, shapes: [], z: sample.z, meta: { sample: sample.index, label: sample.label, base: 0 } };
    }
    const factor = size / sample.size;
    const width = (brush * size) / REFERENCE_SIZE;
    const shapes = sample.paths.map((path) => shapeOf(scaledPath(path, factor, 3), width));
    return { size, shapes, z: BLANK_SAMPLE, meta: { label: sample.label, base: shapes.length } };
  }

  const isBlank = (state) => !state.shapes.length && state.meta.sample === undefined;
  const blank = (size) => ({ size, shapes: [], z: BLANK_SAMPLE, meta: {} });

  /* ---- the buttons: Clear and a sample keep what was there, and Undo brings it back ---- */

  function edit(undo, clear, sample, size, brush, figure, history) {
    const cause = window.dash_clientside.callback_context.triggered_id;
    const state = stateOf(figure);
    const answer = (next, kept) => [withState(figure, next, brush), kept === undefined ? skip() : kept];
    const keep = () => [...history, state].slice(-MOST_UNDONE);

    if (cause === "canvas-size") return answer(resized(state, size));
    if (cause === "brush") return answer(state);
    if (cause === "random-sample" || cause === "sample-store") {
      return sample ? answer(sampled(sample, state.size, brush), keep()) : [skip(), skip()];
    }
    if (cause === "clear" && !isBlank(state)) return answer(blank(state.size), keep());
    if (cause === "undo" && state.shapes.length > (state.meta.base || 0)) {
      return answer({ ...state, shapes: state.shapes.slice(0, -1) });
    }
    if (cause === "undo" && history.length) {
      return answer(resized(history[history.length - 1], state.size), history.slice(0, -1));
    }
    return [skip(), skip()];
  }

  /* ---- what the server is told: strokes, brushes, sample; nothing when none of it changed ---- */

  function read(figure, previous) {
    const state = stateOf(figure);
    const sample = state.meta.sample === undefined ? null : state.meta.sample;
    const strokes = state.shapes.map((shape) => [brushOf(shape.name), scaledPath(shape.path, 1, 2)]);
    const drawing = { size: state.size, strokes, sample };
    const frame = document.querySelector(".canvas-frame");
    if (frame) frame.classList.toggle("blank", isBlank(state));
    const unchanged = JSON.stringify(drawing) === JSON.stringify(previous);
    return [unchanged ? skip() : drawing, noteOf(state)];
  }

  function noteOf(state) {
    const { sample, label, base } = state.meta;
    if (label === undefined) return "";
    const { say } = window.lenetlab;
    const over = state.shapes.length > base ? say("canvas.over") : "";
    if (sample === undefined) return say("canvas.drawn_sample", { label, over });
    return say("canvas.mnist_sample", { index: sample.toLocaleString("en"), label, over });
  }

  /* ---- the brush is in canvas units: keep its width in pixels right whenever the plot has another size ---- */

  function fit(graph) {
    const axis = graph._fullLayout.xaxis;
    const pixels = axis._length / sizeOf(graph.layout);
    const changes = {};
    const set = (key, line, name) => {
      const width = round(brushOf(name) * pixels, 2);
      if (Math.abs(((line || {}).width || 0) - width) > 0.25) changes[key] = width;
    };
    set("newshape.line.width", graph.layout.newshape.line, graph.layout.newshape.name);
    (graph.layout.shapes || []).forEach((shape, i) => set(`shapes[${i}].line.width`, shape.line, shape.name));
    if (Object.keys(changes).length) window.Plotly.relayout(graph, changes);
  }

  /* ---- dots: draw mode drops a press that does not move ---- */

  let pressed = null;

  function onSurface(event) {
    return event.target instanceof Element && event.target.closest("#canvas .nsewdrag");
  }

  function press(event) {
    const surface = onSurface(event);
    if (!surface) return;
    document.querySelector(".canvas-frame").classList.add("inking");
    pressed = event.isPrimary && event.button === 0 ? surface : null;
  }

  function release(event) {
    const frame = document.querySelector(".canvas-frame");
    if (frame) frame.classList.remove("inking");
    const surface = pressed;
    pressed = null;
    const graph = plot();
    if (!surface || !graph || graph._dragged || !event.isPrimary) return;
    const box = surface.getBoundingClientRect();
    const size = sizeOf(graph.layout);
    const x = round(((event.clientX - box.left) / box.width) * size, 2);
    const y = round(((event.clientY - box.top) / box.height) * size, 2);
    const dot = shapeOf(`M${x},${y}L${round(x + 0.01, 2)},${y}`, brushOf(graph.layout.newshape.name));
    window.Plotly.relayout(graph, { shapes: [...(graph.layout.shapes || []), dot] });
  }

  /* ---- a second finger would tear the stroke of the first one to itself ---- */

  let finger = null;

  function touchStart(event) {
    if (!onSurface(event)) return;
    if (event.touches.length > 1) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      finger = event.changedTouches[0].identifier;
    }
  }

  function touchOther(event) {
    if (finger === null) return;
    const own = Array.from(event.changedTouches).some((touch) => touch.identifier === finger);
    if (!own) event.stopImmediatePropagation();
    else if (event.type !== "touchmove") finger = null;
  }

  document.addEventListener("pointerdown", press, true);
  document.addEventListener("pointerup", release, true);
  document.addEventListener("pointercancel", () => (pressed = null), true);
  document.addEventListener("touchstart", touchStart, { capture: true, passive: false });
  ["touchmove", "touchend", "touchcancel"].forEach((name) => document.addEventListener(name, touchOther, true));

  const waiting = window.setInterval(() => {
    const graph = plot();
    if (!graph || !graph.on || !graph._fullLayout) return;
    window.clearInterval(waiting);
    graph.on("plotly_afterplot", () => fit(graph));
    fit(graph);
  }, 50);

  window.dash_clientside = Object.assign({}, window.dash_clientside, { canvas: { edit, read } });
})();
