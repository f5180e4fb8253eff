/* The two pages, and what can be pressed on the second one. Both are in the document: switching shows one and hides the
   other, so that the drawing stays; the address changes, so that back, forward and a bookmark work. What stands behind
   the # belongs to the drawing and goes along. */
(function () {
  "use strict";
  const PAGES = { "/": "draw", "/model": "model" };
  const HEADINGS = { draw: "#heading-draw", model: "#heading-model" };
  const SETTINGS = ["kernel-size", "stride", "padding", "filters"];
  const root = document.documentElement;
  const scrolled = {};
  let digits = [];
  let tables = {};
  let nonce = 0;

  const set = (id, props) => window.dash_clientside.set_props(id, props);
  const find = (selector) => document.querySelector(selector);
  const pageAt = (path) => PAGES[path.replace(/(.)\/+$/, "$1")] || "draw";

  /* A new element; React knows nothing of it, so it only goes where React keeps nothing. */
  function make(tag, attributes, ...children) {
    const node = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
    node.append(...children);
    return node;
  }

  /* Calls `then` with what `look` finds, as soon as it finds something. */
  function when(look, then) {
    const found = look();
    if (found) then(found);
    else window.requestAnimationFrame(() => when(look, then));
  }

  /* ---- switching ---- */

  function show(page) {
    root.dataset.page = page;
    document.title = window.lenetlab.say(`nav.${page}`);
    document.querySelectorAll("#nav a").forEach((link) => {
      if (pageAt(new URL(link.href).pathname) === page) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    if (page === "model") open();
  }

  function open() {
    if (root.dataset.modelOpened) return;
    root.dataset.modelOpened = "yes";
    set("model-opened", { data: 1 });
  }

  function turn(page, heading) {
    scrolled[root.dataset.page] = window.scrollY;
    show(page);
    const target = find(heading || HEADINGS[page]);
    if (!target) return;
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
  }

  function go(path, heading) {
    if (pageAt(window.location.pathname) !== pageAt(path)) window.history.pushState(null, "", path + window.location.hash);
    turn(pageAt(path), heading);
    const target = heading && find(heading);
    window.scrollTo(0, 0);
    if (target) target.scrollIntoView({ block: "nearest" });
  }

  /* Going back to the other page is not going back to an older drawing: its # goes along, where the browser tells it. */
  let left = null;
  if (window.navigation) {
    window.navigation.addEventListener("currententrychange", (event) => {
      left = event.from.url ? new URL(event.from.url).hash : null;
    });
  }

  window.addEventListener("popstate", () => {
    const page = pageAt(window.location.pathname);
    if (page === root.dataset.page) return;
    if (left !== null) window.history.replaceState(window.history.state, "", window.location.pathname + left);
    turn(page);
    window.scrollTo(0, scrolled[page] || 0);
  });

  /* ---- to the drawing page, with a configuration or a digit ---- */

  function tryIt(settings) {
    const values = [...settings, "pretrained"];
    [...SETTINGS, "weights"].forEach((id, i) => {
      const chosen = find(`#${id} input:checked`);
      if (!chosen || chosen.value !== String(values[i])) set(id, { value: values[i] });
    });
    go("/", "#heading-first-convolution");
  }

  function loadDigit(index) {
    const digit = digits.find((one) => one.index === index);
    if (!digit) return;
    nonce += 1;
    set("sample-store", { data: { nonce: `model-${nonce}`, index: digit.index, label: digit.label, z: digit.z } });
    go("/");
  }

  /* ---- the misread digits ---- */

  function choosePair(label, read) {
    nonce += 1;
    set("model-pair", { data: label === "" ? {} : { label: Number(label), read: Number(read) } });
    document.querySelectorAll("#model-page .chips [data-label]").forEach((chip) => {
      const chosen = chip.dataset.label === String(label) && chip.dataset.read === String(read);
      chip.setAttribute("aria-pressed", String(chosen));
    });
  }

  /* An image of 28 × 28 bytes, as a picture. */
  function picture(z) {
    const bytes = Uint8Array.from(window.atob(z.bdata), (letter) => letter.charCodeAt(0));
    const canvas = Object.assign(document.createElement("canvas"), { width: 28, height: 28 });
    const context = canvas.getContext("2d");
    const image = context.createImageData(28, 28);
    bytes.forEach((value, i) => image.data.set([value, value, value, 255], 4 * i));
    context.putImageData(image, 0, 0);
    return canvas.toDataURL();
  }

  function gallery(answer) {
    if (!answer || !find("#model-gallery")) return;
    digits = answer.digits;
    const items = digits.map((digit) => {
      const face = [make("img", { src: picture(digit.z), alt: "" }), make("span", {}, digit.caption)];
      const names = { class: "misread", "aria-label": digit.name, title: digit.name, "data-digit": digit.index };
      return make("li", {}, make("button", names, ...face));
    });
    find("#model-found").textContent = answer.title;
    find("#model-gallery").replaceChildren(make("ul", { class: "misread-list" }, ...items));
  }

  /* ---- the tables: each is made when it is opened ---- */

  function cellOf(cell) {
    if (typeof cell === "string") return cell;
    const data = Object.entries(cell.data).map(([name, value]) => [`data-${name}`, value]);
    return make("button", { class: "chip", "aria-label": cell.name, ...Object.fromEntries(data) }, cell.text);
  }

  function rowOf([first, ...others]) {
    return make("tr", {}, make("th", { scope: "row" }, first), ...others.map((cell) => make("td", {}, cellOf(cell))));
  }

  function tableOf({ name, label, columns, rows }) {
    const head = make("tr", {}, ...columns.map((column) => make("th", { scope: "col" }, column)));
    const parts = [make("caption", {}, name), make("thead", {}, head), make("tbody", {}, ...rows.map(rowOf))];
    return make("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": label }, make("table", {}, ...parts));
  }

  document.addEventListener(
    "toggle",
    ({ target }) => {
      const frame = target.open && target.matches(".model-table") && target.lastElementChild;
      if (frame && !frame.children.length && tables[target.dataset.table]) frame.append(tableOf(tables[target.dataset.table]));
    },
    true
  );

  /* ---- the figures: plotly says every click, Dash's clickData only those on another point ---- */

  function onClick(id, act) {
    const graph = () => find(`#${id} .js-plotly-plot`);
    if (!find(`#${id}`)) return;
    when(
      () => graph() && graph().on && graph(),
      (plot) => plot.on("plotly_click", (event) => act(event.points[event.points.length - 1]))
    );
  }

  function arrived(sent) {
    tables = sent || {};
    when(() => find("#model-page .model-grid"), connect);
  }

  function connect() {
    onClick("model-accuracy", (point) => tryIt(point.customdata.slice(0, 4)));
    onClick("model-confusion", ({ x, y }) => x !== y && find("#model-page .chips") && choosePair(y, x));
    if (find("#model-page .chips")) choosePair("", "");
  }

  function cost(name) {
    const plot = find("#model-accuracy .js-plotly-plot");
    const { costs, titles } = plot.layout.meta;
    window.Plotly.update(plot, { x: costs[name] }, { "xaxis.title.text": titles[name], "xaxis.autorange": true });
  }

  document.addEventListener("change", (event) => {
    const chosen = event.target instanceof Element && event.target.closest("#model-cost input");
    if (chosen) cost(chosen.value);
  });

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest("#nav a");
    const button = event.target.closest("#model-page button");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      go(new URL(link.href).pathname);
    } else if (button && button.dataset.try) {
      tryIt(button.dataset.try.split(",").map(Number));
    } else if (button && button.dataset.digit) {
      loadDigit(Number(button.dataset.digit));
    } else if (button && button.dataset.label !== undefined) {
      choosePair(button.dataset.label, button.dataset.read);
    }
  });

  root.dataset.page = pageAt(window.location.pathname);
  when(
    () => find("#nav") && find("#model-content") && window.dash_clientside.set_props,
    () => show(root.dataset.page)
  );

  window.dash_clientside = Object.assign({}, window.dash_clientside, { model: { arrived, show: gallery } });
})();
