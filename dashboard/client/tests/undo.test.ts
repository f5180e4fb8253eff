// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from "vitest";
import { IDS } from "../src/contract";
import { canvasHistory } from "../src/drawing/canvas_history";
import { blank } from "../src/drawing/canvas_state";
import { shapeOf } from "../src/drawing/strokes";
import "../src/panels/undo";

const WORDS = {
  canvas: { undo: "Take back", undo_nothing: "Nothing to take back", redo: "Bring back", redo_nothing: "Nothing" },
};

document.body.innerHTML = `
  <script id="words" type="application/json">${JSON.stringify(WORDS)}</script>
  <button id="${IDS.undo}" class="tool spent"></button>
  <button id="${IDS.redo}" class="tool spent"></button>
  <input id="text" type="text" /><input id="range" type="range" /><div id="plain"></div>`;

const button = (id: string) => document.getElementById(id) as HTMLButtonElement;

test("the buttons say whether there is something to take back and to bring back", () => {
  const said = () => [IDS.undo, IDS.redo].map((id) => [button(id).title, button(id).classList.contains("spent")]);
  canvasHistory.record(blank(140));
  expect(said()).toEqual([
    ["Nothing to take back", true],
    ["Nothing", true],
  ]);
  canvasHistory.record({ ...blank(140), shapes: [shapeOf("M1,1L2,2", 10)] });
  expect(said()[0]).toEqual(["Take back", false]);
  canvasHistory.undo();
  expect(said()).toEqual([
    ["Nothing to take back", true],
    ["Bring back", false],
  ]);
});

describe("the keys", () => {
  let clicked: string[];

  beforeEach(() => {
    clicked = [];
    for (const id of [IDS.undo, IDS.redo]) button(id).onclick = () => clicked.push(id);
  });

  /** Whether the browser shall do nothing of its own. */
  function press(key: string, held: KeyboardEventInit = { ctrlKey: true }, at = "plain"): boolean {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held });
    document.getElementById(at)?.dispatchEvent(event);
    return event.defaultPrevented;
  }

  test.each<[string, KeyboardEventInit, string[]]>([
    ["z", { ctrlKey: true }, [IDS.undo]],
    ["z", { metaKey: true }, [IDS.undo]],
    ["Z", { ctrlKey: true, shiftKey: true }, [IDS.redo]],
    ["y", { ctrlKey: true }, [IDS.redo]],
    ["Y", { ctrlKey: true, shiftKey: true }, []],
    ["z", { ctrlKey: true, altKey: true }, []],
    ["z", {}, []],
    ["x", { ctrlKey: true }, []],
  ])("%s with %o clicks %o", (key, held, expected) => {
    expect(press(key, held)).toBe(expected.length > 0);
    expect(clicked).toEqual(expected);
  });

  test("in a field that is typed into, the browser takes back what was typed", () => {
    expect(press("z", { ctrlKey: true }, "text")).toBe(false);
    expect(clicked).toEqual([]);
  });

  test("on a slider, the drawing is meant", () => {
    expect(press("z", { ctrlKey: true }, "range")).toBe(true);
    expect(clicked).toEqual([IDS.undo]);
  });
});
