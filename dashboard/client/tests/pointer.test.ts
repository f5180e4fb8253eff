// What is ink, and how a stroke ends.
import { beforeEach, describe, expect, test } from "vitest";
import { createPointer, PEN_NEAR_MS, type PointerInput, type PointerMachine, SILENT_MS } from "../src/drawing/pointer";
import type { Point } from "../src/drawing/strokes";

let happened: string[];
let pointer: PointerMachine;
let now: number;

const mouse = { id: 1, type: "mouse", primary: true, button: 0, buttons: 1 };
const pen = { id: 2, type: "pen", primary: true, button: 0, buttons: 1 };
const finger = { id: 3, type: "touch", primary: true, button: 0, buttons: 1 };
const secondFinger = { ...finger, id: 4, primary: false };
const UP = { button: -1, buttons: 0 };

function at(
  who: Omit<PointerInput, "place" | "time">,
  x = 0,
  y = 0,
  changes: Partial<PointerInput> = {},
): PointerInput {
  return { ...who, place: [x, y], time: now, ...changes };
}

beforeEach(() => {
  happened = [];
  now = 10_000;
  const place = ([x, y]: Point) => `${x},${y}`;
  pointer = createPointer({
    begin: (point) => happened.push(`begin ${place(point)}`),
    extend: (point) => happened.push(`extend ${place(point)}`),
    end: (heard) => happened.push(heard ? "end" : "end unheard"),
    drop: () => happened.push("drop"),
  });
});

describe("one pointer", () => {
  test("draws from press to release", () => {
    expect(pointer.press(at(mouse, 1, 1))).toBe(true);
    pointer.move(at(mouse, 2, 2));
    pointer.release(at(mouse, 3, 3));
    expect(happened).toEqual(["begin 1,1", "extend 2,2", "extend 3,3", "end"]);
    expect(pointer.drawing()).toBeNull();
  });

  test("draws nothing without a press, and nothing with the right button", () => {
    pointer.move(at(mouse, 2, 2, UP));
    expect(pointer.press(at(mouse, 2, 2, { button: 2, buttons: 2 }))).toBe(false);
    pointer.move(at(mouse, 3, 3, { buttons: 2 }));
    expect(happened).toEqual([]);
  });

  test("goes on while another button is pressed as well", () => {
    pointer.press(at(mouse, 1, 1));
    pointer.move(at(mouse, 2, 2, { buttons: 3 }));
    expect(happened).toEqual(["begin 1,1", "extend 2,2"]);
  });

  test("a cancelled touch keeps what was drawn", () => {
    pointer.press(at(finger, 1, 1));
    pointer.move(at(finger, 2, 2));
    pointer.cancel({ id: finger.id });
    expect(happened.at(-1)).toBe("end unheard");
  });
});

describe("a release that nobody heard", () => {
  beforeEach(() => {
    pointer.press(at(mouse, 1, 1));
    pointer.move(at(mouse, 2, 2));
    happened = [];
  });

  test("ends the stroke at the next move, which draws nothing", () => {
    pointer.move(at(mouse, 9, 9, UP));
    pointer.move(at(mouse, 8, 8, UP));
    expect(happened).toEqual(["end unheard"]);
  });

  test("ends it at the next press, which begins a stroke of its own", () => {
    expect(pointer.press(at(mouse, 9, 9))).toBe(true);
    expect(happened).toEqual(["end unheard", "begin 9,9"]);
  });

  test("ends it when the window is left", () => {
    pointer.lose();
    pointer.lose();
    expect(happened).toEqual(["end unheard"]);
  });
});

