/* Take it home: the picture of the stage in view, and the lines of Python that make it. The lines are asked for only
   while they are open, or when they are to be copied. */
(function () {
  "use strict";
  const PAUSE_MS = 120; // a slider that is dragged asks once, where it stops
  const PATIENCE_MS = 5000;
  const LEAST_WIDTH = 560;
  const MARGIN = { l: 28, r: 28, t: 64, b: 28, note: 22, bar: 62 };
  const find = (id) => document.getElementById(id);
  const say = (key, values) => window.lenetlab.say(`take_home.${key}`, values);
  const setProps = (id, props) => window.dash_clientside.set_props(id, props);
  const block = () => document.querySelector(".python-block");

  let now = null; // what the lines are to be about
  let ready = false;
  let question = { id: 0, about: null, code: null }; // the last one asked; its lines once they are there
  let waiting = []; // who waits for its lines
  let timer = null;

  /* ---- there is something to take home, or there is not ---- */

  function follow(read, stages, layer, cell) {
    now = { read, layer, cell };
    allow(Boolean(stages));
    find("python-status").textContent = "";
    window.clearTimeout(timer);
    if (block().open) timer = window.setTimeout(ask, PAUSE_MS);
    return window.lenetlab.frames.painted();
  }

  function allow(anything) {
    if (anything === ready) return;
    ready = anything;
    find("take-home").classList.toggle("ready", ready);
    find("take-home").querySelectorAll("button").forEach((button) => button.setAttribute("aria-disabled", String(!ready)));
    setProps("take-home-note", { children: ready ? "" : say("nothing_yet") });
  }

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("#take-home button");
    if (!button) return;
    if (button.getAttribute("aria-disabled") === "true") event.stopPropagation();
    else if (button.id === "take-png") picture();
    else if (button.id === "copy-python") copy();
  }, true);

  /* ---- the picture ---- */

  const colour = (name) => window.getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function chosenScale() {
    const radio = document.querySelector("#scale input:checked");
    return radio && radio.value;
  }

  function withBar(trace, text) {
    if (trace.type !== "heatmap") return trace;
    const { zmin, zmax } = trace;
    const ticks = zmin < 0 ? [zmin, 0, zmax] : [zmin, zmax];
    const colorbar = {
      tickvals: ticks,
      ticktext: ticks.map((tick) => (tick ? tick.toPrecision(3).replace("-", "−") : "0")),
      tickfont: { color: text, size: 13 },
      thickness: 14,
      len: 1,
      ypad: 0,
      outlinewidth: 0,
      x: 1.02,
    };
    return { ...trace, showscale: true, colorbar };
  }

  /* The graph as it is on the page, with what the page has around it: a background, a title, the colour scale. */
  function specification(graph, title) {
    const [background, text, quiet] = ["--card", "--text", "--quiet"].map(colour);
    const heatmaps = graph.data.filter((trace) => trace.type === "heatmap");
    const perMap = heatmaps.some((trace) => trace.zmin === -1 && trace.zmax === 1) && chosenScale() === "map";
    const bar = heatmaps.length > 0 && !perMap;
    const inner = { l: 0, r: 0, t: 0, b: 0, ...graph.layout.margin };
    const margin = { l: inner.l + MARGIN.l, r: inner.r + MARGIN.r + (bar ? MARGIN.bar : 0), t: inner.t + MARGIN.t + (perMap ? MARGIN.note : 0), b: inner.b + MARGIN.b };
    const [wide, high] = [graph.clientWidth - inner.l - inner.r, graph.clientHeight - inner.t - inner.b];
    const width = Math.max(wide, LEAST_WIDTH);
    const size = { width: Math.round(width + margin.l + margin.r), height: Math.round((high * width) / wide + margin.t + margin.b) };
    const note = { text: say("each_its_own"), x: 0, xref: "paper", xanchor: "left", y: 1, yref: "paper", yanchor: "bottom", yshift: 14, showarrow: false, font: { size: 14, color: quiet } };
    const layout = {
      ...graph.layout,
      ...size,
      autosize: false,
      margin,
      paper_bgcolor: background,
      plot_bgcolor: background,
      font: { ...graph.layout.font, color: text },
      title: { text: title, font: { size: 22, color: text }, x: MARGIN.l / size.width, xanchor: "left", yref: "container", y: 1 - 22 / size.height, yanchor: "top" },
      annotations: [...(graph.layout.annotations || []), ...(perMap ? [note] : [])],
    };
    const { marks, view } = window.lenetlab;
    const numbered = [...graph.data, ...(heatmaps.length ? marks.numbersOf(view().panes.stage.figure) : [])];
    const data = numbered.map((trace) => (bar ? withBar(trace, text) : trace));
    return { data, layout, size };
  }

  function picture() {
    const graph = document.querySelector("#stage .js-plotly-plot");
    const title = say("title", { title: find("stage-title").textContent, shape: find("stage-shape").textContent });
    const { data, layout, size } = specification(graph, title);
    const name = `lenetlab-${find("take-home").dataset.stages.split(" ")[now.layer]}`;
    window.Plotly.downloadImage({ data, layout }, { format: "png", scale: 2, filename: name, ...size })
      .then(() => setProps("take-home-note", { children: say("saved", { name: `${name}.png` }) }))
      .catch(() => setProps("take-home-note", { children: say("no_picture") }));
  }

  /* ---- the lines of Python ---- */

  const current = () => question.about !== null && JSON.stringify(question.about) === JSON.stringify(now);

  function ask() {
    if (!ready || current()) return;
    question = { id: question.id + 1, about: now, code: null };
    setProps("python-wanted-store", { data: { id: question.id, ...now } });
  }

  function answer(reply) {
    const { no_update: skip } = window.dash_clientside;
    if (!reply || reply.id !== question.id) return skip;
    question.code = reply.code;
    waiting.forEach((take) => take(reply.code));
    waiting = [];
    return reply.code;
  }

  /* The lines for what is in view now, as soon as they are there. */
  function lines() {
    ask();
    if (question.code !== null) return Promise.resolve(question.code);
    return new Promise((take, fail) => {
      waiting.push(take);
      window.setTimeout(() => {
        if (question.code === null) question.about = null;
        fail(new Error("no answer"));
      }, PATIENCE_MS);
    });
  }

  /* The clipboard must be asked within the click (Safari insists), so it gets a promise of the text. Without a secure
     address there is no clipboard, but the old command works. */
  async function write(text) {
    const { clipboard } = window.navigator;
    if (clipboard && window.ClipboardItem) {
      const promised = text.then((code) => new Blob([code], { type: "text/plain" }));
      await clipboard.write([new window.ClipboardItem({ "text/plain": promised })]);
      return true;
    }
    await text;
    return false;
  }

  async function copy() {
    const status = find("python-status");
    status.textContent = "";
    block().open = true;
    const text = lines();
    const done = await write(text).catch(() => false);
    const code = await text.catch(() => "");
    if (!code) status.textContent = say("failed");
    else status.textContent = done || copySelected(code) ? say("copied") : say("select");
  }

  function copySelected(code) {
    find("python-code").textContent = code;
    window.getSelection().selectAllChildren(find("python-code"));
    return document.execCommand("copy");
  }

  document.addEventListener("toggle", (event) => event.target === block() && block().open && ask(), true);

  window.dash_clientside = Object.assign({}, window.dash_clientside, { take_home: { follow, answer } });
})();
