import { beforeEach, describe, expect, test } from "vitest";
import { createHistory, type History } from "../src/drawing/history";
import { seeded } from "./seeded";

// A state is a drawing and what does not make another drawing of it, such as the image that came later.
interface State {
  drawing: string;
  image?: string;
}

const state = (drawing: string): State => ({ drawing });

let history: History<State>;
let changes: string[];

beforeEach(() => {
  history = createHistory((entry) => entry.drawing);
  changes = [];
  history.onChange((change, { drawing }) => changes.push(`${change} ${drawing}`));
});

describe("before the first drawing", () => {
  test("there is nothing to take back and nothing to bring back", () => {
    expect(history.started()).toBe(false);
    expect(history.undo()).toBeNull();
    expect(history.redo()).toBeNull();
    expect(changes).toEqual([]);
  });

  test("the first drawing is the beginning and cannot be taken back", () => {
    history.record(state(""));
    expect(history.started()).toBe(true);
    expect(history.canUndo()).toBe(false);
    expect(changes).toEqual(["began "]);
  });
});

describe("undo and redo", () => {
  beforeEach(() => {
    for (const drawing of ["", "1", "12"]) history.record(state(drawing));
  });

  test("undo walks back to the beginning and then gives nothing", () => {
    expect(history.undo()).toEqual(state("1"));
    expect(history.undo()).toEqual(state(""));
    expect(history.undo()).toBeNull();
    expect(history.canRedo()).toBe(true);
  });

  test("redo walks forward to the end and then gives nothing", () => {
    history.undo();
    history.undo();
    expect(history.redo()).toEqual(state("1"));
    expect(history.redo()).toEqual(state("12"));
    expect(history.redo()).toBeNull();
  });

  test("a new drawing after undo leaves nothing to bring back", () => {
    history.undo();
    history.record(state("13"));
    expect(history.canRedo()).toBe(false);
    expect(history.undo()).toEqual(state("1"));
  });

  test("what undo has put on the canvas is no new drawing when the canvas reports it", () => {
    const shown = history.undo()!;
    history.record(history.replace(shown));
    expect(history.redo()).toEqual(state("12"));
  });

  test("whoever listens hears of drawings that were made, taken back and brought back", () => {
    history.undo();
    history.redo();
    expect(changes).toEqual(["began ", "drawn 1", "drawn 12", "undone 1", "redone 12"]);
  });
});

test("the same drawing again is no event, but its latest state is the one that comes back", () => {
  history.record(state("seven"));
  history.record({ drawing: "seven", image: "grey" });
  history.record(state("eight"));
  expect(changes).toEqual(["began seven", "drawn eight"]);
  expect(history.undo()).toEqual({ drawing: "seven", image: "grey" });
});

test("another size of the canvas replaces the drawing in view and cannot be taken back", () => {
  history.record(state("fine"));
  expect(history.replace(state("coarse"))).toEqual(state("coarse"));
  history.record(state("coarse"));
  expect(history.canUndo()).toBe(false);
});

test("a drawing from an earlier visit is remembered: undo brings it back from under a link", () => {
  history.remember(state("own"));
  expect(history.started()).toBe(false);
  history.record(state("linked"));
  expect(history.undo()).toEqual(state("own"));
  expect(history.redo()).toEqual(state("linked"));
});

test("a hundred drawings are kept, the oldest are forgotten", () => {
  for (let i = 0; i <= 150; i += 1) history.record(state(String(i)));
  for (let i = 149; i >= 50; i -= 1) expect(history.undo()).toEqual(state(String(i)));
  expect(history.undo()).toBeNull();
});

test("any walk of drawing, undo and redo is that of a list with a mark in it", () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const chance = seeded(seed);
    const walked = createHistory<State>((entry) => entry.drawing);
    walked.record(state("0"));
    let list = ["0"]; // all drawings that can still be reached
    let mark = 0; // the one in view
    for (let step = 1; step < 90; step += 1) {
      const action = chance.oneOf(["draw", "draw", "undo", "undo", "redo"] as const);
      if (action === "draw") {
        walked.record(state(String(step)));
        list = [...list.slice(0, mark + 1), String(step)];
        mark += 1;
      } else {
        const next = action === "undo" ? mark - 1 : mark + 1;
        const expected = list[next];
        expect(walked[action]()).toEqual(expected === undefined ? null : state(expected));
        if (expected !== undefined) mark = next;
      }
      expect([walked.canUndo(), walked.canRedo()]).toEqual([mark > 0, mark < list.length - 1]);
    }
  }
});
