// Undo and Redo: what their buttons say, and their keys. The canvas does the rest when a button is clicked.
import { IDS, type Word } from "../contract";
import { canvasHistory } from "../drawing/canvas_history";
import { byId, closest, isTypedInto } from "../page/dom";
import { say } from "../words";

/** A button that has nothing to do says so; it can be pressed all the same. */
function mark(id: string, available: boolean, title: Word, titleOfNothing: Word): void {
  const button = byId(id);
  button.classList.toggle("spent", !available);
  button.title = say(available ? title : titleOfNothing);
}

canvasHistory.onChange(() => {
  mark(IDS.undo, canvasHistory.canUndo(), "canvas.undo", "canvas.undo_nothing");
  mark(IDS.redo, canvasHistory.canRedo(), "canvas.redo", "canvas.redo_nothing");
});

/** The button that the keys stand for: Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y; on a Mac with Command. */
export function buttonOfKeys(event: KeyboardEvent): string | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? IDS.redo : IDS.undo;
  return key === "y" && !event.shiftKey ? IDS.redo : null;
}

document.addEventListener("keydown", (event) => {
  const button = buttonOfKeys(event);
  if (!button || isTypedInto(event) || closest(event, "select")) return;
  event.preventDefault();
  byId(button).click();
});
