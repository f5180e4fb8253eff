/* The kernel that slides: over the input of a convolution, writing one map cell by cell, with the sum of each cell. */
(function () {
  "use strict";
  const REDUCED = window.matchMedia("(prefers-reduced-motion: reduce)");
  const SLOWEST_REDUCED_MS = 600; // whoever asks for less motion still gets the steps, never a race of them
  const find = (id) => document.getElementById(id);
  let timer = null;
  let delay = 160;
  let place = null; // [map, row, column] of the cell being written, or null
  let end = null; // the last position of the slider
  let expected = null; // what this script itself has set the slider to
  let writing = false; // whether the rest of the map is still veiled

  const isConvolution = () => {
    const { stage, kernels } = window.lenetlab.view();
    return Boolean(stage && stage.kind === "conv" && kernels);
  };
  const sizeOf = () => window.lenetlab.numbers.sizeOf(window.lenetlab.view().panes.stage.figure);

  /* ---- the window, the kernel, and their products ---- */

  function terms(index) {
    const { view, numbers, kernels } = window.lenetlab;
    const { stage, panes, kernels: store } = view();
    const { kernel_size: side, stride, padding } = stage.params;
    const [inputs, height, width] = numbers.sizeOf(panes.before.figure);
    const [map, row, column] = index;
    return Array.from({ length: inputs }, (_, channel) =>
      Array.from({ length: side * side }, (__, i) => {
        const [y, x] = [row * stride - padding + Math.floor(i / side), column * stride - padding + (i % side)];
        const outside = y < 0 || x < 0 || y >= height || x >= width;
        const input = outside ? 0 : numbers.value(panes.before.figure, [channel, y, x]);
        const weight = kernels.weightAt(store[stage.name], map, channel, Math.floor(i / side), i % side);
        return { input, weight, product: input * weight };
      }));
  }

  const total = (list) => list.reduce((sum, { product }) => sum + product, 0);

  function grid(title, values, side, bound) {
    const { numbers } = window.lenetlab;
    const cells = values.map((value) => {
      const strength = Math.min(Math.abs(value) / (bound || 1), 1);
      return `<td style="--strength:${strength.toFixed(3)}" class="${value < 0 ? "below" : "above"}">${numbers.text(value, 2)}</td>`;
    });
    const rows = Array.from({ length: side }, (_, i) => `<tr>${cells.slice(i * side, (i + 1) * side).join("")}</tr>`);
    return `<table class="grid-${side}"><caption>${title}</caption><tbody>${rows.join("")}</tbody></table>`;
  }

  const largest = (values) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

  /* The arithmetic of one cell: of the input map that adds most, every product; of the others their sums. */
  function sumOf(index) {
    const { view, numbers, kernels, say } = window.lenetlab;
    const { stage, panes, kernels: store } = view();
    const channels = terms(index);
    const sums = channels.map(total);
    const strongest = sums.reduce((best, sum, i) => (Math.abs(sum) > Math.abs(sums[best]) ? i : best), 0);
    const shown = channels[strongest];
    const side = stage.params.kernel_size;
    const of = (field) => shown.map((term) => term[field]);
    const single = channels.length === 1;
    const suffix = single ? "" : `, ${say("slide.channel", { channel: strongest })}`;
    const bias = kernels.biasOf(store[stage.name], index[0]);
    const sum = numbers.text(sums.reduce((a, b) => a + b, 0));
    const value = numbers.text(numbers.value(panes.stage.figure, index));
    const parts = [
      grid(say("slide.window") + suffix, of("input"), side, panes.before.bound),
      '<span class="sign" aria-hidden="true">×</span>',
      grid(say("slide.kernel") + suffix, of("weight"), side, panes.kernels.bound),
      '<span class="sign" aria-hidden="true">=</span>',
      grid(say("slide.products") + suffix, of("product"), side, largest(of("product"))),
    ];
    if (!single) parts.push(grid(say("slide.sums"), sums, Math.ceil(Math.sqrt(sums.length)), largest(sums)));
    const count = channels.length * side * side;
    const line = say("slide.sum_of", { count }) + say("slide.total", { sum, bias: numbers.text(bias), value });
    find("slide-sum").innerHTML = `<div class="grids">${parts.join("")}</div><p class="sum-line">${line}</p>`;
  }

  /* ---- writing the map ---- */

  function veil([map, row, column]) {
    const { marks } = window.lenetlab;
    marks.clear("unwritten");
    if (!writing) return;
    const [, height, width] = sizeOf();
    const rest = { slot: "stage", map, row, column: column + 1, height: 1, width: width - column - 1 };
    const below = { slot: "stage", map, row: row + 1, column: 0, height: height - row - 1, width };
    [rest, below].filter((block) => block.width > 0 && block.height > 0).forEach((block) => marks.mark("unwritten", block));
  }

  function put(props) {
    expected = props.value;
    window.dash_clientside.set_props("slide-position", props);
  }

  /* The cell in view has changed: say its sum, and where the slider stands. */
  function follow(index) {
    if (!isConvolution()) return;
    place = index;
    sumOf(index);
    veil(index);
    const [, , width] = sizeOf();
    const position = index[1] * width + index[2];
    const [map, row, column] = index;
    const text = window.lenetlab.say("slide.position", { map, row, column });
    if (timer === null || position % width === 0) put({ value: position });
    window.dash_clientside.timeline.name("slide-position", window.lenetlab.say("slide.slider"), text);
  }

  function step() {
    if (document.hidden || !isConvolution()) return;
    const [, height, width] = sizeOf();
    const next = place[1] * width + place[2] + 1;
    if (next >= height * width) return finish();
    window.lenetlab.cells.show("stage", [place[0], Math.floor(next / width), next % width]);
  }

  function finish() {
    writing = false;
    pause();
    window.lenetlab.marks.clear("unwritten");
  }

  function label(running) {
    find("slide-name").textContent = window.lenetlab.say(running ? "slide.pause" : "slide.start");
    find("slide").classList.toggle("playing", running);
  }

  function pause() {
    if (timer === null) return;
    window.clearInterval(timer);
    timer = null;
    label(false);
  }

  function start() {
    window.clearInterval(timer);
    timer = window.setInterval(step, REDUCED.matches ? Math.max(delay, SLOWEST_REDUCED_MS) : delay);
    label(true);
  }

  function toggle() {
    if (!isConvolution()) return;
    if (timer !== null) return pause();
    const [, height, width] = sizeOf();
    const map = place ? place[0] : window.lenetlab.view().map;
    const atEnd = place && place[1] === height - 1 && place[2] === width - 1;
    const from = writing && place && !atEnd ? place : [map, 0, 0];
    writing = true;
    window.lenetlab.cells.show("stage", from);
    start();
  }

  function pace(milliseconds) {
    delay = Number(milliseconds);
    if (timer !== null) start();
  }

  /* The slider moves the kernel by hand. */
  function move(position) {
    if (!isConvolution() || timer !== null || position === expected) return;
    const [, , width] = sizeOf();
    const map = place ? place[0] : window.lenetlab.view().map;
    window.lenetlab.cells.show("stage", [map, Math.floor(position / width), position % width]);
  }

  function enter() {
    find("slide-block").hidden = !isConvolution();
    if (!isConvolution()) return;
    const [, height, width] = sizeOf();
    const max = height * width - 1;
    if (max !== end) window.setTimeout(() => put({ max, value: 0 }));
    end = max;
    if (!place) window.dash_clientside.timeline.name("slide-position", window.lenetlab.say("slide.slider"));
  }

  function leave() {
    pause();
    place = null;
    writing = false;
    window.lenetlab.marks.clear("unwritten");
    find("slide-sum").textContent = "";
  }

  const running = () => timer !== null;
  window.lenetlab = Object.assign({}, window.lenetlab, { slide: { follow, enter, leave, pause, running, toggle } });
  window.dash_clientside = Object.assign({}, window.dash_clientside, { slide: { pace, move } });

  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("#slide")) toggle();
  });
})();
