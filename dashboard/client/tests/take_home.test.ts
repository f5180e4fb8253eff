// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { copyLines } from "../src/take_home/copy_lines";
import { blobOf } from "../src/take_home/files";

describe("a file that the server made", () => {
  test("is text as it stands", async () => {
    const blob = blobOf({ filename: "a.csv", content: "row,value\n0,−1", type: "text/csv", base64: false });
    expect(blob.type).toBe("text/csv");
    expect(await blob.text()).toBe("row,value\n0,−1");
  });

  test("is bytes in base64", async () => {
    const blob = blobOf({ filename: "a.npz", content: window.btoa("PK\x00\xff"), type: null, base64: true });
    expect(Array.from(new Uint8Array(await blob.arrayBuffer()))).toEqual([0x50, 0x4b, 0, 0xff]);
  });
});

describe("copying the lines of Python", () => {
  const command = vi.fn<() => boolean>();
  let element: HTMLElement;

  function clipboardThat(write: (items: Record<string, Promise<Blob>>[]) => Promise<void>): void {
    vi.stubGlobal(
      "ClipboardItem",
      class {
        constructor(items: Record<string, Promise<Blob>>) {
          Object.assign(this, items);
        }
      },
    );
    vi.stubGlobal("navigator", { clipboard: { write } });
  }

  beforeEach(() => {
    document.body.innerHTML = "<code></code>";
    element = document.querySelector("code")!;
    command.mockReset();
    Object.assign(document, { execCommand: command });
  });

  afterEach(() => vi.unstubAllGlobals());

  test("asks the clipboard within the click, before the lines are there", async () => {
    let copied = "";
    const write = vi.fn(async ([item]: Record<string, Promise<Blob>>[]) => {
      copied = await (await item?.["text/plain"])!.text();
    });
    clipboardThat(write);
    let answer: (code: string) => void = () => {};
    const isCopied = copyLines(new Promise((done) => (answer = done)), element);
    expect(write).toHaveBeenCalledTimes(1);
    answer("import lenetlab");
    expect(await isCopied).toBe(true);
    expect(copied).toBe("import lenetlab");
    expect(command).not.toHaveBeenCalled();
  });

  test("leaves the clipboard alone where there are no lines", async () => {
    const write = async ([item]: Record<string, Promise<Blob>>[]) => {
      await item?.["text/plain"];
    };
    clipboardThat(write);
    expect(await copyLines(Promise.resolve(null), element)).toBe(null);
    expect(command).not.toHaveBeenCalled();
  });

  test("shows and selects the lines where the clipboard is denied", async () => {
    clipboardThat(() => Promise.reject(new DOMException("denied", "NotAllowedError")));
    command.mockReturnValue(true);
    expect(await copyLines(Promise.resolve("import lenetlab"), element)).toBe(true);
    expect(element.textContent).toBe("import lenetlab");
    command.mockReturnValue(false);
    expect(await copyLines(Promise.resolve("import lenetlab"), element)).toBe(false);
  });

  test("works without a clipboard, as on an address without https", async () => {
    vi.stubGlobal("navigator", {});
    command.mockReturnValue(true);
    expect(await copyLines(Promise.resolve("import lenetlab"), element)).toBe(true);
  });
});
