// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from "vitest";
import { DRAWING } from "../src/contract";
import { editOf } from "../src/drawing/edits";
import { controlsOf, createKeeper, type Keeper, type LinkNews } from "../src/drawing/keeper";
import { encode, type Work } from "../src/drawing/link_code";
import { codeIn, hashOf, isFreshPage, whatToOpen } from "../src/drawing/opening";
import type { Stroke } from "../src/reading/answers";

function work(strokes: Stroke[], changes: Partial<Work> = {}): Work {
  return {
    drawing: { size: DRAWING.defaultSize, strokes, sample: null },
    meta: {},
    settings: { kernel_size: 5, stride: 1, padding: 0, filters: 16, weights: "pretrained" },
    brush: DRAWING.brushDefault,
    stage: 0,
    ...changes,
  };
}

const EMPTY = work([]);
const ONE = work([[10, "M70,20L70,120"]]);
const SEVEN = work([[10, "M39,28L100,28L63,114"]], { stage: 6, brush: 12 });
const HUGE = work(Array.from({ length: 501 }, (): Stroke => [10, "M1,1L2,2"]));
const SILENT = editOf(EMPTY.settings, "relu3.output", [17], [0]);
const codeOf = (made: Work): string => encode(made)!;

describe("what a visit begins with", () => {
  test("without a link and without anything kept, an empty page", () => {
    expect(whatToOpen(null, null)).toEqual({ work: null, own: null, broken: false, editsAreBroken: false });
  });

  test("without a link, what was kept", () => {
    expect(whatToOpen(null, codeOf(ONE))).toEqual({ work: ONE, own: null, broken: false, editsAreBroken: false });
  });

  test("what was kept may be corrupted", () => {
    expect(whatToOpen(null, '{"strokes": 7}')).toEqual({ work: null, own: null, broken: false, editsAreBroken: false });
  });

  test("a link comes before what was kept, which Undo shall bring back", () => {
    expect(whatToOpen(codeOf(SEVEN), codeOf(ONE))).toEqual({
      work: SEVEN,
      own: ONE,
      broken: false,
      editsAreBroken: false,
    });
  });

  test("a link to the visitor's own drawing has nothing before it, whatever the settings", () => {
    const again = { ...ONE, stage: 3 };
    expect(whatToOpen(codeOf(again), codeOf(ONE))).toEqual({
      work: again,
      own: null,
      broken: false,
      editsAreBroken: false,
    });
  });

  test("an empty canvas that was kept need not be brought back, unless the network was changed", () => {
    expect(whatToOpen(codeOf(SEVEN), codeOf(EMPTY)).own).toBeNull();
    const changed = { ...EMPTY, drawing: { ...EMPTY.drawing, edits: [SILENT] }, meta: { edits: [SILENT] } };
    expect(whatToOpen(codeOf(SEVEN), codeOf(changed)).own).toEqual(changed);
    expect(isFreshPage(changed)).toBe(false);
  });

  test("a broken link opens nothing, and what was kept can be brought back", () => {
    expect(whatToOpen("AAAA", codeOf(ONE))).toEqual({ work: null, own: ONE, broken: true, editsAreBroken: false });
    expect(whatToOpen("", null)).toEqual({ work: null, own: null, broken: true, editsAreBroken: false });
  });
});

test("the code of a link stands behind #d=", () => {
  expect(codeIn(hashOf("AbC-_"))).toBe("AbC-_");
  expect(codeIn("#d=")).toBe("");
  expect(codeIn("#canvas")).toBeNull();
  expect(codeIn("")).toBeNull();
});

test("only a page as it is at first has no link", () => {
  expect(isFreshPage(EMPTY)).toBe(true);
  expect(isFreshPage(ONE)).toBe(false);
  expect(isFreshPage({ ...EMPTY, stage: 1 })).toBe(false);
  expect(isFreshPage({ ...EMPTY, settings: { ...EMPTY.settings, filters: 6 } })).toBe(false);
});

