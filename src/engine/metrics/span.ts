import { NEVER } from '../../base/time.js';
import type { MakeFold } from './folds.js';

/** Keeps the times of the first and the last event of a window, and how many there are. */
const spanning =
  (
    read: (first: number, last: number, count: number, now: number) => number | undefined,
    crossing?: (first: number, last: number, now: number, bound: number) => number,
  ): MakeFold =>
  (events) => {
    let first = 0;
    let last = 0;
    let count = 0;
    return {
      add: (position) => {
        last = events.time(position);
        if (count++ === 0) first = last;
      },
      remove: (position) => {
        if (--count) first = events.time(position + 1);
      },
      clear: () => {
        count = 0;
      },
      read: (now) => (count ? read(first, last, count, now) : undefined),
      ...(crossing && { crossing: (now, bound) => (count ? crossing(first, last, now, bound) : NEVER) }),
      save: () => [first, last, count],
      load: (state) => {
        [first, last, count] = state as [number, number, number];
      },
    };
  };

/** Mean milliseconds between consecutive events. */
export const interval = spanning((first, last, count) =>
  count > 1 ? (last - first) / (count - 1) : undefined,
);

/** The first whole millisecond after `now` at which the time since `start` reaches a bound or has passed it. */
export const ageReaches = (start: number, now: number, bound: number): number => {
  const at = start + bound;
  return Math.ceil(at) > now ? Math.ceil(at) : Math.floor(at) + 1 > now ? Math.floor(at) + 1 : NEVER;
};

/** Milliseconds since the first or the last event. */
export const sinceFirst = spanning(
  (first, _, __, now) => now - first,
  (first, _, now, bound) => ageReaches(first, now, bound),
);
export const sinceLast = spanning(
  (_, last, __, now) => now - last,
  (_, last, now, bound) => ageReaches(last, now, bound),
);
