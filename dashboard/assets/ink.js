/* The pointer on the canvas: what Plotly's draw mode leaves out. It drops a press that does not move, a stroke that the
   system cancels, and a stroke that a write to the figure cuts short; and a second finger tears the stroke of the first
   one to itself. So the points are followed here as well, for the readout while a stroke grows and for such cases. */
(function () {
  "use strict";
  const STEP = 0.7; // of a cell's fifth: points closer than this add nothing
  const GRACE_MS = 80; // Plotly adds its stroke right after the pointer was lifted
  let stroke = null; // { id, surface, points, kept } while the pen is down
  let ended = null; // the stroke before that
  let waiting = [];

  const canvas = () => window.lenetlab.canvas;
  const busy = () => stroke !== null;
  const idle = () => (busy() ? new Promise((done) => waiting.push(done)) : Promise.resolve());

  function onSurface(event) {
    return event.target instanceof Element && event.target.closest("#canvas .nsewdrag");
  }

  function placeOf(event, surface) {
    const box = surface.getBoundingClientRect();
    const size = canvas().sizeOf(canvas().plot().layout);
    const within = (value) => Math.min(Math.max(value, 0), 1) * size;
    return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
  }

  function pathOf(points) {
    const { round } = canvas();
    const [first] = points;
    const all = points.length > 1 ? points : [first, [first[0] + 0.01, first[1]]];
    return "M" + all.map(([x, y]) => `${round(x, 2)},${round(y, 2)}`).join("L");
  }

  const brush = () => canvas().brushOf(canvas().plot().layout.newshape.name);

  /* ---- a stroke from press to release ---- */

  function press(event) {
    const surface = onSurface(event);
    const graph = canvas().plot();
    if (!surface || !graph || !event.isPrimary || event.button !== 0) return;
    canvas().frame().classList.add("inking");
    stroke = { id: event.pointerId, surface, points: [placeOf(event, surface)], kept: false };
    window.lenetlab.live.begin(graph);
  }

  function move(event) {
    if (!stroke || event.pointerId !== stroke.id) return;
    const place = placeOf(event, stroke.surface);
    const last = stroke.points[stroke.points.length - 1];
    const fine = (STEP * canvas().sizeOf(canvas().plot().layout)) / canvas().REFERENCE_SIZE;
    if (Math.hypot(place[0] - last[0], place[1] - last[1]) < fine) return;
    stroke.points.push(place);
    window.lenetlab.live.follow(() => [brush(), pathOf(stroke.points)]);
  }

  function release(event) {
    if (!stroke || event.pointerId !== stroke.id) return;
    const { points } = stroke;
    ended = stroke;
    stroke = null;
    canvas().frame().classList.remove("inking");
    window.lenetlab.live.end();
    if (event.type === "pointerup" && !canvas().plot()._dragged) canvas().add(pathOf(points.slice(0, 1)), brush());
    else if (points.length > 1) window.setTimeout(rescue, GRACE_MS, ended);
    waiting.splice(0).forEach((done) => window.setTimeout(done, GRACE_MS));
  }

  /* Draw mode has made a shape of the stroke. */
  function drawn() {
    if (ended) ended.kept = true;
  }

  /* A stroke that Plotly lost is drawn from our own points. */
  async function rescue(lost) {
    if (lost.kept) return;
    const width = brush();
    if (busy()) await idle();
    document.querySelectorAll("#canvas .select-outline").forEach((outline) => outline.remove());
    canvas().add(pathOf(lost.points), width);
  }

  /* ---- a second finger ---- */

  let finger = null;

  function touchStart(event) {
    if (!onSurface(event)) return;
    if (event.touches.length > 1) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      finger = event.changedTouches[0].identifier;
    }
  }

  function touchOther(event) {
    if (finger === null) return;
    const own = Array.from(event.changedTouches).some((touch) => touch.identifier === finger);
    if (!own) event.stopImmediatePropagation();
    else if (event.type !== "touchmove") finger = null;
  }

  document.addEventListener("pointerdown", press, true);
  document.addEventListener("pointermove", move, true);
  ["pointerup", "pointercancel"].forEach((name) => document.addEventListener(name, release, true));
  document.addEventListener("touchstart", touchStart, { capture: true, passive: false });
  ["touchmove", "touchend", "touchcancel"].forEach((name) => document.addEventListener(name, touchOther, true));

  window.lenetlab = Object.assign({}, window.lenetlab, { ink: { busy, idle, drawn, pathOf } });
})();
