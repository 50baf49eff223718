import { DAY } from '../../base/time.js';
import { pathInto } from '../paths.js';
import { parseInstant } from '../windows.js';
import { instantAt } from './folds.js';
import type { Make } from './metric.js';

/** Milliseconds until the start of the next day of the year that a trait names; 0 all through that day. */
export const untilAnniversary: Make = (json, head, _, live) => {
  const { world } = live;
  const find = pathInto(json[head] as string);
  /** The first instant of that day, which is past if it is today; NaN if there is none. */
  const start = (): number => {
    const text = [find(world.traits)].flat().find((value) => typeof value !== 'object');
    const [, month, day] = /^(?:\d{4}-)?(\d\d)-(\d\d)$/.exec(String(text)) ?? [];
    // a year that has every date
    if (!parseInstant(`2000-${month}-${day}T00:00Z`)) return Number.NaN;
    const inYear = (year: number) => Date.UTC(year, Number(month) - 1, Number(day));
    const today = world.calendar.day(world.now);
    const year = new Date(today * DAY).getUTCFullYear();
    // 29 February is 1 March where there is none
    return world.calendar.start((inYear(year) < today * DAY ? inYear(year + 1) : inYear(year)) / DAY);
  };
  return {
    numeric: true,
    feeds: [live.field(json[head] as string), live.sets],
    read: () => {
      const left = start() - world.now;
      return left > 0 ? left : left <= 0 ? 0 : undefined;
    },
    next: () => world.calendar.tomorrow(world.now),
    crossing: (bound) => instantAt(start() - bound, world.now),
  };
};
