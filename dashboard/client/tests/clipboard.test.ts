// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { copyText } from "../src/page/clipboard";

afterEach(() => vi.unstubAllGlobals());

/** The browser has a clipboard that does this with a text, and the old command copies or does not. */
function browserWith(writeText: (text: string) => Promise<void>, oldCommand: () => boolean): void {
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  document.execCommand = oldCommand;
}

const denied = () => Promise.reject(new DOMException("denied"));

test("the clipboard takes the text", async () => {
  const texts: string[] = [];
  browserWith(
    async (text) => {
      texts.push(text);
    },
    () => false,
  );
  expect(await copyText("#d=abc")).toBe(true);
  expect(texts).toEqual(["#d=abc"]);
});

test("where there is no clipboard the old command copies a field, and the focus comes back", async () => {
  document.body.innerHTML = "<button>Copy</button>";
  const button = document.querySelector("button")!;
  button.focus();
  let copied = "";
  browserWith(denied, () => {
    copied = document.querySelector("textarea")!.value;
    return true;
  });
  expect(await copyText("#d=abc")).toBe(true);
  expect(copied).toBe("#d=abc");
  expect(document.querySelector("textarea")).toBeNull();
  expect(document.activeElement).toBe(button);
});

test("a browser that allows neither is said to have copied nothing", async () => {
  browserWith(denied, () => {
    throw new DOMException("denied");
  });
  expect(await copyText("#d=abc")).toBe(false);
});
