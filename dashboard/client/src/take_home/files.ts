// Saving a file that the server made, from within the page.
import { bytesOfBase64 } from "../page/base64";
import { make } from "../page/dom";

const UNTIL_SAVED_MS = 60_000; // Safari reads the file some time after the click.

/** A file as dash.dcc.send_string and send_bytes give it. base64: whether the content is bytes in base64. */
export interface SentFile {
  filename: string;
  content: string;
  type: string | null;
  base64: boolean;
}

export function blobOf({ content, type, base64 }: SentFile): Blob {
  const part = base64 ? bytesOfBase64(content) : content;
  return new Blob([part], type ? { type } : {});
}

export function save(file: SentFile): void {
  const address = URL.createObjectURL(blobOf(file));
  const link = make("a", { href: address, download: file.filename, hidden: "" });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(address), UNTIL_SAVED_MS);
}
