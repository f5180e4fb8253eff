// The two pages. Both are in the document: switching shows one and hides the other, so that the drawing stays; the
// address changes, so that back, forward and a bookmark work. What stands behind the # belongs to the drawing and goes
// along.
import { IDS } from "../contract";
import { dashHasStarted } from "../dash";
import { pushAddress, replaceAddress } from "../page/address";
import { closest, findAll, when } from "../page/dom";
import { say } from "../words";
import { withoutPrefix, withPrefix } from "./prefix";

type PageName = "draw" | "model";

const PATHS = { draw: "/", model: "/model" };
const HEADINGS = { draw: "#heading-draw", model: "#heading-model" };
const root = document.documentElement;
const scrolled = { draw: 0, model: 0 };
const listeners: ((page: PageName) => void)[] = [];
let current = pageAt(window.location.pathname);

/** The page with this path in the browser, with or without slashes at its end. */
export function pageAt(path: string): PageName {
  const withoutEnd = withoutPrefix(path).replace(/\/+$/, "");
  return withoutEnd === PATHS.model ? "model" : "draw";
}

/** Called whenever one of the pages is shown, also when the visit begins. */
export function onPageShown(listener: (page: PageName) => void): void {
  listeners.push(listener);
}

/** Go to a page; the focus goes to its heading, or to another element in it. */
export function go(page: PageName, target?: string): void {
  const { pathname, hash } = window.location;
  if (pageAt(pathname) !== page) pushAddress(withPrefix(PATHS[page]) + hash);
  turnTo(page, target);
  window.scrollTo(0, 0);
  if (target) document.querySelector(target)?.scrollIntoView({ block: "nearest" });
}

function turnTo(page: PageName, target: string = HEADINGS[page]): void {
  scrolled[current] = window.scrollY;
  show(page);
  const heading = document.querySelector<HTMLElement>(target);
  if (!heading?.matches("button")) heading?.setAttribute("tabindex", "-1"); // A button can have the focus as it is.
  heading?.focus({ preventScroll: true });
}

function show(page: PageName): void {
  current = page;
  root.dataset.page = page;
  document.title = say(`nav.${page}`);
  for (const link of findAll<HTMLAnchorElement>(`#${IDS.nav} a`)) {
    if (pageAt(link.pathname) === page) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  for (const listener of listeners) listener(page);
}

// ---- back and forward ----

/** What stood behind the # when the visitor went back or forward, where the browser tells it. */
let hashLeft: string | null = null;

if ("navigation" in window) {
  window.navigation.addEventListener("currententrychange", ({ from }) => {
    hashLeft = from.url ? new URL(from.url).hash : null;
  });
}

// Going back to the other page is not going back to an older drawing.
window.addEventListener("popstate", () => {
  const { pathname } = window.location;
  const page = pageAt(pathname);
  if (page === current) return;
  if (hashLeft !== null) replaceAddress(pathname + hashLeft);
  turnTo(page);
  window.scrollTo(0, scrolled[page]);
});

// ---- the links ----

/** Whether a click shall open the link here, and not in another tab or window. */
function opensHere(event: MouseEvent): boolean {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
}

document.addEventListener("click", (event) => {
  const link = closest(event, `#${IDS.nav} a`);
  if (!(link instanceof HTMLAnchorElement) || !opensHere(event)) return;
  event.preventDefault();
  go(pageAt(link.pathname));
});

// The style needs to know the page before the first paint. What else there is to say needs the elements.
root.dataset.page = current;
when(
  () => document.getElementById(IDS.nav) && document.getElementById(IDS.modelContent) && dashHasStarted(),
  () => show(pageAt(window.location.pathname)),
);
