// How often a growing stroke may be asked about, so that a room full of learners shares a server: the longer answers
// take beyond the quickest ones, the longer the page pauses after each. Alone it does not pause at all.

const ROOM_MS = 50; // So much longer than the quickest an answer may take before the page pauses: no two take the same.
const SHARE = 3; // The pause is so many times as long as what goes beyond that.
const LONGEST_PAUSE_MS = 1_000;
const SLOWEST_QUICK_MS = 250; // An answer that takes longer is late on any way to any server.
const SMOOTHING = 0.3; // How much the latest answer counts.

export interface Pace {
  /** tookMs: until the answer was here, drawn or not. */
  heard(withStages: boolean, tookMs: number): void;
  pauseMs(): number;
}

/** An answer with stages takes longer than one without, so each kind is compared with its own quickest. */
export function createPace(): Pace {
  let quickest = SLOWEST_QUICK_MS; // Without stages, which is no slower than with them.
  let quickestWithStages = SLOWEST_QUICK_MS;
  let delay = 0;

  return {
    heard(withStages, tookMs) {
      quickest = Math.min(quickest, tookMs);
      if (withStages) quickestWithStages = Math.min(quickestWithStages, tookMs);
      const late = tookMs - (withStages ? quickestWithStages : quickest);
      delay += SMOOTHING * (late - delay);
    },
    pauseMs: () => Math.min(SHARE * Math.max(delay - ROOM_MS, 0), LONGEST_PAUSE_MS),
  };
}