describe("fingers and pens", () => {
  test("a second finger does not tear the stroke of the first", () => {
    pointer.press(at(finger, 1, 1));
    expect(pointer.press(at(secondFinger, 90, 90))).toBe(false);
    pointer.move(at(secondFinger, 91, 91));
    pointer.release(at(secondFinger, 91, 91));
    pointer.move(at(finger, 2, 2));
    expect(happened).toEqual(["begin 1,1", "extend 2,2"]);
  });

  test("a pen draws while a palm touches: the palm leaves no ink", () => {
    pointer.press(at(pen, 1, 1));
    expect(pointer.press(at(finger, 90, 90))).toBe(false);
    pointer.move(at(finger, 91, 91));
    pointer.release(at(finger, 91, 91));
    pointer.move(at(pen, 2, 2));
    pointer.release(at(pen, 3, 3));
    expect(happened).toEqual(["begin 1,1", "extend 2,2", "extend 3,3", "end"]);
  });

  test("a palm that lay down just before the pen is given up when the pen comes down", () => {
    pointer.press(at(finger, 90, 90));
    pointer.move(at(finger, 91, 91));
    expect(pointer.press(at(pen, 1, 1))).toBe(true);
    pointer.release(at(finger, 91, 91));
    pointer.release(at(pen, 1, 1));
    expect(happened).toEqual(["begin 90,90", "extend 91,91", "drop", "begin 1,1", "extend 1,1", "end"]);
  });

  test("between two strokes of a pen that hovers a palm leaves no ink", () => {
    pointer.press(at(pen, 1, 1));
    pointer.release(at(pen, 1, 1, UP));
    now += 2 * PEN_NEAR_MS;
    pointer.move(at(pen, 5, 5, UP));
    now += PEN_NEAR_MS - 1;
    happened = [];
    expect(pointer.press(at(finger, 90, 90))).toBe(false);
    expect(happened).toEqual([]);
  });

  test("when the pen is away, fingers draw again", () => {
    pointer.press(at(pen, 1, 1));
    pointer.release(at(pen, 1, 1, UP));
    now += PEN_NEAR_MS;
    expect(pointer.press(at(finger, 90, 90))).toBe(true);
  });

  test("a pen that was lifted unheard ends its stroke when it hovers", () => {
    pointer.press(at(pen, 1, 1));
    pointer.move(at(pen, 9, 9, UP));
    expect(happened).toEqual(["begin 1,1", "end unheard"]);
  });
});

describe("a pen or a finger whose release nobody heard", () => {
  test.each([
    ["pen", pen, mouse],
    ["pen", pen, finger],
    ["finger", finger, mouse],
    ["mouse", mouse, pen],
  ])("%s: it makes way for another kind of pointer when it has been silent for long", (_name, silent, next) => {
    pointer.press(at(silent, 1, 1));
    now += SILENT_MS;
    expect(pointer.press(at(next, 9, 9))).toBe(true);
    expect(happened).toEqual(["begin 1,1", "end unheard", "begin 9,9"]);
  });

  test("while it moves it keeps the canvas", () => {
    pointer.press(at(pen, 1, 1));
    now += SILENT_MS;
    pointer.move(at(pen, 2, 2));
    now += SILENT_MS - 1;
    expect(pointer.press(at(mouse, 9, 9))).toBe(false);
    expect(pointer.press(at(finger, 9, 9))).toBe(false);
    expect(happened).toEqual(["begin 1,1", "extend 2,2"]);
  });

  test("a press beside the canvas, as on Undo, ends its stroke and begins none", () => {
    pointer.press(at(pen, 1, 1));
    pointer.pressBeside(at(mouse));
    expect(pointer.drawing()).toBe("pen");
    now += SILENT_MS;
    pointer.pressBeside(at(mouse));
    expect(pointer.drawing()).toBeNull();
    expect(happened).toEqual(["begin 1,1", "end unheard"]);
  });

  test("the next touch ends that of a finger at once, also beside the canvas", () => {
    pointer.press(at(finger, 1, 1));
    pointer.pressBeside(at(secondFinger));
    expect(pointer.drawing()).toBe("touch");
    pointer.pressBeside({ ...at(finger), id: 9 });
    expect(happened).toEqual(["begin 1,1", "end unheard"]);
  });

  test("a palm that has lain still for long leaves no ink when the pen comes down", () => {
    pointer.press(at(finger, 90, 90));
    now += SILENT_MS;
    expect(pointer.press(at(pen, 1, 1))).toBe(true);
    expect(happened).toEqual(["begin 90,90", "drop", "begin 1,1"]);
  });
});
