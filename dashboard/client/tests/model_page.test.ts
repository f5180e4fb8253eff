// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { turns } from "./fake_clock";

const ask = vi.fn<(name: string, question: unknown, signal?: AbortSignal) => Promise<unknown[] | null>>();
const setProps = vi.fn();
const loadSample = vi.fn();
vi.mock("../src/reading/patience", () => ({ askPatiently: ask }));
vi.mock("../src/dash", () => ({ setProps, dashHasStarted: () => false, requestsPrefix: () => "/" }));
vi.mock("../src/reading/session", () => ({ settingsChanged: () => {} }));
vi.mock("../src/panels/canvas", () => ({ loadSample }));

await import("../src/model_page/model_page");
const { settings } = await import("../src/panels/controls");
const { STALE_MS } = await import("../src/reading/reader");
const { go } = await import("../src/model_page/navigation");

const PAGE = `
  <main id="model-page"><h2 id="heading-model">The model</h2><div id="model-content"></div></main>
  <h2 id="heading-draw">Draw</h2><button id="settings-toggle">Settings</button>`;
const CONTENT = `
  <div class="model-lead"><button data-label="9" data-read="4">a cell of a table</button></div>
  <section class="model-fold"><details data-fold="misread">
    <div class="chips">
      <button data-label="" data-read="">All</button>
      <button data-label="4" data-read="9">4 → 9</button>
    </div>
    <p id="model-found"></p><div id="model-gallery"></div>
  </details></section>
  <div>
    <button data-try="3,2,1,12">Try it</button>
  </div>`;

function digit(index: number) {
  return { index, label: 4, caption: "", name: `digit ${index}`, z: { dtype: "u1", bdata: "AAAA" } };
}

/** What the page asks for next is answered with this. */
function answered(name: string, answer: unknown[] | null): void {
  ask.mockImplementationOnce(async (asked) => {
    expect(asked).toBe(name);
    return answer;
  });
}

function button(selector: string): HTMLButtonElement {
  const found = document.querySelector<HTMLButtonElement>(selector);
  if (!found) throw new Error(`there is no ${selector}`);
  return found;
}

function pressed(): (string | null)[] {
  return Array.from(document.querySelectorAll(".chips button"), (chip) => chip.getAttribute("aria-pressed"));
}

/** Unfold the digits, or fold them. */
function toggle(): void {
  const fold = document.querySelector<HTMLDetailsElement>("[data-fold]")!;
  fold.open = !fold.open;
  fold.dispatchEvent(new Event("toggle"));
}

describe("the Model page", () => {
  beforeEach(() => {
    document.body.innerHTML = PAGE;
    setProps.mockImplementation((id: string) => {
      if (id === "model-content") document.getElementById(id)!.innerHTML = CONTENT;
    });
  });

  test("asks for its content when it is first opened, and again where that was refused", async () => {
    answered("model", null);
    await turns(() => go("model"));
    expect(ask).toHaveBeenCalledTimes(1);
    answered("model", ["content", {}]);
    await turns(() => go("model"));
    expect(setProps).toHaveBeenCalledWith("model-content", { children: "content" });
    await turns(() => go("model"));
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test("asks for the misread digits when they are first unfolded", async () => {
    document.getElementById("model-content")!.innerHTML = CONTENT;
    answered("misread", [{ title: "All of them", digits: [digit(7), digit(8)] }]);
    ask.mockClear();
    await turns(toggle);
    expect(ask).toHaveBeenLastCalledWith("misread", {}, expect.anything());
    expect(document.querySelectorAll("#model-gallery li").length).toBe(2);
    expect(pressed()).toEqual(["true", "false"]);
    await turns(toggle);
    await turns(toggle);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  describe("with its content", () => {
    beforeEach(() => {
      document.body.innerHTML = PAGE;
      document.getElementById("model-content")!.innerHTML = CONTENT;
      setProps.mockReset();
      loadSample.mockReset();
      ask.mockReset();
    });

    test("unfolds the digits of a pair that another picture names", async () => {
      answered("misread", [{ title: "9 → 4", digits: [digit(9)] }]);
      await turns(() => button("#model-content [data-label='9']").click());
      expect(document.querySelector<HTMLDetailsElement>("[data-fold]")?.open).toBe(true);
      expect(document.getElementById("model-found")?.textContent).toBe("9 → 4");
    });

    test("shows the digits of the pair that was asked for last, however late an older answer comes", async () => {
      let answerAll: (answer: unknown[]) => void = () => {};
      ask.mockImplementationOnce(() => new Promise((done) => (answerAll = done)));
      button("#model-content [data-label='']").click();
      answered("misread", [{ title: "4 → 9", digits: [digit(115)] }]);
      await turns(() => button("#model-content [data-label='4']").click());
      await turns(() => answerAll([{ title: "All", digits: [] }]));
      expect(ask).toHaveBeenLastCalledWith("misread", { label: 4, read: 9 }, expect.anything());
      expect(document.getElementById("model-found")?.textContent).toBe("4 → 9");
      button("#model-gallery [data-digit='115']").click();
      expect(loadSample).toHaveBeenCalledWith(expect.objectContaining({ index: 115, label: 4 }));
      expect(document.documentElement.dataset.page).toBe("draw");
    });

    describe("when the digits of another pair are asked for", () => {
      let answer: (values: unknown[] | null) => void = () => {};

      beforeEach(async () => {
        vi.useFakeTimers();
        answered("misread", [{ title: "All of them", digits: [digit(7)] }]);
        await turns(() => button("#model-content [data-label='']").click());
        ask.mockImplementationOnce(() => new Promise((done) => (answer = done)));
        button("#model-content [data-label='4']").click();
      });

      afterEach(async () => {
        await turns(() => answer(null));
        vi.useRealTimers();
      });

      function found(): string {
        return document.getElementById("model-found")?.textContent ?? "";
      }

      function shown(): number {
        return document.querySelectorAll("#model-gallery li").length;
      }

      test("the old ones stay for a moment, and go where the others do not come in time", async () => {
        vi.advanceTimersByTime(STALE_MS - 1);
        expect([found(), shown()]).toEqual(["All of them", 1]);
        vi.advanceTimersByTime(1);
        expect([found(), shown()]).toEqual(["", 0]);
        expect(pressed()).toEqual(["false", "true"]);
        await turns(() => answer([{ title: "4 → 9", digits: [digit(115), digit(247)] }]));
        expect([found(), shown()]).toEqual(["4 → 9", 2]);
        vi.advanceTimersByTime(STALE_MS);
        expect([found(), shown()]).toEqual(["4 → 9", 2]);
      });

      test.each([
        ["refused", null],
        ["answered with nothing", [null]],
      ])("and the question is %s, the old ones go and no pair is pressed", async (_, values) => {
        await turns(() => answer(values));
        expect([found(), shown()]).toEqual(["", 0]);
        expect(pressed()).toEqual(["false", "false"]);
      });
    });

    test("takes a configuration to the drawing page, with the weights that it was measured with", () => {
      settings(5, 2, 0, 16, "random");
      button("#model-content [data-try]").click();
      expect(setProps.mock.calls).toEqual([
        ["kernel-size", { value: 3 }],
        ["padding", { value: 1 }],
        ["filters", { value: 12 }],
        ["weights", { value: "pretrained" }],
      ]);
      expect(document.activeElement?.id).toBe("settings-toggle");
    });
  });
});
