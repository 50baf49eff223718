/** Milliseconds. */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A session ends when nothing was heard of the visitor for this long (GA4's default). */
export const SESSION_TIMEOUT = 30 * MINUTE;

/** Never: later than every instant and finite nowhere. */
export const NEVER = Number.POSITIVE_INFINITY;

const UNITS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', SECOND],
  ['m', MINUTE],
  ['h', HOUR],
  ['d', DAY],
  ['w', 7 * DAY],
]);

/**
 * Milliseconds of a duration such as `"90d"` or `"1d12h"`: whole numbers with `ms s m h d w`, strung together.
 * Undefined for anything else.
 */
export const parseDuration = (text: unknown): number | undefined => {
  if (typeof text !== 'string' || !/^(\d+(ms|[smhdw]))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|[smhdw])/g)) {
    total += Number(amount) * (UNITS.get(unit as string) as number);
  }
  return Number.isSafeInteger(total) ? total : undefined;
};
