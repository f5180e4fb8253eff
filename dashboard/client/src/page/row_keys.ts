// A row of buttons with one stop for the Tab key: the arrow keys lead from one to the next.

/** Where a key leads from one of `count` places, or null for a key that leads nowhere. */
export function placeAfterKey(key: string, here: number, count: number): number | null {
  if (key === "ArrowRight" || key === "ArrowDown") return Math.min(here + 1, count - 1);
  if (key === "ArrowLeft" || key === "ArrowUp") return Math.max(here - 1, 0);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
