/** Chance that comes out the same each time. */
export interface Random {
  /** True in `share` of all cases, 0–1. */
  chance(share: number): boolean;
  /** A number from `low` up to, not at, `high`. */
  between(low: number, high: number): number;
  /** A whole number from `low` to `high`. */
  whole(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
}

/** Mulberry32, by Tommy Ettinger (github.com/bryc/code, jshash/PRNGs.md). */
export const randomOf = (seed: number): Random => {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + next() * (high - low);
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1));
  return {
    between,
    whole,
    chance: (share) => next() < share,
    pick: (list) => list[whole(0, list.length - 1)] as (typeof list)[number],
  };
};
