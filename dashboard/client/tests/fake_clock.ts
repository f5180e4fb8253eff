// A clock that tests turn by hand.
import type { Clock } from "../src/reading/retry";

export interface FakeClock extends Clock {
  /** Let so many milliseconds pass, and do in their order what was to be done within them. */
  pass(ms: number): void;
}

export function fakeClock(): FakeClock {
  let time = 0;
  let waiting: { at: number; act: () => void }[] = [];

  function next(until: number) {
    const due = waiting.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
    return due[0];
  }

  return {
    now: () => time,
    spread: () => 0,
    after(ms, act) {
      const entry = { at: time + ms, act };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    pass(ms) {
      const end = time + ms;
      for (let entry = next(end); entry; entry = next(end)) {
        waiting = waiting.filter((other) => other !== entry);
        time = entry.at;
        entry.act();
      }
      time = end;
    },
  };
}

/** Do something, and let all promises that follow from it be kept. */
export async function turns(act: () => void): Promise<void> {
  act();
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
}
