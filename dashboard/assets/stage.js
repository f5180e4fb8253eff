/* The stage in view, out of the stores that the server filled. */
(function () {
  "use strict";
  const hoverData = new Map();
  const element = (type, props) => ({ type, namespace: "dash_html_components", props });
  const find = (id) => document.getElementById(id);

  /* What each cell says on hover: map, row, column. The same for every figure of one layout, so it is made once. */
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

  function withHover(figure) {
    const tiles = figure.layout.meta && figure.layout.meta.tiles;
    if (!tiles) return figure;
    const [heatmap, ...others] = figure.data;
    return { ...figure, data: [{ ...heatmap, customdata: cellsOf(tiles) }, ...others] };
  }

  /* A paragraph in which **…** is bold. */
  function paragraph(text) {
    const parts = text.split("**").map((part, i) => (i % 2 ? element("Strong", { children: part }) : part));
    return element("P", { children: parts });
  }

  function frame(id, figure, label) {
    const node = find(id);
    if (!node) return;
    node.style.aspectRatio = String(figure.layout.meta.aspect);
    node.style.setProperty("--aspect", String(figure.layout.meta.aspect));
    node.setAttribute("aria-label", label);
  }

  function reveal(id, visible) {
    const node = find(id);
    if (node) node.hidden = !visible;
  }

  function show(index, stages, kernels) {
    const skip = window.dash_clientside.no_update;
    const chip = document.querySelector(`#stage-strip [data-stage="${index}"]`);
    const stage = stages && stages[index];
    window.dash_clientside.timeline.mark(index, stage ? stage.title : chip.textContent);
    window.dash_clientside.timeline.name("brush", "Brush size");
    reveal("stage-empty", !stage);
    reveal("stage-frame", Boolean(stage));
    const ownKernels = stage && kernels && kernels[stage.name];
    reveal("kernels-block", Boolean(ownKernels));
    find("legend").hidden = !(stage && stage.legend);
    if (!stage) return [skip, skip, chip.textContent, "", "", "", skip];

    find("legend").className = `legend ${stage.legend}`;
    frame("stage-frame", stage.figure, stage.label);
    if (ownKernels) {
      frame("kernels-frame", ownKernels, window.lenetlab.say("stage.kernels_of", { title: stage.title }));
      find("kernels-block").classList.toggle("wide", ownKernels.layout.meta.aspect > 1.3);
    }
    const [low, high] = stage.ends;
    return [
      withHover(stage.figure),
      ownKernels ? withHover(ownKernels) : skip,
      stage.title,
      stage.shape,
      low,
      high,
      stage.paragraphs.map(paragraph),
    ];
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { stage: { show } });
})();
