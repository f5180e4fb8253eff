/* Explain mode: opens and closes, lights up what a word names and the words that name a thing, and defines terms. */
(function () {
  "use strict";
  const KEY = "lenetlab-explain";
  const PART = /\*\*(.+?)\*\*|\[(.+?)\]\(([#?])(.+?)\)/g;
  const find = (id) => document.getElementById(id);

  function element(type, children, data) {
    const node = document.createElement(type);
    node.append(...children);
    Object.assign(node.dataset, data);
    return node;
  }

  /* `**bold**`, `[words](#thing)` for what is on the page, `[words](?term)` for what the glossary defines. */
  function inline(text) {
    const children = [];
    let end = 0;
    for (const match of text.matchAll(PART)) {
      const [whole, bold, words, kind, name] = match;
      children.push(text.slice(end, match.index));
      if (bold) children.push(element("strong", inline(bold)));
      else children.push(link(words, kind, name));
      end = match.index + whole.length;
    }
    children.push(text.slice(end));
    return children;
  }

  function link(words, kind, name) {
    const node = element("button", [words], kind === "#" ? { thing: name } : { define: name });
    node.className = kind === "#" ? "word" : "word term";
    return node;
  }

  function say(paragraphs) {
    find("explanation").replaceChildren(...paragraphs.map((text) => element("p", inline(text))));
  }

  /* ---- open and closed ---- */

  function toggle(clicks) {
    const open = clicks ? document.documentElement.classList.contains("explain-closed") : window.lenetlab.kept(KEY) !== "closed";
    document.documentElement.classList.toggle("explain-closed", !open);
    find("explain-mode").setAttribute("aria-pressed", String(open));
    if (clicks) window.lenetlab.keep(KEY, open ? "open" : "closed");
  }

  /* ---- words and things ---- */

  function thingOf(name) {
    return window.lenetlab.paneOf(name) || (find(name) && (find(name).closest(".control") || find(name).closest(".region") || find(name)));
  }

  function light(name, on) {
    const thing = thingOf(name);
    if (thing) thing.classList.toggle("lit", on);
  }

  function define(term) {
    const entry = Array.from(document.querySelectorAll("#glossary dt")).find((node) => node.dataset.term === term);
    const node = find("definition");
    node.hidden = !entry;
    if (!entry) return;
    node.textContent = "";
    const name = document.createElement("strong");
    name.textContent = entry.textContent;
    node.append(name, `: ${entry.nextElementSibling.textContent}`);
  }

  const wordOf = (event) => event.target instanceof Element && event.target.closest(".word");

  ["pointerover", "focusin"].forEach((name) => document.addEventListener(name, (event) => {
    const word = wordOf(event);
    if (word && word.dataset.thing) light(word.dataset.thing, true);
  }));
  ["pointerout", "focusout"].forEach((name) => document.addEventListener(name, (event) => {
    const word = wordOf(event);
    if (word && word.dataset.thing) light(word.dataset.thing, false);
  }));

  document.addEventListener("click", (event) => {
    const word = wordOf(event);
    if (!word) return;
    if (word.dataset.define) return define(word.dataset.define);
    const thing = thingOf(word.dataset.thing);
    if (!thing) return;
    const behavior = window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    thing.scrollIntoView({ block: "nearest", behavior });
    light(word.dataset.thing, true);
  });

  /* A picture lights up the words that name it. */
  ["pointerover", "pointerout"].forEach((name) => document.addEventListener(name, (event) => {
    const pane = event.target instanceof Element && event.target.closest(".pane");
    if (!pane) return;
    document.querySelectorAll(`.word[data-thing="${pane.dataset.slot}"]`).forEach((word) =>
      word.classList.toggle("lit", name === "pointerover"));
  }));

  window.lenetlab = Object.assign({}, window.lenetlab, { explain: { say } });
  window.dash_clientside = Object.assign({}, window.dash_clientside, { explain: { toggle } });
})();
