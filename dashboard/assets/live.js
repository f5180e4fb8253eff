/* The readout while a stroke grows: the server is told of the strokes and the one in progress, several times a second
   but never before it has answered. Nothing here touches the canvas. */
(function () {
  "use strict";
  const EVERY_MS = 120;
  const PATIENCE_MS = 1500; // an answer that never comes must not silence the rest of the stroke
  let base = null; // the drawing that the stroke is added to
  let latest = null; // gives the stroke in progress
  let sent = 0;
  let answered = true;
  let timer = null;

  const panel = () => document.querySelector(".prediction");

  /* A screen reader waits for the end of the stroke. */
  function show(live) {
    panel().classList.toggle("live", live);
    panel().querySelector(".readout").setAttribute("aria-busy", String(live));
  }

  function begin(graph) {
    const { canvas } = window.lenetlab;
    base = canvas.drawingOf(canvas.stateOf(graph));
    latest = null;
    answered = true;
    sent = performance.now();
  }

  function follow(strokeSoFar) {
    latest = strokeSoFar;
    if (timer === null) attempt();
  }

  function attempt() {
    timer = null;
    if (!base || !latest) return;
    const since = performance.now() - sent;
    if (since >= EVERY_MS && (answered || since > PATIENCE_MS)) send();
    else timer = window.setTimeout(attempt, Math.max(EVERY_MS - since, 16));
  }

  function send() {
    const drawing = { ...base, strokes: [...base.strokes, latest()], live: true };
    latest = null;
    answered = false;
    sent = performance.now();
    show(true);
    window.lenetlab.canvas.tell(drawing);
  }

  function end() {
    base = null;
    latest = null;
    window.clearTimeout(timer);
    timer = null;
  }

  /* Called with every answer: that of the whole drawing ends it. */
  function answer(live) {
    answered = true;
    if (!live) show(false);
  }

  window.lenetlab = Object.assign({}, window.lenetlab, { live: { begin, follow, end, answer } });
})();
