// Which touches Plotly may hear of: that of the stroke, and no other one on the canvas or during the stroke. Browsers
// send touch events beside pointer events, for some pens too, and give them other numbers; so each touch is told by the
// place of the press that came just before it.

/** What of a Touch counts. */
export interface TouchPlace {
  identifier: number;
  clientX: number;
  clientY: number;
}

interface Press {
  x: number;
  y: number;
  ink: boolean;
}

export interface TouchGate {
  /** A pointer came down there; ink: it draws. */
  pressed(pointer: number, x: number, y: number, ink: boolean): void;
  released(pointer: number): void;
  /** Whether the touches that begin may be heard of. */
  starts(touches: readonly TouchPlace[]): boolean;
  /** Whether touches that move or end may be heard of. disturbing: a stroke is being drawn, or they began on the canvas. */
  goesOn(touches: readonly TouchPlace[], disturbing: boolean): boolean;
  ended(touches: readonly TouchPlace[]): void;
  /** The touch of the stroke is none any more. */
  drop(): void;
}

export function createTouchGate(): TouchGate {
  const presses = new Map<number, Press>();
  let own: number | null = null; // the touch of the stroke

  function pressOf({ clientX, clientY }: TouchPlace): Press | null {
    let nearest: Press | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const press of presses.values()) {
      const distance = Math.hypot(press.x - clientX, press.y - clientY);
      if (distance >= least) continue;
      nearest = press;
      least = distance;
    }
    return nearest;
  }

  const isOwn = ({ identifier }: TouchPlace): boolean => identifier === own;

  return {
    pressed: (pointer, x, y, ink) => {
      presses.set(pointer, { x, y, ink });
    },
    released: (pointer) => {
      presses.delete(pointer);
    },
    starts(touches) {
      const allInk = touches.every((touch) => pressOf(touch)?.ink === true);
      const [first] = touches;
      if (allInk && first) own = first.identifier;
      return allInk;
    },
    goesOn: (touches, disturbing) => !disturbing || touches.some(isOwn),
    ended(touches) {
      if (touches.some(isOwn)) own = null;
    },
    drop: () => {
      own = null;
      for (const press of presses.values()) press.ink = false;
    },
  };
}
