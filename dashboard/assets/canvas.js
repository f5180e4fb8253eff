/* The canvas as data. Its figure is the whole state: strokes in layout.shapes, each brush in a shape's name ("b:10" is
   ten canvas units), and in layout.meta the sample behind them. Here are the state of a figure, the figure of a state,
   and the two callbacks: what the buttons do (edit), and what the server is told (read). */
(function () {
  "use strict";
  const REFERENCE_SIZE = 140; // the brush slider counts in units of this canvas
  const CELLS = 28;
  const BLANK_SAMPLE = { dtype: "u1", bdata: window.btoa("\0".repeat(CELLS * CELLS)), shape: `${CELLS}, ${CELLS}` };
  const NUMBER = /-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/gi;

  const skip = () => window.dash_clientside.no_update;
  const plot = () => document.querySelector("#canvas .js-plotly-plot");
  const frame = () => document.querySelector(".canvas-frame");
  const sizeOf = (layout) => layout.xaxis.range[1];
  const brushOf = (name) => Number(String(name || "").replace("b:", "")) || 1;
  const round = (value, digits) => Number(value.toFixed(digits));
  const widthOf = (brush, size) => round((brush * size) / REFERENCE_SIZE, 3);

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
      newshape: { ...figure.layout.newshape, name: `b:${widthOf(brush, state.size)}` },
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
    const shapes = sample.paths.map((path) => shapeOf(scaledPath(path, factor, 3), widthOf(brush, size)));
    return { size, shapes, z: BLANK_SAMPLE, meta: { label: sample.label, base: shapes.length } };
  }

  /* The image of a sample that is on the canvas by its index alone, out of a link or out of what was kept. */
  function withImage(state, sample) {
    return { ...state, z: sample.z, meta: { ...state.meta, label: sample.label } };
  }

  const isBlank = (state) => !state.shapes.length && state.meta.sample === undefined;
  const blank = (size) => ({ size, shapes: [], z: BLANK_SAMPLE, meta: {} });

  /* ---- what the server is told: strokes, brushes, sample ---- */

  function drawingOf(state) {
    const sample = state.meta.sample === undefined ? null : state.meta.sample;
    const strokes = state.shapes.map((shape) => [brushOf(shape.name), scaledPath(shape.path, 1, 2)]);
    return { size: state.size, strokes, sample };
  }

  /* ---- the buttons ---- */

  function next(cause, values, state) {
    const { history } = window.lenetlab;
    if (cause === "canvas-size") return history.replace(resized(state, values.size));
    if (cause === "brush") return state;
    if (cause === "opened-store") return values.opened;
    if (cause === "clear") return isBlank(state) ? null : blank(state.size);
    if (cause === "undo" || cause === "redo") {
      const found = cause === "undo" ? history.undo() : history.redo();
      return found && history.replace(resized(found, state.size));
    }
    if (!values.sample) return null;
    if (!values.sample.restored) return sampled(values.sample, state.size, values.brush);
    return state.meta.sample === values.sample.index ? withImage(state, values.sample) : null;
  }

  /* Never while a stroke is being drawn: any write to the figure would lose it. */
  async function edit(undo, redo, clear, sample, opened, size, brush, figure) {
    const { history, ink, memory } = window.lenetlab;
    const cause = window.dash_clientside.callback_context.triggered_id;
    if (!history.started()) {
      const found = memory.opened();
      return found ? withState(figure, found.state, found.brush) : skip();
    }
    if (ink.busy()) await ink.idle();
    const drawn = plot().layout.shapes || []; // Dash may not have heard of the last stroke yet
    const current = { ...figure, layout: { ...figure.layout, shapes: drawn } };
    const state = next(cause, { sample, opened, size, brush }, stateOf(current));
    return state ? withState(current, state, brush) : skip();
  }

  /* ---- what the page does with every change of the figure ---- */

  function read(figure) {
    const state = stateOf(figure);
    noticed(state);
    window.lenetlab.memory.askForImage(state);
    return noteOf(state);
  }

  function noticed(state) {
    const drawing = drawingOf(state);
    tell(drawing);
    if (frame()) frame().classList.toggle("blank", isBlank(state));
    window.lenetlab.history.record(state, drawing);
  }

  /* The server is told at once, and not by a callback's output: for that, Dash would let the question wait until the
     figure has gone round through the page. A drawing in which a stroke still grows is never taken for a whole one. */
  let told = JSON.stringify(drawingOf(blank(REFERENCE_SIZE)));

  function tell(drawing) {
    const text = JSON.stringify(drawing);
    if (text === told) return;
    told = text;
    window.dash_clientside.set_props("drawing-store", { data: drawing });
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
    if (window.lenetlab.ink.busy()) return;
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

  /* A stroke that draw mode did not make itself, at its width on the screen. */
  function add(path, brush) {
    const graph = plot();
    const shape = shapeOf(path, brush);
    shape.line.width = round((brush * graph._fullLayout.xaxis._length) / sizeOf(graph.layout), 2);
    window.Plotly.relayout(graph, { shapes: [...(graph.layout.shapes || []), shape] });
  }

  const waiting = window.setInterval(() => {
    const graph = plot();
    if (!graph || !graph.on || !graph._fullLayout) return;
    window.clearInterval(waiting);
    graph.on("plotly_afterplot", () => fit(graph));
    window.lenetlab.sync.attend(graph);
    fit(graph);
  }, 50);

  const canvas = { REFERENCE_SIZE, CELLS, BLANK_SAMPLE };
  Object.assign(canvas, { plot, frame, sizeOf, brushOf, round, stateOf, shapeOf, blank, isBlank, drawingOf, add, noticed, tell, fit });
  window.lenetlab = Object.assign({}, window.lenetlab, { canvas });
  window.dash_clientside = Object.assign({}, window.dash_clientside, { canvas: { edit, read } });
})();
