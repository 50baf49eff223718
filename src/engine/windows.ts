import { isObject, type Json } from '../base/json.js';
import { DAY, NEVER, parseDuration } from '../base/time.js';
import { sessionEnd, type World } from './world.js';

/** Which events of a metric count now: those with low ≤ time ≤ high. */
export interface Window {
  low(): number;
  high(): number;
  /** The next instant at which an end jumps by itself, whatever lies in the window. */
  turn(): number;
  /** Ages at which an event comes into a window that slides, and leaves it. */
  readonly enters: number;
  readonly leaves: number;
  /** Events that came in may go out again. */
  readonly expires: boolean;
  /** Only events of the current session count. */
  readonly session: boolean;
}

/** Epoch milliseconds of ISO 8601 with `Z` or an offset; undefined for anything else. */
export const parseInstant = (value: unknown): number | undefined => {
  if (
    typeof value !== 'string' ||
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value)
  )
    return undefined;
  const time = Date.parse(value);
  // 30 February is read as 2 March by some
  const date = value.slice(0, 10);
  return Number.isNaN(time) || !new Date(date).toJSON()?.startsWith(date) ? undefined : time;
};

/** The first date of the period that is `shift` periods from the one that holds a date; dates as days since 1970-01-01. */
const startOf = (period: string, day: number, shift: number, sunday: boolean): number => {
  if (period === 'day') return day + shift;
  if (period === 'week') return day - ((day + (sunday ? 4 : 3)) % 7) + 7 * shift; // 1970-01-01 was a Thursday
  const date = new Date(day * DAY);
  const year = date.getUTCFullYear();
  return (period === 'month' ? Date.UTC(year, date.getUTCMonth() + shift) : Date.UTC(year + shift, 0)) / DAY;
};

/** Reads the value of `over`; nothing there is the whole life. */
export const readWindow = (json: Json | undefined, world: World): Window => {
  const lifetime: Window = {
    low: () => -NEVER,
    high: () => world.now,
    turn: () => NEVER,
    enters: NEVER,
    leaves: NEVER,
    expires: false,
    session: false,
  };
  const sliding = (leaves: number, enters: number): Window => ({
    ...lifetime,
    low: () => world.now - leaves + 1,
    high: () => world.now - enters,
    enters,
    leaves,
    expires: true,
  });
  if (isObject(json)) {
    const { from, to, since, between } = json as { [key: string]: Json };
    if (from) return sliding(parseDuration(from) as number, parseDuration(to) as number);
    const [start, end] = ((between ?? [since]) as Json[]).map(parseInstant) as [number, number | undefined];
    const stop = end ?? NEVER;
    return {
      ...lifetime,
      low: () => start,
      high: () => Math.min(world.now, stop - 1),
      turn: () => (world.now < start ? start : world.now < stop ? stop : NEVER),
    };
  }
  if (json === 'session')
    return {
      ...lifetime,
      session: true,
      turn: () => (world.now < sessionEnd(world) ? sessionEnd(world) : NEVER),
    };
  const duration = parseDuration(json);
  if (duration !== undefined) return sliding(duration, 0);
  if (json === undefined || json === 'lifetime') return lifetime;
  const [which, period = 'day'] = (json as string).split('_') as [string, string?];
  const last = which === 'last' || which === 'yesterday';
  const start = (shift: number) =>
    world.calendar.start(startOf(period, world.calendar.day(world.now), shift, world.sunday));
  return {
    ...lifetime,
    low: () => start(last ? -1 : 0),
    high: last ? () => start(0) - 1 : lifetime.high,
    turn: () => start(1),
    expires: true,
  };
};
