// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { IDS } from "../src/contract";
import { encode, type Work } from "../src/drawing/link_code";
import type { Stroke } from "../src/reading/answers";
import { turns } from "./fake_clock";

vi.mock("../src/reading/session", () => ({
  drawingChanged: vi.fn(),
  drawingGrows: vi.fn(),
  settingsChanged: vi.fn(),
  onPredictionShown: vi.fn(),
}));

const KEY = "lenetlab-work";
const WORDS = {
  link: {
    broken: "Broken.",
    undo: "Undo brings yours back.",
    copied: "Copied.",
    copied_name: "Link copied",
    copy_name: "Copy link",
    too_large: "Too large.",
    not_copied: "See the address bar.",
  },
  take_home: { select: "Selected:" },
};

function workOf(...strokes: Stroke[]): Work {
  return {
    drawing: { size: 140, strokes, sample: null },
    meta: {},
    settings: { kernel_size: 3, stride: 2, padding: 1, filters: 6, weights: "random" },
    brush: 12,
    stage: 6,
  };
}

const ONE = workOf([10, "M70,20L70,120"]);
const SEVEN = workOf([10, "M39,28L100,28L63,114"]);
const SMALL: Work = { ...ONE, drawing: { size: 28, strokes: [[2, "M14,4L14,24"]], sample: null } };
const codeOf = (work: Work): string => encode(work)!;
const note = () => document.getElementById(IDS.linkNote)!.textContent;

/** The page opens with that in its address and in the browser; Dash gives the figure and the restored controls. */
async function visit(hash: string, kept: string) {
  window.history.replaceState(null, "", `/${hash}`);
  window.localStorage.setItem(KEY, kept);
  vi.resetModules();
  const canvas = await import("../src/panels/canvas");
  const link = await import("../src/panels/link");
  const { currentState, setState } = await import("../src/panels/canvas_figure");
  const { blank } = await import("../src/drawing/canvas_state");
  const { shapeOf } = await import("../src/drawing/strokes");
  const layout = { shapes: [], newshape: { name: "b:10" }, xaxis: { range: [0, 140] }, yaxis: { range: [140, 0] } };
  canvas.read({ data: [{}], layout });
  link.noteControls(3, 2, 1, 6, "random", 12, 6, 140);
  vi.runAllTimers();
  return {
    paths: () => currentState().shapes.map(({ path }) => path),
    draw(...paths: string[]) {
      setState({ ...blank(140), shapes: paths.map((path) => shapeOf(path, 10)) });
      vi.runAllTimers();
    },
  };
}

