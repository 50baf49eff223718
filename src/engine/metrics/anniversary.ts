import { canonical } from '../../base/json.js';
import { DAY, NEVER } from '../../base/time.js';
import { dayOf } from '../calendar.js';
import { pathInto } from '../paths.js';
import type { World } from '../world.js';
import type { Form } from './types.js';

/** Month and day of `YYYY-MM-DD` or `MM-DD`; undefined for anything else. */
const parseDate = (value: unknown): readonly [month: number, day: number] | undefined => {
  const match = typeof value === 'string' ? /^(?:\d{4}-)?(\d\d)-(\d\d)$/.exec(value) : null;
  if (!match) return undefined;
  const [month, day] = [Number(match[1]) - 1, Number(match[2])];
  const date = new Date(Date.UTC(2000, month, day)); // a leap year
  return date.getUTCMonth() === month && date.getUTCDate() === day ? [month, day] : undefined;
};

/** Milliseconds until the start of the next day of the year that a trait names; 0 all through that day. */
export const untilAnniversary: Form = {
  keys: [],
  read: (json, head, place, { report }) => {
    const path = report.text(json[head], `${place}.${head}`, 'the path of a trait');
    const find = pathInto(path);
    /** The first instant of that day, or undefined; at most `now` if that is today. */
    const goal = (now: number, { traits, calendar }: World): number | undefined => {
      let date: ReturnType<typeof parseDate>;
      find(traits, (value) => {
        date = parseDate(value);
        return typeof value !== 'object';
      });
      if (!date) return undefined;
      const [month, day] = date;
      const today = calendar.day(now);
      const year = new Date(today * DAY).getUTCFullYear();
      const next = dayOf(year, month, day);
      // 29 February is 1 March where there is none
      return calendar.start(next < today ? dayOf(year + 1, month, day) : next);
    };
    return {
      canon: canonical([head, path]),
      numeric: true,
      drift: 'closed',
      streams: [],
      session: false,
      traits: true,
      create: ({ world }) => ({
        read: (now) => {
          const start = goal(now, world);
          return start === undefined ? undefined : Math.max(0, start - now);
        },
        next: (now) => world.calendar.tomorrow(now),
        crossing: (now, bound) => {
          const at = (goal(now, world) ?? NEVER) - bound;
          return Math.ceil(at) > now ? Math.ceil(at) : Math.floor(at) + 1 > now ? Math.floor(at) + 1 : NEVER;
        },
        needs: () => {},
        save: () => null,
        load: () => {},
      }),
    };
  },
};
