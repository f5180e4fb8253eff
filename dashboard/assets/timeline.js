/* Single steps and play: the stages are in the page already, so nothing here asks the server. */
(function () {
  "use strict";
  let delay = 1100;
  let timer = null;
  let current = 0;

  const last = () => document.querySelectorAll("#stage-strip [data-stage]").length - 1;
  const go = (stage) => window.lenetlab.go(stage);
  const clamp = (stage) => Math.min(Math.max(stage, 0), last());

  function show(playing) {
    document.getElementById("play-name").textContent = window.lenetlab.say(playing ? "timeline.pause" : "timeline.play");
    document.getElementById("play").classList.toggle("playing", playing);
  }

  function pause() {
    if (timer === null) return;
    window.clearInterval(timer);
    timer = null;
    show(false);
  }

  function tick() {
    if (document.hidden) return;
    if (current < last()) go(current + 1);
    if (current >= last()) pause();
  }

  function play() {
    if (timer !== null) return pause();
    if (current >= last()) go(0);
    timer = window.setInterval(tick, delay);
    return show(true);
  }

  function pace(milliseconds) {
    delay = Number(milliseconds);
    if (timer === null) return;
    window.clearInterval(timer);
    timer = window.setInterval(tick, delay);
  }

  function step(by) {
    pause();
    if (clamp(current + by) !== current) go(clamp(current + by));
  }

  /* Called whenever a stage comes into view: the map and the slider say which one it is. */
  function mark(stage, title) {
    current = stage;
    window.lenetlab.overview.mark(stage);
    name("layer", window.lenetlab.say("timeline.layer"), title);
  }

  /* dcc.Slider has no property for its accessible name. */
  function name(id, label, value) {
    const thumb = document.querySelector(`#${id} [role=slider]`);
    if (!thumb) return window.requestAnimationFrame(() => name(id, label, value));
    thumb.setAttribute("aria-label", label);
    if (value) thumb.setAttribute("aria-valuetext", value);
    return undefined;
  }

  const BUTTONS = { previous: () => step(-1), step: () => step(1), play };

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button");
    if (!button) return;
    if (BUTTONS[button.id]) BUTTONS[button.id]();
    if (!button.dataset.stage) return;
    pause();
    go(Number(button.dataset.stage));
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, { timeline: { pace, mark, name } });
})();
