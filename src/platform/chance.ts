/** 0 ≤ chance < 1. Good enough to sample by, for no secret. */
export const chance = (): number => Math.random();
