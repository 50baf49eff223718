import type { MakeFold } from './folds.js';

/** The dates with an event, as days since 1970-01-01, and how many in a row the last of them ends. */
export const streak: MakeFold = (events, { calendar }) => {
  let days = new Set<number>();
  let last = Number.NEGATIVE_INFINITY;
  let length = 0;
  const count = () => {
    for (length = 0; days.has(last - length); ) length++;
  };
  return {
    add: (position) => {
      const day = events.values(position)[0] as number;
      if (days.has(day)) return;
      days.add(day);
      last = Math.max(last, day);
      count();
    },
    remove: () => {},
    clear: () => {},
    read: (now) => (last < calendar.day(now) - 1 ? 0 : length),
    next: (now) => calendar.tomorrow(now),
    save: () => [...days],
    load: (state) => {
      days = new Set(state as number[]);
      last = Math.max(...days);
      count();
    },
  };
};
