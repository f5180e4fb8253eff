// Controls that the page sets, and what Dash tells of them meanwhile.
import { beforeEach, expect, test } from "vitest";
import { type AwaitedControls, createAwaitedControls } from "../src/drawing/awaited_controls";

let sent: [id: string, value: unknown][];
let controls: AwaitedControls;

beforeEach(() => {
  sent = [];
  controls = createAwaitedControls({ size: 140, brush: 10 }, (id, value) => sent.push([id, value]));
});

test("what Dash tells counts where nothing was set", () => {
  expect(controls.areHere({ size: 140, brush: 10 })).toBe(true);
  expect(controls.areHere({ size: 28 })).toBe(true);
  expect(sent).toEqual([]);
});

test("a control that was set is awaited: what it said before does not count", () => {
  controls.choose("size", 28);
  expect(sent).toEqual([["size", 28]]);
  expect(controls.areHere({ size: 140 })).toBe(false);
  expect(controls.areHere({ size: 28 })).toBe(true);
  expect(controls.areHere({ size: 140 })).toBe(true);
});

test("what Dash tells of several counts when all are here", () => {
  controls.choose("size", 28);
  controls.choose("brush", 12);
  expect(controls.areHere({ size: 28, brush: 10 })).toBe(false);
  expect(controls.areHere({ size: 28 })).toBe(true);
  expect(controls.areHere({ size: 28, brush: 12 })).toBe(true);
});

test("what the visitor chooses meanwhile ends the wait", () => {
  controls.choose("brush", 12);
  expect(controls.areHere({ brush: 20 })).toBe(true);
  expect(controls.areHere({ brush: 10 })).toBe(true);
});

test("a control that has its value already is left alone, and not awaited", () => {
  controls.choose("size", 140);
  expect(sent).toEqual([]);
  expect(controls.areHere({ size: 140 })).toBe(true);
  controls.choose("size", 28);
  controls.choose("size", 28);
  expect(sent).toEqual([["size", 28]]);
});

test("of a control that was set twice, neither earlier value counts", () => {
  controls.choose("brush", 12);
  controls.choose("brush", 14);
  expect(controls.areHere({ brush: 10 })).toBe(false);
  expect(controls.areHere({ brush: 12 })).toBe(false);
  expect(controls.areHere({ brush: 14 })).toBe(true);
});

test("a control that was set and set back says what it shall", () => {
  controls.choose("size", 28);
  controls.choose("size", 140);
  expect(sent).toEqual([
    ["size", 28],
    ["size", 140],
  ]);
  expect(controls.areHere({ size: 140 })).toBe(true);
});
