// Controls that the page itself sets, for a link or for what was kept. Dash tells of each a little later, and until then
// it may still tell of the value before. Nothing may follow from that: not a question, nor another size of the canvas.

export interface AwaitedControls {
  /** Sets a control, unless it has the value already or is about to. */
  choose(id: string, value: unknown): void;
  /** Takes note of what Dash tells of some controls. Whether all of it counts, so that none of them is awaited. */
  areHere(told: Record<string, unknown>): boolean;
}

/** atFirst: what the controls say when the page comes. set: gives a value to the control with that id. */
export function createAwaitedControls(
  atFirst: Record<string, unknown>,
  set: (id: string, value: unknown) => void,
): AwaitedControls {
  const latest = new Map<string, unknown>(Object.entries(atFirst)); // what they say, or are about to
  const outdated = new Map<string, unknown[]>(); // what those that are awaited may still be told to say

  function choose(id: string, value: unknown): void {
    const before = latest.get(id);
    if (value === before) return;
    const all = [...(outdated.get(id) ?? []), before];
    outdated.set(
      id,
      all.filter((old) => old !== value),
    );
    latest.set(id, value);
    set(id, value);
  }

  /** Any other value has come: the chosen one, or what the visitor has chosen since. */
  function isHere(id: string, value: unknown): boolean {
    if (outdated.get(id)?.includes(value)) return false;
    outdated.delete(id);
    latest.set(id, value);
    return true;
  }

  function areHere(told: Record<string, unknown>): boolean {
    const here = Object.entries(told).map(([id, value]) => isHere(id, value));
    return here.every(Boolean);
  }

  return { choose, areHere };
}
