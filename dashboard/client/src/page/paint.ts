// When the browser has painted.

/** Fulfilled when what has changed is on the screen. */
export function painted(): Promise<void> {
  if (document.hidden) return new Promise((done) => window.setTimeout(done));
  return new Promise((done) => window.requestAnimationFrame(() => window.setTimeout(done)));
}
