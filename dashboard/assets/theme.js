/* Light or dark: what the visitor chose, else what the system says. Loaded in the head, so nothing flashes. */
(function () {
  "use strict";
  const KEY = "lenetlab-theme";
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      return window.localStorage.getItem(KEY);
    } catch (_) {
      return null;
    }
  }

  function remember(theme) {
    try {
      window.localStorage.setItem(KEY, theme);
    } catch (_) {
      /* a browser that keeps nothing still switches */
    }
  }

  function apply() {
    const theme = chosen() || (system.matches ? "dark" : "light");
    document.documentElement.setAttribute("data-bs-theme", theme);
    return theme;
  }

  apply();
  system.addEventListener("change", apply);

  function toggle(clicks) {
    if (clicks) remember(apply() === "dark" ? "light" : "dark");
    const dark = apply() === "dark";
    const button = document.getElementById("theme");
    if (button) button.setAttribute("aria-pressed", String(dark));
    return dark ? "Switch to light" : "Switch to dark";
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { theme: { toggle } });
})();
