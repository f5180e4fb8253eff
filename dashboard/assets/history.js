/* Undo and redo. Every drawing that was on the canvas is kept as the state it was, so whatever changed it (a stroke, a
   dot, Clear, a sample, the keyboard, a link) is taken back in the same way. */
(function () {
  "use strict";
  const MOST_KEPT = 100;
  const TYPED_INTO = "textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox]):not([type=range])";
  let past = [];
  let future = [];
  let present = null; // { state, key }: what the canvas shows

  const keyOf = (drawing) => JSON.stringify([drawing.strokes, drawing.sample, drawing.size]);
  const entryOf = (state) => ({ state, key: keyOf(window.lenetlab.canvas.drawingOf(state)) });

  /* Called with every state of the canvas, whether it is another drawing than the one before or not. */
  function record(state, drawing) {
    const key = keyOf(drawing);
    if (started() && present.key !== key) {
      past = [...past, present].slice(-MOST_KEPT);
      future = [];
      window.lenetlab.memory.touched(drawing);
    }
    present = { state, key };
    mark();
  }

  const started = () => present !== null;

  /* The state that the canvas is about to show is no new drawing. */
  function replace(state) {
    present = entryOf(state);
    mark();
    return state;
  }

  /* What Undo shall bring back although this visit has not shown it. */
  function remember(state) {
    past = [...past, entryOf(state)];
  }

  function undo() {
    if (!past.length) return null;
    future = [present, ...future];
    present = past[past.length - 1];
    past = past.slice(0, -1);
    window.lenetlab.memory.touched();
    return present.state;
  }

  function redo() {
    if (!future.length) return null;
    past = [...past, present];
    [present, ...future] = future;
    window.lenetlab.memory.touched();
    return present.state;
  }

  /* The buttons say whether there is anything to take back; they can be pressed all the same. */
  function mark() {
    const { say } = window.lenetlab;
    const show = (id, entries) => {
      const button = document.getElementById(id);
      if (!button) return;
      button.classList.toggle("spent", !entries.length);
      button.title = say(`canvas.${id}${entries.length ? "" : "_nothing"}`);
    };
    show("undo", past);
    show("redo", future);
  }

  function wanted(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
    const key = event.key.toLowerCase();
    if (key === "z") return event.shiftKey ? "redo" : "undo";
    return key === "y" && !event.shiftKey ? "redo" : null;
  }

  document.addEventListener("keydown", (event) => {
    const id = wanted(event);
    if (!id || (event.target instanceof Element && event.target.closest(TYPED_INTO))) return;
    event.preventDefault();
    document.getElementById(id).click();
  });

  window.lenetlab = Object.assign({}, window.lenetlab, { history: { started, record, replace, remember, undo, redo } });
})();
