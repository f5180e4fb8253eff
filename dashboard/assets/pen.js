/* Drawing with the keyboard: arrow keys move a pen over the cells, Space or Enter puts it down and lifts it. What it
   drew becomes a stroke like any other when it is lifted; until then it is shown over the canvas. */
(function () {
  "use strict";
  const FAR = 4;
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const SAY_MS = 150;
  let at = [13, 13]; // column, row
  let line = null; // the cells passed while the pen is down
  let timer = null;

  const canvas = () => window.lenetlab.canvas;
  const find = (selector) => document.querySelector(selector);
  const percent = (cell) => `${((cell + 0.5) / canvas().CELLS) * 100}%`;

  /* In units of the canvas: the middle of each cell passed. */
  function path() {
    const cell = canvas().sizeOf(canvas().plot().layout) / canvas().CELLS;
    return window.lenetlab.ink.pathOf(line.map(([column, row]) => [(column + 0.5) * cell, (row + 0.5) * cell]));
  }

  const brush = () => canvas().brushOf(canvas().plot().layout.newshape.name);

  function say(key) {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      const [column, row] = at;
      const words = window.lenetlab.say(`pen.${key}`, { row, column });
      document.getElementById("pen-status").textContent = words;
    }, SAY_MS);
  }

  function show() {
    const pen = find(".pen");
    pen.style.left = percent(at[0]);
    pen.style.top = percent(at[1]);
    pen.classList.toggle("down", Boolean(line));
    find(".pen-ink").replaceChildren(...(line ? [picture()] : []));
  }

  function picture() {
    const size = canvas().sizeOf(canvas().plot().layout);
    const [svg, ink] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
    svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
    ink.setAttribute("d", path());
    ink.setAttribute("stroke-width", brush());
    svg.append(ink);
    return svg;
  }

  function move([right, down], far) {
    const cells = far ? FAR : 1;
    const within = (value) => Math.min(Math.max(value, 0), canvas().CELLS - 1);
    at = [within(at[0] + right * cells), within(at[1] + down * cells)];
    if (line) {
      line.push(at);
      window.lenetlab.live.follow(() => [brush(), path()]);
    }
    show();
    say(line ? "drawing" : "moving");
  }

  function lower() {
    line = [at];
    window.lenetlab.live.begin(canvas().plot());
    canvas().frame().classList.add("inking");
    show();
    say("down");
  }

  function lift() {
    if (!line) return;
    const drawn = path();
    line = null;
    window.lenetlab.live.end();
    canvas().frame().classList.remove("inking");
    canvas().add(drawn, brush());
    show();
    say("up");
  }

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || window.lenetlab.ink.busy()) return false;
    if (STEPS[event.key]) move(STEPS[event.key], event.shiftKey);
    else if (event.key === " " || event.key === "Enter") line ? lift() : lower();
    else if (event.key === "Escape" && line) lift();
    else if (event.key === "Delete" || event.key === "Backspace") back();
    else return false;
    return true;
  }

  /* A stroke that is not done yet is what there is to take back. */
  function back() {
    if (!line) return find("#undo").click();
    line = null;
    window.lenetlab.live.end();
    canvas().frame().classList.remove("inking");
    canvas().tell(canvas().drawingOf(canvas().stateOf(canvas().plot())));
    show();
    return say("up");
  }

  const onCanvas = (event) => event.target instanceof Element && event.target.matches(".canvas-frame");

  document.addEventListener("keydown", (event) => {
    if (onCanvas(event) && canvas().plot() && press(event)) event.preventDefault();
  });
  window.addEventListener("pointerdown", lift, true);
  document.addEventListener("focusin", (event) => onCanvas(event) && canvas().plot() && show());
  document.addEventListener("focusout", (event) => onCanvas(event) && lift());
})();
