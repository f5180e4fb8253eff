/* The stage in view, out of the stores that the server filled: no step along the timeline asks the server. */
(function () {
  "use strict";
  const SLOTS = ["before", "kernels", "stage"];
  const LOSER = 0.25; // how much of its colour a cell keeps that does not win its window
  const hoverData = new Map();
  let read = null; // what the prediction was last made of: [drawing, ...settings]
  let asked = null; // what the stages were last asked for
  let coming = null; // the settings whose kernels are asked for
  let last = { answer: null, kernels: null }; // what came last
  const painted = () => window.lenetlab.frames.painted();
  const find = (id) => document.getElementById(id);
  const paneOf = (slot) => document.querySelector(`.pane[data-slot="${slot}"]`);

  /* What is in view, for the modules that mark, slide, list and explain it. */
  let view = { index: null, stages: null, stage: null, panes: {}, kernels: null, scale: "stage", map: 0 };

  /* ---- what each cell says on hover: map, row, column; the same for every figure of one layout, so it is made once ---- */

  function cellsOf(tiles) {
    const key = [tiles.names.length, tiles.names[0], tiles.shape, tiles.height, tiles.width].join("|");
    if (!hoverData.has(key)) hoverData.set(key, makeCells(tiles));
    return hoverData.get(key);
  }

  function makeCells({ names, corners, height, width, shape }) {
    const cells = Array.from({ length: shape[0] }, () => new Array(shape[1]).fill(null));
    corners.forEach(([top, left], map) => {
      for (let row = 0; row < height; row += 1) {
        for (let column = 0; column < width; column += 1) {
          cells[top + row][left + column] = [names[map], row, column];
        }
      }
    });
    return cells;
  }

  /* ---- colours: one scale for the whole stage, or one for each map ---- */

  function coloured(pane) {
    const { figure, legend, bound } = pane;
    const { numbers } = window.lenetlab;
    const tiles = numbers.tilesOf(figure);
    if (!tiles) return figure;
    const [heatmap] = figure.data;
    const numbered = window.lenetlab.marks.numbersOf(figure);
    const others = figure.data.slice(1).filter((trace) => !numbered.includes(trace));
    const own = { ...heatmap, z: numbers.rowsOf(heatmap.z), customdata: cellsOf(tiles) };
    if (legend === "signed") Object.assign(own, { zmin: -bound, zmax: bound });
    if (legend === "signed" && view.scale === "map" && hasMaps(pane)) perMap(own, figure, tiles);
    if (pane.slot === "before" && view.stage.kind === "max_pool") fade(own, figure, tiles);
    return { ...figure, data: [own, ...others] };
  }

  /* Colours that are no longer the numbers: `factor(map, row, column)` of each; what a cell says stays its true value. */
  function recoloured(heatmap, tiles, factor) {
    const { text } = window.lenetlab.numbers;
    const rows = heatmap.z;
    heatmap.text = heatmap.text || rows.map((row) => Array.from(row, (value) => (Number.isNaN(value) ? "" : text(value))));
    heatmap.z = rows.map((row) => Float32Array.from(row));
    tiles.corners.forEach(([top, left], map) => {
      for (let row = 0; row < tiles.height; row += 1) {
        for (let column = 0; column < tiles.width; column += 1) {
          heatmap.z[top + row][left + column] *= factor(map, row, column);
        }
      }
    });
    heatmap.hovertemplate = heatmap.hovertemplate.replace("%{z:.4f}", "%{text}");
  }

  /* Every map fills the colour scale. */
  function perMap(heatmap, figure, tiles) {
    const largest = window.lenetlab.numbers.bounds(figure);
    recoloured(heatmap, tiles, (map) => 1 / (largest[map] || 1));
    Object.assign(heatmap, { zmin: -1, zmax: 1 });
  }

  /* Before a max pool, the cells that do not win their window fade. */
  function fade(heatmap, figure, tiles) {
    const { stage } = view;
    if (stage.params.kernel_size === 1) return;
    const won = tiles.corners.map((_, map) => new Set(window.lenetlab.links.winners(stage, figure, map).map(String)));
    recoloured(heatmap, tiles, (map, row, column) => (won[map].has(`${row},${column}`) ? 1 : LOSER));
  }

  /* ---- panes ---- */

  function resolved(pane) {
    const origin = pane.same && view.stages.find((stage) => stage.name === pane.same);
    return origin ? { ...pane, figure: origin.panes[origin.panes.length - 1].figure } : pane;
  }

  function panesOf(stage) {
    const panes = stage.panes.map(resolved);
    const { kernels } = view;
    if (stage.kind === "conv" && kernels) panes.splice(1, 0, window.lenetlab.kernels.pane(stage, kernels, view.map));
    return Object.fromEntries(panes.map((pane) => [pane.slot, pane]));
  }

  function frame(slot, pane) {
    const node = paneOf(slot);
    node.hidden = !pane;
    if (!pane) return;
    const { say, numbers } = window.lenetlab;
    const { title, shape } = view.stage;
    node.querySelector("h4").textContent = pane.title;
    const picture = node.querySelector(".figure-frame");
    picture.style.setProperty("--aspect", String(pane.figure.layout.meta.aspect));
    picture.setAttribute("aria-label", say("stage.label", { name: pane.title, title, shape, how: say("stage.how") }));
    const legend = node.querySelector(".legend");
    legend.className = `legend ${pane.legend}`;
    const own = view.scale === "map" && pane.legend === "signed" && hasMaps(pane);
    const end = own ? say("stage.each_its_own") : numbers.text(pane.bound, 2);
    legend.querySelector(".low").textContent = pane.legend === "ink" ? "0" : `−${end}`;
    legend.querySelector(".high").textContent = pane.legend === "ink" ? "1" : end;
    if (own) legend.querySelector(".low").textContent = "";
  }

  function hasMaps({ figure }) {
    const size = window.lenetlab.numbers.sizeOf(figure);
    return size.length > 1 && size[0] > 1;
  }

  /* The kernels belong to the settings that the stages were read with, else they are about to be replaced. */
  function fitting(kernels, answer) {
    return kernels && answer && equal(kernels.settings, answer.read.slice(1)) ? kernels : null;
  }

  /* Hand a picture to Plotly; it keeps the settings that Dash made the graph with. */
  function plot(slot) {
    const pane = view.panes[slot];
    if (!pane) return undefined;
    const frameNode = paneOf(slot).querySelector(".figure-frame");
    const { fitted, graphIn } = window.lenetlab.frames;
    const graph = graphIn(frameNode);
    if (!graph || !graph._context) return window.requestAnimationFrame(() => plot(slot));
    window.lenetlab.marks.number(slot, pane.figure);
    return window.Plotly.react(graph, coloured(pane).data, fitted(pane.figure.layout, frameNode), graph._context);
  }

  const equal = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  /* Never the stages of another drawing than the prediction's, and no convolution without its kernels. */
  function due(index, answer, kernels) {
    if (!answer || answer === view.answer) return true;
    if (read && !equal(read, answer.read)) return false;
    return answer.stages[index].kind !== "conv" || fitting(kernels, answer) !== null;
  }

  /* What Dash calls whenever something of it has changed; `prediction` is the last one's answer. */
  function update(index, answer, kernels, scale, prediction) {
    if (kernels !== last.kernels) coming = null;
    last = { answer, kernels };
    if (prediction && prediction.read) read = prediction.read;
    const shown = due(index, answer, kernels) ? answer : view.answer;
    const same = index === view.index && shown === view.answer && scale === view.scale;
    if (!same) show(index, shown, kernels, scale);
    else if (kernels !== view.store) withKernels(kernels);
    return painted(); // so that Dash waits with its own work until the picture is on the screen
  }

  /* Kernels that come after the stage they belong to. */
  function withKernels(store) {
    view = { ...view, store, kernels: fitting(store, view.answer) };
    if (!view.stage || view.stage.kind !== "conv" || !view.kernels) return;
    view.panes = panesOf(view.stage);
    find("panes").dataset.panes = Object.keys(view.panes).length;
    frame("kernels", view.panes.kernels);
    plot("kernels");
    window.lenetlab.slide.enter();
  }

  const hasInk = (drawing) => Boolean(drawing && (drawing.strokes.length || drawing.sample !== null));

  /* Ask for the stages of [drawing, ...settings], and for the kernels, unless they are there or on their way. */
  function wanted(reading) {
    if (!reading || equal(reading, asked) || (last.answer && equal(reading, last.answer.read))) return;
    asked = reading;
    window.dash_clientside.set_props("wanted-store", { data: reading });
    const settings = reading.slice(1);
    if (!hasInk(reading[0]) || equal(settings, coming || (last.kernels && last.kernels.settings))) return;
    coming = settings;
    window.dash_clientside.set_props("kernels-wanted-store", { data: settings });
  }

  function show(index, answer, kernels, scale) {
    const { overview, cells, explain } = window.lenetlab;
    const stages = answer && answer.stages;
    const moved = index !== view.index || stages !== view.stages;
    if (stages !== view.stages) painted().then(painted).then(() => overview.update(stages));
    const map = index === view.index ? view.map : 0;
    const own = { kernels: fitting(kernels, answer), store: kernels, answer };
    view = { index, stages, stage: stages && stages[index], scale, map, panes: {}, ...own };
    const { stage } = view;
    const name = document.querySelector(`#stage-strip [data-stage="${index}"] .thumb-name`).textContent;
    window.dash_clientside.timeline.mark(index, stage ? stage.title : name);
    window.dash_clientside.timeline.name("brush", window.lenetlab.say("canvas.brush"));
    find("stage-empty").hidden = Boolean(stage);
    find("panes").hidden = !stage;
    find("stage-table").hidden = !stage;
    find("stage-title").textContent = stage ? stage.title : name;
    find("stage-shape").textContent = stage ? stage.shape : "";
    if (!stage) return cells.leave();
    view.panes = panesOf(stage);
    find("panes").dataset.kind = stage.kind;
    find("panes").dataset.panes = Object.keys(view.panes).length;
    SLOTS.forEach((slot) => frame(slot, view.panes[slot]));
    document.querySelector(".scale-switch").hidden = !Object.values(view.panes).some(hasMaps);
    explain.say(stage.paragraphs);
    plot("stage");
    const shown = view;
    return painted().then(() => shown === view && showRest(moved));
  }

  /* What came out is on the page before what surrounds it. */
  function showRest(moved) {
    plot("before");
    plot("kernels");
    window.lenetlab.cells.enter(moved);
    window.lenetlab.table.update();
  }

  function replacePane(pane) {
    view.panes[pane.slot] = pane;
    frame(pane.slot, pane);
    plot(pane.slot);
  }

  /* Show the kernel that makes another map of this convolution. */
  function showKernel(map) {
    if (map === view.map || !view.stage || view.stage.kind !== "conv" || !view.kernels) return;
    view = { ...view, map };
    view.panes = panesOf(view.stage);
    frame("kernels", view.panes.kernels);
    if (view.panes.kernels.figure !== view.kernels[view.stage.name].figure) plot("kernels");
  }

  /* Go to a stage at once, and let Dash know: the slider follows. */
  function go(index) {
    if (index === view.index) return;
    show(index, view.answer, view.store, view.scale);
    painted().then(() => window.dash_clientside.set_props("layer", { value: index }));
  }

  window.lenetlab = Object.assign({}, window.lenetlab, { view: () => view, paneOf, showKernel, replacePane, go });
  window.dash_clientside = Object.assign({}, window.dash_clientside, { stage: { update, wanted } });
})();
