import type { Json } from '../../base/json.js';
import { DAY } from '../../base/time.js';
import type { Live } from '../live.js';
import { pathInto } from '../paths.js';
import type { Metric } from './metric.js';
import { instantAt } from './windowed.js';

/** Milliseconds until the start of the next day of the year that a trait names; 0 all through that day. */
export const untilAnniversary = (
  json: { readonly [key: string]: Json },
  head: string,
  canon: string,
  live: Live,
): Metric => {
  const { world, traits } = live;
  const find = pathInto(json[head] as string);
  /** The first instant of that day, which is past if it is today; NaN if there is none. */
  const start = (): number => {
    let text = '';
    find(world.traits, (value) => {
      text = String(value);
      return typeof value !== 'object';
    });
    const [, month, day] = /^(?:\d{4}-)?(\d\d)-(\d\d)$/.exec(text) ?? [];
    const inYear = (year: number) => Date.UTC(year, Number(month) - 1, Number(day)); // 29 February is 1 March where there is none
    const leap = new Date(inYear(2000));
    if (leap.getUTCMonth() + 1 !== Number(month) || leap.getUTCDate() !== Number(day)) return Number.NaN;
    const today = world.calendar.day(world.now);
    const year = new Date(today * DAY).getUTCFullYear();
    return world.calendar.start((inYear(year) < today * DAY ? inYear(year + 1) : inYear(year)) / DAY);
  };
  return {
    canon,
    numeric: true,
    drift: 'closed',
    feeds: [traits],
    read: () => {
      const left = start() - world.now;
      return left > 0 ? left : left <= 0 ? 0 : undefined;
    },
    next: () => world.calendar.tomorrow(world.now),
    crossing: (bound) => instantAt(start() - bound, world.now),
  };
};