describe("the link and what is kept", () => {
  let told: Record<string, unknown>;
  let listening: MockInstance<typeof document.addEventListener>;
  let windowListeners: Map<string, () => void>;

  beforeEach(() => {
    listening = vi.spyOn(document, "addEventListener");
    // happy-dom, unlike any browser, tells of another hash after history.replaceState. So the tests tell of it instead.
    windowListeners = new Map();
    vi.spyOn(window, "addEventListener").mockImplementation((type: string, listener: unknown) => {
      windowListeners.set(type, listener as () => void);
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    told = {};
    vi.stubGlobal("dash_clientside", {
      set_props: (id: string, properties: Record<string, unknown>) => Object.assign(told, { [id]: properties.value }),
    });
    document.body.innerHTML = `
      <script id="words" type="application/json">${JSON.stringify(WORDS)}</script>
      <div class="canvas-frame"><div id="${IDS.canvas}"></div></div>
      <button id="${IDS.undo}"></button><button id="${IDS.redo}"></button>
      <button id="${IDS.copyLink}"><span id="${IDS.copyLink}-name">Copy link</span></button>
      <p id="${IDS.sampleNote}"></p><p id="${IDS.linkNote}"></p>`;
  });

  afterEach(() => {
    // The page is left, but the document is the same in all tests: nobody of this visit shall listen in the next one.
    for (const [type, listener, options] of listening.mock.calls) document.removeEventListener(type, listener, options);
    vi.restoreAllMocks();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test("what was kept is opened, with its settings, brush, stage and size", async () => {
    const { paths } = await visit("", codeOf(SMALL));
    expect(paths()).toEqual(["M14,4L14,24"]);
    expect(told).toMatchObject({
      [IDS.kernelSize]: 3,
      [IDS.stride]: 2,
      [IDS.padding]: 1,
      [IDS.filters]: 6,
      [IDS.weights]: "random",
      [IDS.brush]: 12,
      [IDS.layer]: 6,
      [IDS.canvasSize]: 28,
    });
    expect(window.location.hash).toBe(`#d=${codeOf(SMALL)}`);
  });

  test("a drawing is written into the address and into the browser", async () => {
    const { draw } = await visit("", "");
    draw("M70,20L70,120");
    expect(window.localStorage.getItem(KEY)).toBe(codeOf(ONE));
    expect(window.location.hash).toBe(`#d=${codeOf(ONE)}`);
  });

  test("a link that is only looked at does not replace what was kept", async () => {
    const { draw } = await visit(`#d=${codeOf(SEVEN)}`, codeOf(ONE));
    expect(window.localStorage.getItem(KEY)).toBe(codeOf(ONE));
    draw("M39,28L100,28L63,114", "M1,1L2,2");
    expect(window.localStorage.getItem(KEY)).not.toBe(codeOf(ONE));
  });

  test("a broken link leaves an empty canvas, and says how to get one's own drawing back", async () => {
    const { paths } = await visit("#d=AAAA", codeOf(ONE));
    expect(paths()).toEqual([]);
    expect(note()).toBe("Broken. Undo brings yours back.");
    expect(window.localStorage.getItem(KEY)).toBe(codeOf(ONE));
  });

  test("another link in the address of the open page is opened, and a broken one changes nothing", async () => {
    const { paths } = await visit("", codeOf(ONE));
    const followed = async (hash: string) => {
      window.history.replaceState(null, "", `/${hash}`);
      windowListeners.get("hashchange")?.();
      await Promise.resolve(); // the canvas waits for the pen, which is up
      vi.runAllTimers();
      return paths();
    };
    expect(await followed(`#d=${codeOf(SEVEN)}`)).toEqual(["M39,28L100,28L63,114"]);
    expect(await followed("#d=AAAA")).toEqual(["M39,28L100,28L63,114"]);
    expect(note()).toBe("Broken.");
    expect(window.location.hash).toBe(`#d=${codeOf(SEVEN)}`);
    expect(window.localStorage.getItem(KEY)).toBe(codeOf(ONE));
  });

  describe("the link is shared", () => {
    const share = async () => {
      document.getElementById(IDS.copyLink)?.click();
      await turns(() => undefined);
    };
    const refuse = () => {
      throw new DOMException("denied", "SecurityError");
    };
    const link = `${window.location.origin}/#d=${codeOf(ONE)}`;

    beforeEach(() => {
      vi.stubGlobal("navigator", {});
      document.execCommand = refuse;
    });

    test("by the address bar where nothing may be copied", async () => {
      await visit("", codeOf(ONE));
      await share();
      expect(note()).toBe("See the address bar.");
    });

    test("within a frame, which has no address bar, by the note, where it is selected", async () => {
      await visit("", codeOf(ONE));
      vi.spyOn(window, "parent", "get").mockReturnValue({} as Window);
      await share();
      expect(note()).toBe(`Selected: ${link}`);
      expect(String(window.getSelection())).toBe(link);
    });

    test("with the drawing in it where the browser refuses to change the address and keeps nothing", async () => {
      const writeText = vi.fn(() => Promise.resolve());
      const { draw } = await visit("", "");
      vi.spyOn(window.history, "replaceState").mockImplementation(refuse);
      vi.spyOn(window, "localStorage", "get").mockImplementation(refuse);
      draw("M70,20L70,120");
      expect(window.location.hash).not.toBe(`#d=${codeOf(ONE)}`);
      vi.stubGlobal("navigator", { clipboard: { writeText } });
      await share();
      expect(writeText).toHaveBeenCalledWith(link);
      expect(note()).toBe("Copied.");
      vi.stubGlobal("navigator", {});
      await share();
      expect(note()).toBe(`Selected: ${link}`);
    });
  });

  test("a drawing too large for a link: the visitor is told, the last one stays kept, and no link is copied", async () => {
    const { draw } = await visit("", codeOf(ONE));
    draw(...Array.from({ length: 501 }, () => "M1,1L2,2"));
    expect(note()).toBe("Too large.");
    expect(window.localStorage.getItem(KEY)).toBe(codeOf(ONE));
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal("navigator", { clipboard: { writeText } });
    document.getElementById(IDS.copyLink)?.click();
    expect(writeText).not.toHaveBeenCalled();
    expect(note()).toBe("Too large.");
    draw("M70,20L70,120");
    expect(note()).toBe("");
  });
});
