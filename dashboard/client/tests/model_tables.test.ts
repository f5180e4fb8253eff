// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from "vitest";
import { setTables, type Table, tableElement } from "../src/model_page/tables";

const ACCURACY: Table = {
  name: "What a setting costs",
  label: "What a setting costs, as a table",
  columns: ["Kernel", "Accuracy", ""],
  rows: [
    ["5×5", "99.5 %", { text: "Try it", name: "Try it: 5×5, stride 1", data: { try: "5,1,0,16" } }],
    ["3×3", "98.9 %", ""],
  ],
};

describe("a table behind a figure", () => {
  test("has a name, headings of columns and rows, and buttons that say what they do", () => {
    const frame = tableElement(ACCURACY);
    expect(frame.getAttribute("aria-label")).toBe("What a setting costs, as a table");
    expect(frame.querySelector("caption")?.textContent).toBe("What a setting costs");
    expect(frame.querySelectorAll("thead th[scope=col]").length).toBe(3);
    const headings = Array.from(frame.querySelectorAll("tbody th[scope=row]"), (cell) => cell.textContent);
    expect(headings).toEqual(["5×5", "3×3"]);
    const button = frame.querySelector("button");
    expect(button?.outerHTML).toBe(
      '<button class="chip" aria-label="Try it: 5×5, stride 1" data-try="5,1,0,16">Try it</button>',
    );
  });

  describe("is made when it is opened", () => {
    let details: HTMLDetailsElement;

    function opens(): void {
      details.open = true;
      details.dispatchEvent(new Event("toggle"));
    }

    beforeEach(() => {
      const summary = "<summary>Show as a table</summary>";
      document.body.innerHTML = `<details class="model-table" data-table="accuracy">${summary}<div></div></details>`;
      details = document.querySelector("details")!;
      setTables({ accuracy: ACCURACY });
    });

    test("and only once", () => {
      expect(details.querySelector("table")).toBe(null);
      opens();
      const table = details.querySelector("table");
      expect(table).not.toBe(null);
      opens();
      expect(details.querySelectorAll("table").length).toBe(1);
    });

    test("unless the server sent none of that name", () => {
      details.dataset.table = "history";
      opens();
      expect(details.querySelector("table")).toBe(null);
    });
  });
});
