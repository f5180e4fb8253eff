/* Marks over the pictures: the number above each map, outlines of cells and windows, and what a sliding kernel has not
   written yet. They lie over the figure as elements placed in parts of it, so moving one costs no drawing of the figure. */
(function () {
  "use strict";

  function layer(slot) {
    return window.lenetlab.paneOf(slot).querySelector(".marks");
  }

  function clear(name) {
    document.querySelectorAll(`.marks .${name}`).forEach((node) => node.remove());
  }

  function element(name, left, top, width, height) {
    const node = document.createElement("div");
    node.className = name;
    Object.assign(node.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    return node;
  }

  /* Outline a block of cells; `map` null: in every map. */
  function cells(name, { slot, map, row, column, height, width }) {
    const pane = window.lenetlab.view().panes[slot];
    const tiles = pane && window.lenetlab.numbers.tilesOf(pane.figure);
    if (!tiles) return;
    const [rows, columns] = tiles.shape;
    const corners = map === null ? tiles.corners : [tiles.corners[map]];
    const nodes = corners.map(([top, left]) => element(
      name, (100 * (left + column)) / columns, (100 * (top + row)) / rows, (100 * width) / columns, (100 * height) / rows,
    ));
    layer(slot).append(...nodes);
  }

  /* Outline a bar from top to bottom. */
  function bar(name, { slot, unit }) {
    const graph = document.querySelector(`#${slot} .js-plotly-plot`);
    const axes = graph && graph._fullLayout;
    if (!axes || !axes.xaxis) return;
    const box = [axes.xaxis._offset, axes.yaxis._offset, axes.xaxis._length, axes.yaxis._length];
    const wide = Math.abs(axes.xaxis.d2p(1) - axes.xaxis.d2p(0));
    const left = box[0] + axes.xaxis.d2p(unit) - wide / 2;
    layer(slot).append(element(
      name, (100 * left) / axes.width, (100 * box[1]) / axes.height, (100 * wide) / axes.width, (100 * box[3]) / axes.height,
    ));
  }

  function mark(name, place) {
    if (place.unit === undefined) return cells(name, place);
    const { figure } = window.lenetlab.view().panes[place.slot];
    if (!window.lenetlab.numbers.tilesOf(figure)) return bar(name, place);
    return cells(name, { slot: place.slot, map: place.unit, row: 0, column: 0, height: 1, width: 1 });
  }

  /* The trace of a figure that numbers its maps. Plotly takes a third of its time for that text, so the page shows it as
     elements of its own; a picture to take home has the trace. */
  const numbersOf = (figure) => figure.data.filter(({ mode }) => mode === "text");

  function number(slot, figure) {
    const nodes = layer(slot);
    nodes.querySelectorAll(".map-number").forEach((node) => node.remove());
    const tiles = window.lenetlab.numbers.tilesOf(figure);
    if (!tiles) return;
    const [rows, columns] = tiles.shape;
    numbersOf(figure).forEach(({ x, y, text }) => nodes.append(...text.map((name, i) => {
      const node = element("map-number", (100 * (x[i] + 0.5)) / columns, 0, 100, (100 * (y[i] + 0.5)) / rows);
      node.textContent = name;
      return node;
    })));
  }

  window.lenetlab = Object.assign({}, window.lenetlab, { marks: { clear, mark, number, numbersOf } });
})();
