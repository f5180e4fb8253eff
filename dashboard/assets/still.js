/* Puts the parts of the page that never change into their places, as soon as the page has these. */
(function () {
  "use strict";

  /* Between the elements that the place has already: for each of these there is a slot. */
  function lay(content, place) {
    let next = place.firstElementChild;
    Array.from(content.childNodes).forEach((node) => {
      if (node.nodeName === "SLOT") next = next.nextElementSibling;
      else place.insertBefore(node, next);
    });
  }

  function fill() {
    document.querySelectorAll("template[data-place]").forEach((template) => {
      const place = document.querySelector(`[data-still="${template.dataset.place}"]`);
      if (!place) return;
      lay(template.content, place);
      template.remove();
    });
    return document.querySelector("template[data-place]") === null;
  }

  const observer = new MutationObserver(() => fill() && observer.disconnect());
  observer.observe(document.body || document.documentElement, { childList: true, subtree: true });
})();
