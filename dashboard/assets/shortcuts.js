/* Keyboard shortcuts: single keys anywhere outside of what uses keys itself, listed in a dialog, to be switched off. */
(function () {
  "use strict";
  const KEY = "lenetlab-single-keys";
  const OWN_KEYS = "input, select, textarea, dialog, [role=slider], [role=radio], [role=application], [role=listbox], [contenteditable]";
  const PRESSABLE = "button, a, summary";
  const find = (id) => document.getElementById(id);

  const enabled = () => window.lenetlab.kept(KEY) !== "off";

  function enable(on) {
    window.lenetlab.keep(KEY, on ? "on" : "off");
    mark(on);
  }

  const mark = (on) => find("shortcuts-dialog").querySelector("[role=switch]").setAttribute("aria-checked", String(on));
  const click = (id) => () => find(id).click();

  function open() {
    mark(enabled());
    find("shortcuts-dialog").showModal();
    find("heading-shortcuts").focus();
  }

  function otherScale() {
    const { scale } = window.lenetlab.view();
    window.dash_clientside.set_props("scale", { value: scale === "stage" ? "map" : "stage" });
  }

  const ACTIONS = {
    ArrowRight: click("step"),
    ArrowLeft: click("previous"),
    " ": click("play"),
    k: () => window.lenetlab.slide.toggle(),
    s: click("random-sample"),
    e: click("explain-mode"),
    m: otherScale,
    "?": open,
  };

  document.addEventListener("keydown", (event) => {
    const action = ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (!(event.target instanceof Element) || event.target.closest(OWN_KEYS)) return;
    if (document.documentElement.dataset.page === "model") return;
    if (event.key === " " && event.target.closest(PRESSABLE)) return;
    if (event.key.length === 1 && event.key !== " " && !enabled()) return;
    event.preventDefault();
    action();
  });

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const dialog = event.target.closest("dialog");
    if (event.target.closest("dialog [data-close]") || event.target === dialog) dialog.close();
    const own = event.target.closest("#shortcuts-dialog [role=switch]");
    if (own) enable(own.getAttribute("aria-checked") !== "true");
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, { shortcuts: { open } });
})();
