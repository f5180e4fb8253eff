// Copying text, also where the page has no clipboard, as on an address without https: there the old command works.

/** Whether the text is on the clipboard now. To be called within a click, where the browser allows it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await window.navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyWithField(text);
  }
}

/** Selects what the element shows and copies that; where copying is not allowed, it stays selected for Ctrl+C. */
export function copySelection(element: HTMLElement): boolean {
  window.getSelection()?.selectAllChildren(element);
  return runCopyCommand();
}

function copyWithField(text: string): boolean {
  const field = document.createElement("textarea");
  const focused = document.activeElement;
  field.value = text;
  document.body.append(field);
  field.select();
  const done = runCopyCommand();
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}

function runCopyCommand(): boolean {
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}
