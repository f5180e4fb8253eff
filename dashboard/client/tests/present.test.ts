// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { IDS } from "../src/contract";
import { turns } from "./fake_clock";

vi.mock("../src/page/frames", () => ({ redrawFrames: () => undefined }));
const { togglePresent } = await import("../src/panels/present");

const presents = () => document.documentElement.classList.contains("presenting");

beforeEach(() => {
  document.documentElement.className = "";
  document.body.innerHTML = `<button id="${IDS.present}"><span id="${IDS.present}-name"></span></button>`;
});

test.each([
  ["refuses to fill the screen, as in a frame that may not", () => Promise.reject(new TypeError("denied"))],
  ["cannot fill the screen, as on some phones", undefined],
])("where the browser %s, the page presents within its window", async (_, requestFullscreen) => {
  document.documentElement.requestFullscreen = requestFullscreen as typeof document.documentElement.requestFullscreen;
  togglePresent();
  expect(presents()).toBe(true);
  await turns(togglePresent); // A refusal that nobody had looked at would end the tests by now.
  expect(presents()).toBe(false);
});
