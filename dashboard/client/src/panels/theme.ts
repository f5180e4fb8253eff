// Light or dark: what the visitor chose, else what the system says. It is applied before the first paint, so that
// nothing flashes.
import { IDS } from "../contract";
import { closest, when } from "../page/dom";
import { keep, kept } from "../page/storage";
import { say } from "../words";

const KEY = "lenetlab-theme";
const systemIsDark = window.matchMedia("(prefers-color-scheme: dark)");

type Theme = "light" | "dark";

let chosen = keptTheme();

function keptTheme(): Theme | null {
  const theme = kept(KEY);
  return theme === "light" || theme === "dark" ? theme : null;
}

function currentTheme(): Theme {
  return chosen ?? (systemIsDark.matches ? "dark" : "light");
}

function apply(): void {
  document.documentElement.setAttribute("data-bs-theme", currentTheme());
  const button = document.getElementById(IDS.theme);
  if (button) mark(button);
}

function mark(button: HTMLElement): void {
  const dark = currentTheme() === "dark";
  button.setAttribute("aria-pressed", String(dark));
  button.title = say(dark ? "theme.to_light" : "theme.to_dark");
}

function toggle(): void {
  chosen = currentTheme() === "dark" ? "light" : "dark";
  keep(KEY, chosen);
  apply();
}

apply();
systemIsDark.addEventListener("change", apply);
when(() => document.getElementById(IDS.theme), mark);
document.addEventListener("click", (event) => {
  if (closest(event, `#${IDS.theme}`)) toggle();
});
