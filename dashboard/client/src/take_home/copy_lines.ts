// The lines of Python to the clipboard.
import { copySelection } from "../page/clipboard";

/** Whether the clipboard has the lines now; else they are selected in the element. null: there are none. */
export async function copyLines(lines: Promise<string | null>, element: HTMLElement): Promise<boolean | null> {
  const isWritten = writePromised(lines);
  const code = await lines;
  if (!code) return null;
  if (await isWritten) return true;
  element.textContent = code;
  return copySelection(element);
}

/** The clipboard must be asked within the click (Safari insists), so it gets a promise of the text. Where there is no
 *  clipboard, as on an address without https, the old command does it, once the text is there. */
async function writePromised(lines: Promise<string | null>): Promise<boolean> {
  if (!navigator.clipboard || !window.ClipboardItem) return false;
  const text = lines.then(plainText);
  text.catch(() => {}); // A clipboard that is denied does not look at it.
  try {
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
    return true;
  } catch {
    return false;
  }
}

/** No lines must not become an empty clipboard. */
function plainText(code: string | null): Blob {
  if (!code) throw new Error("there are no lines");
  return new Blob([code], { type: "text/plain" });
}
