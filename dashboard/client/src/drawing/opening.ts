// What a visit begins with: the drawing of a link, or the one that the browser has kept.
import { DRAWING, SETTINGS } from "../contract";
import { isBlank, isUntouched } from "./blank";
import { decode, editsAreDamaged, type Work } from "./link_code";

const IS_LINK = /^#d=(.*)$/; // The changes of the network, behind "&e=", are part of the code.

/** The code in the part of an address from # on; null where there is none. */
export function codeIn(hash: string): string | null {
  return IS_LINK.exec(hash)?.[1] ?? null;
}

export function hashOf(code: string): string {
  return `#d=${code}`;
}

export interface Opening {
  /** What is opened; null for a page that starts empty. */
  work: Work | null;
  /** The visitor's own drawing where a link stands before it: Undo shall bring it back. */
  own: Work | null;
  /** Whether there is a link that opens nothing. */
  broken: boolean;
  /** Whether the link opens without the changes of the network that it had. */
  editsAreBroken: boolean;
}

/** A link comes before what was kept, even a broken one: nobody shall take another drawing for the one they were sent. */
export function whatToOpen(linked: string | null, kept: string | null): Opening {
  const own = kept === null ? null : decode(kept);
  if (linked === null) return { work: own, own: null, broken: false, editsAreBroken: false };
  const work = decode(linked);
  const covered = own !== null && !isUntouched(own.drawing) && !(work && sameDrawing(work, own));
  return { work, own: covered ? own : null, broken: work === null, editsAreBroken: editsAreDamaged(linked) };
}

/** Whether the visit begins with the example: nothing else is there to show, and the visitor has not drawn yet. */
export function beginsWithExample({ work, own, broken }: Opening, hasDrawn: boolean): boolean {
  return !hasDrawn && !broken && own === null && (work === null || isBlank(work.drawing));
}

function sameDrawing(one: Work, other: Work): boolean {
  return JSON.stringify(one.drawing) === JSON.stringify(other.drawing);
}

/** Whether it is what the page shows to somebody who comes for the first time. */
export function isFreshPage(work: Work): boolean {
  return (
    isUntouched(work.drawing) &&
    work.drawing.size === DRAWING.defaultSize &&
    work.brush === DRAWING.brushDefault &&
    work.stage === 0 &&
    SETTINGS.every((setting) => work.settings[setting.name] === setting.default)
  );
}
