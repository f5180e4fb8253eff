/* The map of the network: every stage as a thumbnail, painted from the same numbers as the large pictures. */
(function () {
  "use strict";
  const MOST_BARS = 64;
  const chips = () => Array.from(document.querySelectorAll("#stage-strip [data-stage]"));

  /* ---- painting ---- */

  function paintMaps(context, figure, size) {
    const { rowsOf, palette, colour } = window.lenetlab.numbers;
    const { z, colorscale, zmin, zmax } = figure.data[0];
    const rows = rowsOf(z);
    const colours = palette(colorscale);
    const image = new ImageData(rows[0].length, rows.length);
    rows.forEach((row, y) => row.forEach((number, x) => {
      if (!Number.isNaN(number)) image.data.set(colour(colours, number, zmin, zmax), 4 * (y * row.length + x));
    }));
    const small = new OffscreenCanvas(image.width, image.height);
    small.getContext("2d").putImageData(image, 0, 0);
    const factor = size / Math.max(image.width, image.height);
    const [width, height] = [image.width * factor, image.height * factor];
    context.imageSmoothingEnabled = factor < 1;
    context.imageSmoothingQuality = "high";
    context.drawImage(small, (size - width) / 2, (size - height) / 2, width, height);
  }

  /* As many bars as can be told apart: of several units that share one, the strongest. */
  function paintBars(context, figure, size) {
    const { value, sizeOf } = window.lenetlab.numbers;
    const [units] = sizeOf(figure);
    const bars = Math.min(units, MOST_BARS);
    const numbers = new Array(bars).fill(0);
    for (let unit = 0; unit < units; unit += 1) {
      const bar = Math.floor((unit * bars) / units);
      const number = value(figure, [unit]);
      if (Math.abs(number) > Math.abs(numbers[bar])) numbers[bar] = number;
    }
    const high = Math.max(0, ...numbers);
    const low = Math.min(0, ...numbers);
    const scale = (0.9 * size) / (high - low || 1);
    const zero = 0.05 * size + high * scale;
    numbers.forEach((number, bar) => {
      context.fillStyle = number < 0 ? "#2b7de9" : "#e8730c";
      const height = Math.max(Math.abs(number) * scale, 1);
      context.fillRect((bar * size) / bars, number < 0 ? zero : zero - height, (0.8 * size) / bars, height);
    });
  }

  function paint(canvas, figure) {
    const context = canvas.getContext("2d");
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (!figure) return;
    if (window.lenetlab.numbers.tilesOf(figure)) paintMaps(context, figure, canvas.width);
    else paintBars(context, figure, canvas.width);
  }

  /* Paint all thumbnails; without stages they are empty. */
  function update(stages) {
    document.getElementById("stage-strip").classList.toggle("empty", !stages);
    chips().forEach((chip, i) => {
      const stage = stages && stages[i];
      const pane = stage && stage.panes[stage.panes.length - 1];
      paint(chip.querySelector("canvas"), pane && pane.figure);
      if (stage) chip.querySelector(".thumb-shape").textContent = stage.shape.replaceAll(" ", "");
    });
  }

  /* Mark the stage in view; the map has one stop for the Tab key, which is that stage. */
  function mark(index) {
    chips().forEach((chip, i) => {
      chip.tabIndex = i === index ? 0 : -1;
      if (i === index) chip.setAttribute("aria-current", "step");
      else chip.removeAttribute("aria-current");
    });
  }

  document.addEventListener("keydown", (event) => {
    const chip = event.target instanceof Element && event.target.closest("#stage-strip [data-stage]");
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const all = chips();
    const end = { Home: 0, End: all.length - 1 }[event.key];
    if (!chip || (step === undefined && end === undefined)) return;
    event.preventDefault();
    const here = Number(chip.dataset.stage);
    const next = end === undefined ? Math.min(Math.max(here + step, 0), all.length - 1) : end;
    all[next].focus();
  });

  window.lenetlab = Object.assign({}, window.lenetlab, { overview: { update, mark } });
})();
