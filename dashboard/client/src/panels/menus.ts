// What opens over the page closes again with Escape and with a click elsewhere: the menu, the help of a control.
import { closest, find, findAll } from "../page/dom";

const OVERLAYS = ".menu[open], .help[open], .pen-options[open]";
const ENDED_BY_ESCAPE = `${OVERLAYS}, .stage-table[open]`;

function closeAll(except: Element | null): void {
  for (const overlay of findAll<HTMLDetailsElement>(OVERLAYS)) {
    if (overlay !== except && !overlay.contains(except)) overlay.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeAll(closest(event, OVERLAYS));
});

document.addEventListener("keydown", (event) => {
  // A dialog that was opened out of the menu lies over it, and closes first.
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  const open = findAll<HTMLDetailsElement>(ENDED_BY_ESCAPE).at(-1);
  if (!open) return;
  event.preventDefault();
  const held = open.contains(document.activeElement);
  open.open = false;
  if (held) find("summary", open).focus();
});
