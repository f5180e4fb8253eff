// Which touch events Plotly may hear of.
import { beforeEach, expect, test } from "vitest";
import { createTouchGate, type TouchGate } from "../src/drawing/touch_gate";

let gate: TouchGate;
const touch = (identifier: number, clientX: number, clientY: number) => ({ identifier, clientX, clientY });

beforeEach(() => {
  gate = createTouchGate();
});

test("the touch of a finger that draws is heard of until it ends", () => {
  gate.pressed(7, 100, 100, true);
  expect(gate.starts([touch(0, 100, 100)])).toBe(true);
  expect(gate.goesOn([touch(0, 120, 100)], true)).toBe(true);
  gate.ended([touch(0, 120, 100)]);
  expect(gate.goesOn([touch(0, 130, 100)], true)).toBe(false);
});

test("a second finger is not heard of", () => {
  gate.pressed(7, 100, 100, true);
  gate.starts([touch(0, 100, 100)]);
  gate.pressed(8, 300, 300, false);
  expect(gate.starts([touch(1, 300, 300)])).toBe(false);
  expect(gate.goesOn([touch(1, 310, 300)], true)).toBe(false);
});

test("a pen that sends touch events is told from the palm by the place of its press", () => {
  gate.pressed(2, 100, 100, true);
  gate.pressed(8, 300, 300, false);
  expect(gate.starts([touch(5, 299.6, 300.4)])).toBe(false);
  expect(gate.starts([touch(6, 100.3, 99.8)])).toBe(true);
  expect(gate.goesOn([touch(5, 301, 300)], true)).toBe(false);
  expect(gate.goesOn([touch(6, 101, 100)], true)).toBe(true);
});

test("a palm and a pen that begin in one event are not heard of, since Plotly would take the first for the stroke", () => {
  gate.pressed(8, 300, 300, false);
  gate.pressed(2, 100, 100, true);
  expect(gate.starts([touch(5, 300, 300), touch(6, 100, 100)])).toBe(false);
});

test("the touch of a palm that is given up is not heard of any more", () => {
  gate.pressed(8, 300, 300, true);
  gate.starts([touch(5, 300, 300)]);
  gate.drop();
  expect(gate.goesOn([touch(5, 300, 300)], true)).toBe(false);
});

test("a press that is over says nothing about later touches", () => {
  gate.pressed(7, 100, 100, true);
  gate.released(7);
  expect(gate.starts([touch(0, 100, 100)])).toBe(false);
});

test("touches elsewhere on the page are left alone while nothing is drawn", () => {
  expect(gate.goesOn([touch(0, 5, 5)], false)).toBe(true);
});
