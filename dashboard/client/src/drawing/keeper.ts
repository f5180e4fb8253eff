// Keeps what the visitor made: in the address, as a link, and in the browser, for a visit without a link.
//
// The address always holds the code of what is in view. What the browser keeps is the visitor's own: while a link is
// only looked at, and while the drawing is too large for a code, what was kept last stays.
import type { Settings } from "../contract";
import type { Drawing } from "../reading/answers";
import type { CanvasMeta } from "./canvas_state";
import { encode, type Work } from "./link_code";
import { hashOf, isFreshPage, type Opening, whatToOpen } from "./opening";

/** What the controls around the canvas say. size: of the canvas. */
export interface Controls {
  settings: Settings;
  brush: number;
  stage: number;
  size: number;
}

/** What the visitor is told of the link in the address. broken_before_own: Undo brings back their own drawing. */
export type LinkNews = "nothing" | "broken" | "broken_edits" | "broken_before_own" | "too_large";

export interface KeeperPorts {
  /** What is on the canvas; null while nothing has been put there. */
  inView(): { drawing: Drawing; meta: CanvasMeta } | null;
  kept(): string | null;
  keep(code: string): void;
  /** Writes what comes after the address's path: a # with a code, or nothing. */
  showHash(hash: string): void;
  tell(news: LinkNews): void;
}

export interface Keeper {
  /** The visit begins, with the code of a link in the address or without. */
  begin(linked: string | null): Opening;
  /** Another link has come into the address of the open page: the work to open; null where the page stays as it is. */
  addressChanged(linked: string | null): Work | null;
  /** What the controls say now; not while some that were set are still on their way. */
  controlsChanged(controls: Controls): void;
  /** There is another drawing on the canvas; null: out of Undo or Redo. */
  drawingChanged(drawing: Drawing | null): void;
  /** Writes down what is in view. Whether the address is a link to it now. */
  write(): boolean;
}

export function controlsOf({ drawing, settings, brush, stage }: Work): Controls {
  return { settings, brush, stage, size: drawing.size };
}

export function createKeeper(ports: KeeperPorts): Keeper {
  let controls: Controls | null = null;
  let opened = ""; // the drawing that was opened last, until the visitor changes it
  let guest = false; // a link is in view that the visitor has not drawn on
  let news: LinkNews = "nothing";

  function tell(next: LinkNews): void {
    news = next;
    ports.tell(next);
  }

  function open(work: Work): void {
    controls = controlsOf(work);
    opened = JSON.stringify(work.drawing);
  }

  function begin(linked: string | null): Opening {
    const opening = whatToOpen(linked, ports.kept());
    guest = opening.own !== null;
    if (opening.broken) tell(guest ? "broken_before_own" : "broken");
    else if (opening.editsAreBroken) tell("broken_edits");
    if (opening.work) open(opening.work);
    return opening;
  }

  function addressChanged(linked: string | null): Work | null {
    if (linked === null) return null;
    const { work, own, editsAreBroken } = whatToOpen(linked, ports.kept());
    tell(!work ? "broken" : editsAreBroken ? "broken_edits" : "nothing");
    if (!work) return null;
    guest = own !== null;
    open(work);
    return work;
  }

  function controlsChanged(next: Controls): void {
    controls = next;
  }

  function drawingChanged(drawing: Drawing | null): void {
    if (drawing && JSON.stringify(drawing) === opened) return;
    opened = "";
    guest = false;
    if (news !== "too_large") tell("nothing"); // whether that still holds, `write` will see
  }

  function write(): boolean {
    const seen = ports.inView();
    if (!seen || !controls) return false;
    const { settings, brush, stage } = controls;
    const work: Work = { ...seen, settings, brush, stage };
    const code = encode(work);
    if (code !== null && !guest) ports.keep(code);
    ports.showHash(code === null || isFreshPage(work) ? "" : hashOf(code));
    if (code === null) tell("too_large");
    else if (news === "too_large") tell("nothing");
    return code !== null;
  }

  return { begin, addressChanged, controlsChanged, drawingChanged, write };
}
