// Chance that gives the same numbers in every run, so that a test that fails can be looked into.

export interface Chance {
  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number;
  oneOf<T>(choices: readonly T[]): T;
}

/** Park and Miller's generator: each number is the last one times 48271, modulo a prime. */
export function seeded(seed: number): Chance {
  const PRIME = 2_147_483_647;
  let last = (seed % (PRIME - 1)) + 1;

  function whole(least: number, most: number): number {
    last = (last * 48_271) % PRIME;
    return least + Math.floor((last / PRIME) * (most - least + 1));
  }

  return { whole, oneOf: (choices) => choices[whole(0, choices.length - 1)]! };
}
