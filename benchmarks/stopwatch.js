/* Timing inside the page. A measurement starts at an input event (its own timestamp, so that waiting for the main thread
   counts) and ends with the frame that shows the last change in every region watched. It is over when no callback's
   request is under way and nothing has changed for a while. */
(function () {
  "use strict";
  const QUIET = 150; // milliseconds
  let watched = null;
  let requests = 0;

  const fetch = window.fetch;
  window.fetch = function (...parts) {
    requests += 1;
    return fetch.apply(this, parts).finally(() => (requests -= 1));
  };

  /* The time when what is changed now has been painted: right after its frame, before what the page does next. */
  function painted(done) {
    window.requestAnimationFrame(() => {
      window.scheduler.postTask(() => done(window.performance.now()), { priority: "user-blocking" });
    });
  }

  /* Marks that say what is under way are no part of what the page shows. */
  const isMark = ({ attributeName }) => /^(data-dash-is-loading|aria-busy|class)$/.test(attributeName || "");

  function changed(mutations) {
    if (!watched || watched.began === null) return;
    const shown = mutations.filter((mutation) => !isMark(mutation));
    const regions = watched.regions.filter((region) => shown.some(({ target }) => inside(target, region)));
    if (!regions.length) return;
    watched.waiting += 1;
    const current = watched;
    painted((now) => {
      current.waiting -= 1;
      current.last = now;
      regions.forEach((region) => current.seen.add(region));
    });
  }

  function inside(node, region) {
    const element = node instanceof Element ? node : node.parentElement;
    return element !== null && element.closest(region) !== null;
  }

  function watch(event, regions) {
    watched = { event, regions, began: null, last: null, waiting: 0, seen: new Set() };
  }

  function over() {
    if (!watched || requests || watched.waiting || watched.seen.size < watched.regions.length) return false;
    return window.performance.now() - watched.last > QUIET;
  }

  function begin(event) {
    if (watched && watched.began === null && event.type === watched.event) watched.began = event.timeStamp;
  }

  /* What an element shows: a canvas and an image their pixels, others their markup. */
  function shown(selector) {
    const element = document.querySelector(selector);
    if (element instanceof HTMLCanvasElement) return element.toDataURL();
    return element && (element.getAttribute("href") || element.getAttribute("xlink:href") || element.innerHTML);
  }

  /* Looks at these elements in each frame, and counts how often each shows something else than in the frame before. */
  let followed = null;
  function follow(selectors) {
    const own = { began: window.performance.now(), counts: selectors.map(() => 0) };
    const last = selectors.map(shown);
    followed = own;
    (function look() {
      if (followed !== own) return;
      selectors.forEach((selector, place) => {
        const now = shown(selector);
        if (now !== last[place]) own.counts[place] += 1;
        last[place] = now;
      });
      window.requestAnimationFrame(look);
    })();
  }

  /* How many changes a second each of them had. */
  function rates() {
    const seconds = (window.performance.now() - followed.began) / 1000;
    const counts = followed.counts;
    followed = null;
    return counts.map((count) => count / seconds);
  }

  ["pointerup", "click", "pointerdown"].forEach((name) => window.addEventListener(name, begin, true));

  /* Usable: the canvas takes strokes, and the page has heard of them. */
  function usable() {
    const graph = document.querySelector("#canvas .js-plotly-plot");
    if (graph && graph.on && graph.querySelector(".nsewdrag")) painted((now) => (window.stopwatch.usable = now));
    else window.requestAnimationFrame(usable);
  }

  new MutationObserver(changed).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  usable();
  window.stopwatch = {
    watch,
    over,
    usable: null,
    elapsed: () => watched.last - watched.began,
    follow,
    rates,
  };
})();
