// What is ink: the pointer from press to release. One pointer draws at a time. A pen comes before fingers, since where a
// pen is the hand lies too; and a pointer that went up unheard, as under a menu or a dialog, ends its stroke when its
// next move shows no pressed button, or when another pointer comes down long after its last sign of life.
import type { Point } from "./strokes";

/** What of a pointer event counts. place: in canvas units. time: in milliseconds, as events have it. */
export interface PointerInput {
  id: number;
  type: string;
  primary: boolean;
  button: number;
  buttons: number;
  place: Point;
  time: number;
}

export interface PointerPorts {
  begin(place: Point): void;
  extend(place: Point): void;
  /** heard: whether the release reaches the page as an event, so that others hear of it as well. */
  end(heard: boolean): void;
  /** The stroke was none. */
  drop(): void;
}

export interface PointerMachine {
  /** Whether the pointer draws now. */
  press(input: PointerInput): boolean;
  /** A pointer came down beside the canvas: it draws nothing, but may show that the one that draws is gone. */
  pressBeside(input: PointerInput): void;
  move(input: PointerInput): void;
  release(input: PointerInput): void;
  /** The system takes the pointer away: what was drawn stays. */
  cancel(input: Pick<PointerInput, "id">): void;
  /** The page can no longer hear of the pointer. */
  lose(): void;
  /** The kind of pointer that draws; null while none does. */
  drawing(): string | null;
}

export const PEN_NEAR_MS = 300; // how long after its last sign of life a pen is still over the canvas
export const SILENT_MS = 1000; // how long a pointer that draws may be silent before it makes way for one of another kind
const MAIN = 1; // the left button, the tip of a pen or a finger, in the bits of `buttons`

export function createPointer(ports: PointerPorts): PointerMachine {
  let active: { id: number; type: string; heard: number } | null = null; // heard: when last
  let penSeen = Number.NEGATIVE_INFINITY;

  function end(heard: boolean): void {
    active = null;
    ports.end(heard);
  }

  function notice({ id, type, time }: PointerInput): void {
    if (type === "pen") penSeen = time;
    if (id === active?.id) active.heard = time;
  }

  /** Ends the stroke of a pointer that must be up by now, when another one comes down. */
  function endIfGone({ type, primary, time }: PointerInput): void {
    if (!active || !primary) return;
    const isOfSameKind = active.type === type; // there is one primary pointer of a kind
    if (isOfSameKind || time - active.heard >= SILENT_MS) end(false);
  }

  function isPalm({ type, time }: PointerInput): boolean {
    const nearFor = active?.type === "pen" ? SILENT_MS : PEN_NEAR_MS;
    return type === "touch" && time - penSeen < nearFor;
  }

  /** Makes way for a pointer that begins. Whether none is in its way then. */
  function makeWay(input: PointerInput): boolean {
    if (active?.type === "touch" && input.type === "pen") {
      active = null; // a palm, which may have lain there for long
      ports.drop();
    }
    endIfGone(input);
    return active === null;
  }

  function press(input: PointerInput): boolean {
    const palm = isPalm(input);
    notice(input);
    if (palm || !input.primary || input.button !== 0 || !makeWay(input)) return false;
    active = { id: input.id, type: input.type, heard: input.time };
    ports.begin(input.place);
    return true;
  }

  function pressBeside(input: PointerInput): void {
    endIfGone(input);
    notice(input);
  }

  function move(input: PointerInput): void {
    notice(input);
    if (input.id !== active?.id) return;
    const isUp = input.type !== "touch" && (input.buttons & MAIN) === 0;
    if (isUp) end(false);
    else ports.extend(input.place);
  }

  function release(input: PointerInput): void {
    notice(input);
    if (input.id !== active?.id) return;
    ports.extend(input.place);
    end(true);
  }

  return {
    press,
    pressBeside,
    move,
    release,
    cancel: ({ id }) => {
      if (id === active?.id) end(false);
    },
    lose: () => {
      if (active) end(false);
    },
    drawing: () => active?.type ?? null,
  };
}
