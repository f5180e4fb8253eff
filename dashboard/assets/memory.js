/* What survives a reload, and the link in the address bar: drawing, settings, brush and stage, as one short code.

   The address always holds the code of what is in view. The same code is kept in the browser for a visit without a
   link. A link comes before what was kept, and what was kept stays until the visitor draws: Undo brings it back. */
(function () {
  "use strict";
  const KEY = "lenetlab-work";
  const SETTINGS = ["kernel-size", "stride", "padding", "filters", "weights"];
  const START = { settings: [5, 1, 0, 16, "pretrained"], brush: 10, stage: 0 };
  const QUIET_MS = 150; // a slider that is dragged is written down once
  const IS_LINK = /^#d=(.*)$/;
  let work = null; // what is in view: { settings, brush, stage, figure }
  let awaited = null; // the settings that were restored, until they have reached the controls
  let guest = false; // a link is in view that the visitor has not drawn on
  let opening = null; // what the visit began with, once that is known
  let shown = ""; // the drawing that was opened last
  let timer = null;

  const set = (id, props) => window.dash_clientside.set_props(id, props);
  const linked = () => (window.location.hash.match(IS_LINK) || [])[1];
  const lastStage = () => document.querySelectorAll("#stage-strip [data-stage]").length - 1;

  function remark(words) {
    const note = document.getElementById("link-note");
    if (note.textContent !== words) note.textContent = words;
  }

  const kept = () => window.lenetlab.kept(KEY) || "";
  const keep = (code) => window.lenetlab.keep(KEY, code);

  /* ---- opening ---- */

  function stateOf({ drawing, meta }) {
    const { canvas } = window.lenetlab;
    const shapes = drawing.strokes.map(([brush, path]) => canvas.shapeOf(path, brush));
    return { size: drawing.size, shapes, meta, z: canvas.BLANK_SAMPLE };
  }

  const drawingIn = (found) => JSON.stringify(found.drawing);
  const hasInk = (found) => Boolean(found) && (found.drawing.strokes.length > 0 || found.drawing.sample !== null);

  function opened() {
    if (!opening) opening = { found: restore() };
    return opening.found;
  }

  /* At the start of a visit: what the link says, else what was kept; nothing for a page that starts empty. */
  function restore() {
    const { code, history } = window.lenetlab;
    const letters = linked();
    const own = code.decode(kept());
    if (letters === undefined) return own && open(own);
    const found = code.decode(letters);
    guest = hasInk(own) && !(found && drawingIn(found) === drawingIn(own));
    if (guest) history.remember(stateOf(own));
    if (!found) explainBroken(hasInk(own));
    return found && open(found);
  }

  function explainBroken(hasOwn) {
    const { say } = window.lenetlab;
    remark(`${say("link.broken")}${hasOwn ? ` ${say("link.undo")}` : ""}`);
  }

  function open(found) {
    const stage = Math.min(found.stage, Math.max(lastStage(), 0));
    const values = [...found.settings, found.brush, stage, found.drawing.size];
    awaited = JSON.stringify(values);
    shown = drawingIn(found);
    [...SETTINGS, "brush", "layer", "canvas-size"].forEach((id, i) => set(id, { value: values[i] }));
    return { state: stateOf(found), brush: found.brush };
  }

  /* Another link in the address of an open page is one more change that Undo takes back. */
  window.addEventListener("hashchange", () => {
    const letters = linked();
    const found = letters === undefined ? null : window.lenetlab.code.decode(letters);
    if (letters !== undefined && !found) explainBroken(false);
    if (!found) return schedule(QUIET_MS);
    remark("");
    guest = hasInk(window.lenetlab.code.decode(kept()));
    set("opened-store", { data: open(found).state });
    return undefined;
  });

  /* ---- keeping ---- */

  /* Called with every change of the drawing, the settings, the brush or the stage. */
  function note(kernel, stride, padding, filters, weights, brush, stage, size, figure) {
    const settings = [kernel, stride, padding, filters, weights];
    if (awaited && awaited !== JSON.stringify([...settings, brush, stage, size])) return;
    awaited = null;
    const drawn = !work || work.figure !== figure;
    work = { settings, brush, stage, figure };
    schedule(drawn ? 0 : QUIET_MS);
  }

  /* What is in view, in the form that code.js writes. */
  function current() {
    const { canvas } = window.lenetlab;
    const { settings, brush, stage, figure } = work;
    const state = canvas.stateOf(figure);
    return { drawing: canvas.drawingOf(state), meta: state.meta, settings, brush, stage };
  }

  function schedule(quiet) {
    window.clearTimeout(timer);
    timer = window.setTimeout(flush, quiet);
  }

  function atStart(now) {
    const { drawing, settings, brush, stage } = now;
    return !hasInk(now) && drawing.size === 140 && JSON.stringify({ settings, brush, stage }) === JSON.stringify(START);
  }

  function flush() {
    window.clearTimeout(timer);
    if (!work) return;
    const now = current();
    const code = window.lenetlab.code.encode(now) || "";
    if (!guest) keep(code);
    const { pathname, search } = window.location;
    const address = pathname + search + (code && !atStart(now) ? `#d=${code}` : "");
    if (address !== pathname + search + window.location.hash) window.history.replaceState(window.history.state, "", address);
  }

  window.addEventListener("pagehide", flush);

  /* The visitor has changed the drawing: from now on it is theirs. */
  function touched(drawing) {
    if (drawing && JSON.stringify(drawing) === shown) return;
    shown = "";
    guest = false;
    remark("");
  }

  /* A sample out of a link is known by its index; its image comes from the server. */
  function askForImage({ meta }) {
    if (meta.sample !== undefined && meta.label === undefined) set("sample-wanted-store", { data: meta.sample });
  }

  /* ---- the link, for the button and for other scripts ---- */

  /* The address of what is in view. */
  function address() {
    flush();
    return window.location.href;
  }

  async function copy(clicks) {
    if (!clicks) return;
    const { say } = window.lenetlab;
    const done = await copied(address());
    remark(say(done ? "link.copied" : "link.not_copied"));
    if (!done) return;
    const name = document.getElementById("copy-link-name");
    name.textContent = say("link.copied_name");
    window.setTimeout(() => (name.textContent = say("link.copy_name")), 2000);
  }

  async function copied(text) {
    try {
      await window.navigator.clipboard.writeText(text);
      return true;
    } catch (_) {
      return copiedBySelection(text);
    }
  }

  /* Where a page has no clipboard, as on an address without https. */
  function copiedBySelection(text) {
    const field = document.createElement("textarea");
    const focused = document.activeElement;
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (focused) focused.focus();
    return done;
  }

  window.lenetlab = Object.assign({}, window.lenetlab, { memory: { opened, touched, askForImage }, link: { address } });
  window.dash_clientside = Object.assign({}, window.dash_clientside, { memory: { note, copy } });
})();
