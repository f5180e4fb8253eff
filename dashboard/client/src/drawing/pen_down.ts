// Whether a stroke is being drawn with the pointer. Until it is over nothing may write to the figure: Plotly would forget
// the stroke.

/** Plotly adds its stroke right after the pointer was lifted. */
export const GRACE_MS = 80;

let down = false;
let waiting: (() => void)[] = [];

export const isPenDown = (): boolean => down;

export function penDown(): void {
  down = true;
}

export function penUp(): void {
  down = false;
  for (const goOn of waiting) window.setTimeout(goOn, GRACE_MS);
  waiting = [];
}

/** Fulfilled at once while none is drawn. */
export async function whenPenIsUp(): Promise<void> {
  while (down) {
    await new Promise<void>((goOn) => {
      waiting.push(goOn);
    });
  }
}
