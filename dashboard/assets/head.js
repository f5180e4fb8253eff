/* What must be there before the page is: the words that scripts say, and light or dark (what the visitor chose, else
   what the system says), so that nothing flashes. */
(function () {
  "use strict";
  const words = JSON.parse(document.getElementById("words").textContent);

  /* `say("canvas.over")`: the words of that name, with `{label}` and the like filled from `values`. */
  function say(name, values) {
    const [panel, key] = name.split(".");
    return words[panel][key].replace(/\{(\w+)\}/g, (_, field) => String(values[field]));
  }

  /* What the browser keeps from visit to visit; one that keeps nothing forgets it with the page. */
  function kept(key) {
    try {
      return window.localStorage.getItem(key);
    } catch (_) {
      return null;
    }
  }

  function keep(key, value) {
    try {
      window.localStorage.setItem(key, value);
    } catch (_) {
      /* nothing is lost but the memory of it */
    }
  }

  window.lenetlab = Object.assign({}, window.lenetlab, { say, kept, keep });

  const KEY = "lenetlab-theme";
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function apply() {
    const theme = kept(KEY) || (system.matches ? "dark" : "light");
    document.documentElement.setAttribute("data-bs-theme", theme);
    return theme;
  }

  apply();
  system.addEventListener("change", apply);

  function toggle(clicks) {
    if (clicks) keep(KEY, apply() === "dark" ? "light" : "dark");
    const dark = apply() === "dark";
    const button = document.getElementById("theme");
    if (button) button.setAttribute("aria-pressed", String(dark));
    return say(dark ? "theme.to_light" : "theme.to_dark");
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { theme: { toggle } });
})();