describe("what is kept", () => {
  let inView: Work | null;
  let kept: string | null;
  let hash: string;
  let news: LinkNews;
  let keeper: Keeper;

  beforeEach(() => {
    inView = null;
    kept = null;
    hash = "";
    news = "nothing";
    keeper = createKeeper({
      inView: () => inView,
      kept: () => kept,
      keep: (code) => {
        kept = code;
      },
      showHash: (next) => {
        hash = next;
      },
      tell: (next) => {
        news = next;
      },
    });
  });

  /** A visit begins: what is opened comes into view, and Dash tells of the controls as they then are. */
  function visit(linked: string | null): void {
    const { work: opened } = keeper.begin(linked);
    inView = opened ?? EMPTY;
    keeper.controlsChanged(controlsOf(inView));
    keeper.write();
  }

  function draw(made: Work): void {
    inView = made;
    keeper.drawingChanged(made.drawing);
    keeper.write();
  }

  test("nothing is written before the canvas shows anything, so that nothing kept is lost", () => {
    kept = codeOf(ONE);
    keeper.controlsChanged(controlsOf(EMPTY));
    expect(keeper.write()).toBe(false);
    expect(kept).toBe(codeOf(ONE));
  });

  test("a drawing is kept and stands in the address; an empty page at first stands there as nothing", () => {
    visit(null);
    expect([kept, hash]).toEqual([codeOf(EMPTY), ""]);
    draw(ONE);
    expect([kept, hash]).toEqual([codeOf(ONE), hashOf(codeOf(ONE))]);
  });

  test("what was kept stays as it was until the controls say something else", () => {
    kept = codeOf(SEVEN);
    keeper.begin(null);
    inView = SEVEN;
    keeper.write();
    expect(kept).toBe(codeOf(SEVEN));
    keeper.controlsChanged({ ...controlsOf(SEVEN), brush: 20 });
    keeper.write();
    expect(kept).toBe(codeOf({ ...SEVEN, brush: 20 }));
  });

  test("a link that is only looked at leaves what was kept where it was", () => {
    kept = codeOf(ONE);
    visit(codeOf(SEVEN));
    keeper.drawingChanged(SEVEN.drawing); // the link itself comes onto the canvas
    keeper.controlsChanged({ ...controlsOf(SEVEN), stage: 9 });
    keeper.write();
    expect([kept, hash]).toEqual([codeOf(ONE), hashOf(codeOf({ ...SEVEN, stage: 9 }))]);
  });

  test("a stroke over a link makes it the visitor's own", () => {
    kept = codeOf(ONE);
    visit(codeOf(SEVEN));
    const more = work([...SEVEN.drawing.strokes, [10, "M1,1L2,2"]], { stage: 6, brush: 12 });
    draw(more);
    expect(kept).toBe(codeOf(more));
  });

  test("Undo brings back the visitor's own from under a link, and Redo makes the link theirs", () => {
    kept = codeOf(ONE);
    visit(codeOf(SEVEN));
    inView = { ...ONE, stage: 6, brush: 12 };
    keeper.drawingChanged(null);
    keeper.write();
    expect(kept).toBe(codeOf(inView));
    inView = SEVEN;
    keeper.drawingChanged(null);
    keeper.write();
    expect(kept).toBe(codeOf(SEVEN));
  });

  test("a broken link is said to be broken until the visitor draws, and loses nothing", () => {
    kept = codeOf(ONE);
    visit("AAAA");
    expect([news, kept, hash]).toEqual(["broken_before_own", codeOf(ONE), ""]);
    draw(SEVEN);
    expect(news).toBe("nothing");
  });

  test("a broken link in the address of an open page changes nothing", () => {
    visit(null);
    draw(ONE);
    expect(keeper.addressChanged("AAAA")).toBeNull();
    expect(news).toBe("broken");
    keeper.write();
    expect([kept, hash]).toEqual([codeOf(ONE), hashOf(codeOf(ONE))]);
  });

  test("another link in the address of an open page is opened, and what was drawn there stays kept", () => {
    visit(null);
    draw(ONE);
    expect(keeper.addressChanged(codeOf(SEVEN))).toEqual(SEVEN);
    draw(SEVEN);
    expect([kept, hash]).toEqual([codeOf(ONE), hashOf(codeOf(SEVEN))]);
  });

  test("an address without a link opens nothing", () => {
    visit(null);
    expect(keeper.addressChanged(null)).toBeNull();
    expect(news).toBe("nothing");
  });

  test("a drawing that is too large for a link: the last one that was not stays kept, and the visitor is told", () => {
    visit(null);
    draw(ONE);
    inView = HUGE;
    keeper.drawingChanged(HUGE.drawing);
    expect(keeper.write()).toBe(false);
    expect([news, kept, hash]).toEqual(["too_large", codeOf(ONE), ""]);
  });

  test("as soon as the drawing is small enough again it is kept, and the note goes", () => {
    visit(null);
    draw(HUGE);
    draw(SEVEN);
    expect(news).toBe("nothing");
    expect(hash).toBe(hashOf(kept!));
  });
});
