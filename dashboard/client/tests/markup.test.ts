// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { parseMarkup, renderMarkup } from "../src/page/markup";

function html(text: string): string {
  const paragraph = document.createElement("p");
  paragraph.append(...renderMarkup(parseMarkup(text)));
  return paragraph.innerHTML;
}

describe("the markup of the explanations", () => {
  test("a text without markup is one part", () => {
    expect(parseMarkup("28 − 5 = 23 (or so)")).toEqual([{ kind: "text", text: "28 − 5 = 23 (or so)" }]);
    expect(parseMarkup("")).toEqual([]);
  });

  test("things on the page and terms of the glossary are told apart", () => {
    expect(parseMarkup("[16 kernels](#kernels), [stride](?stride) 1")).toEqual([
      { kind: "thing", words: "16 kernels", name: "kernels" },
      { kind: "text", text: ", " },
      { kind: "term", words: "stride", name: "stride" },
      { kind: "text", text: " 1" },
    ]);
  });

  test("bold words may hold a link", () => {
    expect(parseMarkup("a **b [c](?d)**")).toEqual([
      { kind: "text", text: "a " },
      {
        kind: "bold",
        parts: [
          { kind: "text", text: "b " },
          { kind: "term", words: "c", name: "d" },
        ],
      },
    ]);
  });

  test("other brackets and stars are text", () => {
    const text = "[0, 1] * 2 ** 3 [x](y)";
    expect(parseMarkup(text)).toEqual([{ kind: "text", text }]);
  });

  test("things and terms become buttons", () => {
    expect(html("**The** [map](#stage) of a [kernel](?kernel)")).toBe(
      "<strong>The</strong> " +
        '<button class="word" data-thing="stage">map</button> of a ' +
        '<button class="word term" data-define="kernel">kernel</button>',
    );
  });

  test("what looks like HTML stays text", () => {
    expect(html("a < b")).toBe("a &lt; b");
  });
});
