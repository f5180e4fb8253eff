/* Puts the parts of the page that never change into their places, as soon as the page has these. */
(function () {
  "use strict";

  function fill() {
    const templates = Array.from(document.querySelectorAll("template[data-place]"));
    templates.forEach((template) => {
      const place = document.getElementById(template.dataset.place);
      if (!place) return;
      place.append(template.content);
      template.remove();
    });
    return document.querySelector("template[data-place]") === null;
  }

  const observer = new MutationObserver(() => fill() && observer.disconnect());
  observer.observe(document.body || document.documentElement, { childList: true, subtree: true });
})();
