// Present: the page fills the screen, in larger type and without settings, for a class to look at.
import { IDS } from "../contract";
import { byId, closest } from "../page/dom";
import { redrawFrames } from "../page/frames";
import { say } from "../words";

const PRESENTING = "presenting";
const root = document.documentElement;

function isPresenting(): boolean {
  return root.classList.contains(PRESENTING);
}

function show(presenting: boolean): void {
  root.classList.toggle(PRESENTING, presenting);
  byId(IDS.present).setAttribute("aria-pressed", String(presenting));
  byId(`${IDS.present}-name`).textContent = say(presenting ? "theme.end_presentation" : "theme.present");
  redrawFrames();
}

/** Where the browser refuses to fill the screen, the page presents within its window. */
export function togglePresent(): void {
  const presenting = !isPresenting();
  show(presenting);
  if (presenting) void root.requestFullscreen?.().catch(() => undefined);
  else if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
}

document.addEventListener("click", (event) => {
  if (closest(event, `#${IDS.present}`)) togglePresent();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isPresenting() && !event.defaultPrevented) show(false);
});

/** The browser leaves full screen by its own key, of which the page hears nothing else. */
document.addEventListener("fullscreenchange", () => {
  if (!document.fullscreenElement && isPresenting()) show(false);
});
