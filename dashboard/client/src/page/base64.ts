// Bytes in base64, as the server, Plotly and a link write them.

/** The bytes that a text in base64 stands for. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = window.atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

export function base64Of(bytes: Iterable<number>): string {
  return window.btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
