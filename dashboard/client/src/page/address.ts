// The page's address. A browser may refuse to change it, as in a frame that is shut off from its own site, or where it
// changes too often. Then the page goes on without.

/** The address becomes another one, by the same entry of the history. */
export function replaceAddress(address: string): void {
  quietly(() => window.history.replaceState(window.history.state, "", address));
}

/** The address becomes another one, from which Back leads here. */
export function pushAddress(address: string): void {
  quietly(() => window.history.pushState(null, "", address));
}

function quietly(change: () => void): void {
  try {
    change();
  } catch {
    // Nothing is lost but the address: what the page shows does not depend on it.
  }
}

/** Whether the visitor has an address bar that shows this page's address: a frame has none of its own. */
export function hasAddressBar(): boolean {
  return window.parent === window;
}
