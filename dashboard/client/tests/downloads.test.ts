// @vitest-environment happy-dom
// The files that the server makes: one at a time, and none of a reading that is no longer in view.
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { IDS } from "../src/contract";
import { turns } from "./fake_clock";
import { openPage } from "./stage_page";

type Answer = unknown[] | null;
interface Asked {
  file: string;
  signal: AbortSignal;
  answer(values: Answer): Promise<void>;
}

const READING = { drawing: { size: 140, strokes: [[10, "M1,2L3,4"]], sample: null }, settings: {} };
const NOTHING_YET = "There is nothing yet.";

let asked: Asked[] = [];
const save = vi.fn();
const readingListeners: (() => void)[] = [];

vi.mock("../src/reading/session", () => ({
  currentReading: () => READING,
  onReading: (listener: () => void) => readingListeners.push(listener),
}));
vi.mock("../src/take_home/files", () => ({ save }));
vi.mock("../src/reading/patience", () => ({
  askPatiently(_name: string, { file }: { file: string }, signal: AbortSignal = new AbortController().signal) {
    return new Promise((done) => {
      signal.addEventListener("abort", () => done(null));
      asked.push({ file, signal, answer: (values) => turns(() => done(values)) });
    });
  },
}));

beforeAll(async () => {
  openPage();
  const words = { take_home: { saved: "Saved as {name}.", nothing_yet: NOTHING_YET } };
  document.getElementById("words")!.textContent = JSON.stringify(words);
  const buttons = [IDS.csv, IDS.npz].map((id) => `<button id="${id}"></button>`).join("");
  document.body.insertAdjacentHTML(
    "beforeend",
    `<div id="${IDS.takeHome}">${buttons}<p id="${IDS.takeHomeNote}"></p></div>
    <details class="python-block"></details><code id="${IDS.pythonCode}"></code><p id="${IDS.pythonStatus}"></p>`,
  );
  await import("../src/take_home/take_home");
});

beforeEach(() => {
  newReading();
  asked = [];
  save.mockReset();
});

function newReading(): void {
  for (const listener of readingListeners) listener();
}

function press(id: string): void {
  document.getElementById(id)?.click();
}

function note(): string {
  return document.getElementById(IDS.takeHomeNote)?.textContent ?? "";
}

function file(filename: string) {
  return { filename, content: "", type: null, base64: false };
}

describe("a file that the server makes", () => {
  test("is saved, and the note says so", async () => {
    press(IDS.csv);
    expect(note()).toBe("");
    await asked[0]?.answer([file("a.csv")]);
    expect(save).toHaveBeenCalledExactlyOnceWith(file("a.csv"));
    expect(note()).toBe("Saved as a.csv.");
  });

  test("is asked for once, however often the button is pressed", async () => {
    for (let time = 0; time < 3; time += 1) press(IDS.csv);
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
    for (const { answer } of asked) await answer([file("a.csv")]);
    expect(save).toHaveBeenCalledTimes(1);
  });

  test("is given up for another file", async () => {
    press(IDS.csv);
    press(IDS.npz);
    await asked[1]?.answer([file("a.npz")]);
    await asked[0]?.answer([file("a.csv")]);
    expect(save).toHaveBeenCalledExactlyOnceWith(file("a.npz"));
    expect(note()).toBe("Saved as a.npz.");
  });

  test("is given up when another reading is in view", async () => {
    press(IDS.csv);
    newReading();
    expect(asked[0]?.signal.aborted).toBe(true);
    await asked[0]?.answer([file("a.csv")]);
    expect(save).not.toHaveBeenCalled();
    expect(note()).toBe("");
  });

  test("that is refused leaves the note to the notice", async () => {
    press(IDS.csv);
    await asked[0]?.answer(null);
    expect(save).not.toHaveBeenCalled();
    expect(note()).toBe("");
  });

  test("that there is none of, since the server finds nothing to read, is not saved", async () => {
    press(IDS.csv);
    await asked[0]?.answer([null]);
    expect(save).not.toHaveBeenCalled();
    expect(note()).toBe(NOTHING_YET);
  });
});
