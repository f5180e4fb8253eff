/* The cell in view: pointed at, walked to with the arrow keys, or written by the sliding kernel. It says its value, where
   it comes from is outlined, and choosing it (a click, a tap, Enter) keeps it. */
(function () {
  "use strict";
  const find = (id) => document.getElementById(id);
  let current = { slot: "stage", index: null };
  let chosen = null;

  /* ---- what a cell says ---- */

  const SAYS = {
    conv(view) {
      const { kernel_size: side } = view.stage.params;
      const [inputs] = window.lenetlab.numbers.sizeOf(view.panes.before.figure);
      return ["conv", { count: inputs * side * side }];
    },
    relu(view, index, value, before) {
      return before < 0 ? ["relu_cut", { before: window.lenetlab.numbers.text(before) }] : ["relu_kept", {}];
    },
    max_pool(view, [map, row, column]) {
      if (view.stage.params.kernel_size === 1) return null;
      const place = window.lenetlab.links.winner(view.stage, view.panes.before.figure, map, row, column);
      return place ? ["pool_won", { row: place[0], column: place[1] }] : ["pool_zero", {}];
    },
    avg_pool(view, index) {
      const [{ row, column, height, width }] = window.lenetlab.links.sources(view, index);
      return ["avg", { top: row, bottom: row + height - 1, left: column, right: column + width - 1 }];
    },
    flatten(view, index) {
      const [{ map, row, column }] = window.lenetlab.links.sources(view, index);
      return ["flatten", { name: nameOf(view.panes.before.figure, map), row, column }];
    },
    crop(view, index) {
      const [{ row, column }] = window.lenetlab.links.sources(view, index);
      return ["same", { row, column }];
    },
  };

  const nameOf = (figure, map) => window.lenetlab.numbers.tilesOf(figure).names[map];

  function sentence(slot, index) {
    const { view, say, numbers } = window.lenetlab;
    const { stage, panes } = view();
    const { figure } = panes[slot];
    const number = numbers.value(figure, index);
    const value = numbers.text(number);
    const [map, row, column] = index;
    const place = index.length === 1
      ? say("cell.unit", { name: figure.layout.meta.label, unit: map, value })
      : say("cell.map", { name: nameOf(figure, map), row, column, value });
    if (slot !== "stage" || !SAYS[stage.kind]) return place;
    const same = ["relu"].includes(stage.kind) ? numbers.value(panes.before.figure, index) : null;
    const more = SAYS[stage.kind](view(), index, number, same);
    return more ? `${place}, ${say(`cell.${more[0]}`, more[1])}` : place;
  }

  /* ---- showing a cell ---- */

  function outline(slot, index) {
    const { marks, links, view } = window.lenetlab;
    marks.clear("here");
    marks.clear("source");
    marks.mark("here", index.length === 1 ? { slot, unit: index[0] } : blockOf(slot, index));
    if (slot === "stage") links.sources(view(), index).forEach((place) => marks.mark("source", place));
  }

  const blockOf = (slot, [map, row, column]) => ({ slot, map, row, column, height: 1, width: 1 });

  function show(slot, index) {
    const { view, slide, showKernel } = window.lenetlab;
    current = { slot, index };
    if (slot === "stage" && view().stage.kind === "conv") showKernel(index[0]);
    outline(slot, index);
    find("cell-readout").textContent = sentence(slot, index);
    if (slot === "stage") slide.follow(index);
  }

  function leave() {
    const { marks, slide } = window.lenetlab;
    ["here", "source"].forEach(marks.clear);
    find("cell-readout").textContent = "";
    slide.leave();
  }

  /* A stage comes into view: the marks of the last one go, and where the stage is new, its choice too. */
  function enter(moved) {
    const { marks, slide, view, numbers } = window.lenetlab;
    if (moved) {
      leave();
      current = { slot: "stage", index: null };
      window.lenetlab.derivation.clear();
      if (chosen) choose(null);
    }
    const size = numbers.sizeOf(view().panes.stage.figure);
    if (current.index && current.index.some((place, i) => place >= size[i])) current.index = null;
    if (!moved && current.index) show(current.slot, current.index);
    else marks.clear("here");
    slide.enter();
  }

  function choose(index) {
    const { stage } = window.lenetlab.view();
    chosen = index;
    window.dash_clientside.set_props("cell-store", { data: index ? { stage: stage.name, index } : null });
  }

  /* ---- the pointer ---- */

  /* The cell of a picture under the pointer, or null. */
  function cellAt(slot, event) {
    const { view, numbers } = window.lenetlab;
    const pane = view().panes[slot];
    const size = pane ? numbers.sizeOf(pane.figure) : [];
    if (!size.length) return null;
    const box = window.lenetlab.paneOf(slot).querySelector(".figure-frame").getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    if (!numbers.tilesOf(pane.figure)) return unitAt(slot, event.clientX - box.left, size[0]);
    const index = tileAt(pane.figure, x, y);
    return index && size.length === 1 ? index.slice(0, 1) : index;
  }

  function unitAt(slot, x, units) {
    const { xaxis } = document.querySelector(`#${slot} .js-plotly-plot`)._fullLayout;
    const unit = Math.round(xaxis.p2d(x - xaxis._offset));
    return unit >= 0 && unit < units ? [unit] : null;
  }

  function tileAt(figure, x, y) {
    const { corners, height, width, shape } = window.lenetlab.numbers.tilesOf(figure);
    const [row, column] = [Math.floor(y * shape[0]), Math.floor(x * shape[1])];
    const inside = ([top, left]) => row >= top && row < top + height && column >= left && column < left + width;
    const map = corners.findIndex(inside);
    return map < 0 ? null : [map, row - corners[map][0], column - corners[map][1]];
  }

  function slotOf(event) {
    const frame = event.target instanceof Element && event.target.closest(".pane .figure-frame");
    return frame ? frame.closest(".pane").dataset.slot : null;
  }

  document.addEventListener("pointermove", (event) => {
    const slot = slotOf(event);
    const index = slot && !window.lenetlab.slide.running() && cellAt(slot, event);
    if (index) show(slot, index);
  });

  document.addEventListener("click", (event) => {
    const slot = slotOf(event);
    const index = slot && cellAt(slot, event);
    if (!index) return;
    window.lenetlab.slide.pause();
    show(slot, index);
    if (slot === "stage") choose(index);
  });

  /* ---- the keys ---- */

  /* A vector is walked as it stands: as rows of a heatmap, or as one row of bars. */
  function walked(figure, size, index, key) {
    const wide = size.length > 1 ? size[2] : (window.lenetlab.numbers.tilesOf(figure) || { shape: [1, size[0]] }).shape[1];
    const [rows, columns] = size.length === 1 ? [size[0] / wide, wide] : size.slice(1);
    let [map, row, column] = size.length === 1 ? [0, Math.floor(index[0] / wide), index[0] % wide] : index;
    if (key === "ArrowLeft") column -= 1;
    else if (key === "ArrowRight") column += 1;
    else if (key === "ArrowUp") row -= 1;
    else if (key === "ArrowDown") row += 1;
    else if (key === "PageUp") map -= 1;
    else if (key === "PageDown") map += 1;
    else if (key === "Home") [row, column] = [0, 0];
    else if (key === "End") [row, column] = [rows - 1, columns - 1];
    else return null;
    const within = (place, end) => Math.min(Math.max(place, 0), end - 1);
    const next = [within(map, size[0]), within(row, rows), within(column, columns)];
    return size.length === 1 ? [next[1] * wide + next[2]] : next;
  }

  document.addEventListener("keydown", (event) => {
    if (!(event.target instanceof Element) || !event.target.matches(".pane .figure-frame")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const slot = event.target.closest(".pane").dataset.slot;
    const { figure } = window.lenetlab.view().panes[slot];
    const size = window.lenetlab.numbers.sizeOf(figure);
    if (!size.length) return;
    const here = current.slot === slot && current.index ? current.index : null;
    const start = size.map(() => 0);
    if (event.key === "Enter" && here && slot === "stage") choose(here);
    const moved = walked(figure, size, here || start, event.key);
    const next = here ? moved : moved && start;
    if (!next) return;
    event.preventDefault();
    window.lenetlab.slide.pause();
    show(slot, next);
  });

  window.lenetlab = Object.assign({}, window.lenetlab, { cells: { show, enter, leave, choose } });
})();
