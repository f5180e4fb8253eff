// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { createOrigins, type Origin } from "../src/drawing/picture_origins";
import type { Stage } from "../src/reading/answers";

const ORIGIN: Origin = {
  panes: [{ slot: "before", title: "Your picture", legend: "", ends: [0, 1], figure: null, same: "crop" }],
  numbers: ["It is grainy."],
};
const STAGES = ["ink", "crop"].map((name) => ({
  name,
  panes: [{ slot: "stage" }],
  numbers: ["Many."],
})) as unknown as Stage[];

test("the first stage shows where its digit comes from, before its own picture, and no other stage does", () => {
  const origins = createOrigins();
  origins.learn("seven", { file: "JPEG", origin: ORIGIN });
  const [drawing, crop] = origins.added(STAGES, "seven") ?? [];
  expect(drawing?.panes.map(({ slot }) => slot)).toEqual(["before", "stage"]);
  expect(drawing?.numbers).toEqual(["Many.", "It is grainy."]);
  expect(crop).toBe(STAGES[1]);
});

test.each([
  ["nothing is known of", "six"],
  ["the drawing has none", undefined],
  ["its steps are not there yet", "two"],
])("stages stay as they are where %s the picture", (_, image) => {
  const origins = createOrigins();
  origins.learn("seven", { file: "JPEG", origin: ORIGIN });
  origins.learn("two", { file: "JPEG", origin: null });
  expect(origins.added(STAGES, image)).toBe(STAGES);
  expect(origins.added(null, "seven")).toBeNull();
});

test("what the browser keeps brings the picture back, but not what this visit knows better", () => {
  const before = createOrigins();
  before.learn("seven", { file: "JPEG", origin: ORIGIN });
  const after = createOrigins();
  after.restore(before.toKeep("seven"));
  expect(after.of("seven")).toEqual({ file: "JPEG", origin: null });
  before.restore(after.toKeep("seven"));
  expect(before.of("seven")?.origin).toBe(ORIGIN);
});

test.each([[null], [""], ["{"], ["[1,2]"], ['["seven"]'], ['{"a":1}']])(
  "%s is not taken for a picture that was kept",
  (kept) => {
    const origins = createOrigins();
    origins.restore(kept);
    expect(origins.toKeep("seven")).toBeNull();
    expect(origins.toKeep(undefined)).toBeNull();
  },
);
