/* Single steps and play: the stages are in the page already, so nothing here asks the server. */
(function () {
  "use strict";
  let delay = 1100;
  let timer = null;
  let current = 0;

  const last = () => document.querySelectorAll("#stage-strip [data-stage]").length - 1;
  const go = (stage) => window.dash_clientside.set_props("layer", { value: stage });
  const clamp = (stage) => Math.min(Math.max(stage, 0), last());

  function show(playing) {
    window.dash_clientside.set_props("play-name", { children: window.lenetlab.say(playing ? "timeline.pause" : "timeline.play") });
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

  function move(previous, next, stage) {
    pause();
    const back = window.dash_clientside.callback_context.triggered_id === "previous";
    return clamp(stage + (back ? -1 : 1));
  }

  /* Called whenever a stage comes into view: the map and the slider say which one it is. */
  function mark(stage, title) {
    current = stage;
    window.lenetlab.overview.mark(stage);
    name("layer", "Layer", title);
  }

  /* dcc.Slider has no property for its accessible name. */
  function name(id, label, value) {
    const thumb = document.querySelector(`#${id} [role=slider]`);
    if (!thumb) return window.requestAnimationFrame(() => name(id, label, value));
    thumb.setAttribute("aria-label", label);
    if (value) thumb.setAttribute("aria-valuetext", value);
    return undefined;
  }

  document.addEventListener("click", (event) => {
    const chip = event.target instanceof Element && event.target.closest("#stage-strip [data-stage]");
    if (!chip) return;
    pause();
    go(Number(chip.dataset.stage));
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, { timeline: { move, play, pace, mark, name } });
})();
