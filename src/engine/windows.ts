import { has, isObject } from '../base/json.js';
import { DAY, NEVER, parseDuration } from '../base/time.js';
import { dayOf } from './calendar.js';
import type { Report } from './report.js';
import type { World } from './world.js';

/** Which events of a metric count at an instant: those with low(t) ≤ time ≤ high(t). */
export interface Window {
  low(now: number, world: World): number;
  high(now: number, world: World): number;
  /** The next instant at which an end jumps by itself, whatever lies in the window. */
  turn(now: number, world: World): number;
  /** Ages at which an event leaves and comes in, of a window that slides; else never. */
  readonly leavesAt: number;
  readonly entersAt: number;
  /** Events that came in may go out again. */
  readonly expires: boolean;
  /** Only events of the current session count. */
  readonly session: boolean;
}

const LIFETIME: Window = {
  low: () => Number.NEGATIVE_INFINITY,
  high: (now) => now,
  turn: () => NEVER,
  leavesAt: NEVER,
  entersAt: 0,
  expires: false,
  session: false,
};

const SESSION: Window = {
  ...LIFETIME,
  session: true,
  turn: (now, world) => {
    const end = world.sessionTime + world.sessionTimeout;
    return end > now ? end : NEVER;
  },
};

/** (t − from, t − to] */
const sliding = (from: number, to: number): Window => ({
  ...LIFETIME,
  low: (now) => now - from + 1,
  high: (now) => now - to,
  leavesAt: from,
  entersAt: to,
  expires: true,
});

/** [since, until) up to t */
const fixed = (since: number, until: number): Window => ({
  ...LIFETIME,
  low: () => since,
  high: (now) => Math.min(now, until - 1),
  turn: (now) => (now < since ? since : now < until ? until : NEVER),
});

type Period = 'day' | 'week' | 'month' | 'year';

/** The first date of the period that is `shift` periods from the one that holds a date. */
const periodStart = (period: Period, day: number, shift: number, world: World): number => {
  if (period === 'day') return day + shift;
  if (period === 'week') {
    const sinceStart = (day + (world.weekStart === 'sunday' ? 4 : 3)) % 7; // 1970-01-01 was a Thursday
    return day - ((sinceStart + 7) % 7) + 7 * shift;
  }
  const date = new Date(day * DAY);
  return period === 'month'
    ? dayOf(date.getUTCFullYear(), date.getUTCMonth() + shift, 1)
    : dayOf(date.getUTCFullYear() + shift, 0, 1);
};

/** This period up to t, or the whole of the one before. */
const calendar = (period: Period, before: boolean): Window => {
  const start = (now: number, world: World, shift: number) =>
    world.calendar.start(periodStart(period, world.calendar.day(now), shift, world));
  return {
    ...LIFETIME,
    low: (now, world) => start(now, world, before ? -1 : 0),
    high: before ? (now, world) => start(now, world, 0) - 1 : LIFETIME.high,
    turn: (now, world) => start(now, world, 1),
    expires: true,
  };
};

const NAMED: ReadonlyMap<unknown, Window> = new Map<unknown, Window>([
  [undefined, LIFETIME],
  ['lifetime', LIFETIME],
  ['session', SESSION],
  ['today', calendar('day', false)],
  ['yesterday', calendar('day', true)],
  ...(['week', 'month', 'year'] as const).flatMap((period): [string, Window][] => [
    [`this_${period}`, calendar(period, false)],
    [`last_${period}`, calendar(period, true)],
  ]),
]);

/** Epoch milliseconds of ISO 8601 with `Z` or an offset; undefined for anything else. */
export const parseInstant = (value: unknown): number | undefined => {
  if (
    typeof value !== 'string' ||
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value)
  )
    return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
};

export const readInstant = (value: unknown, place: string, report: Report): number => {
  const time = parseInstant(value);
  if (time === undefined)
    report.fault('wrong-value', place, value, 'an instant such as "2026-11-20T00:00:00Z"');
  return time ?? 0;
};

export const readDuration = (value: unknown, place: string, report: Report): number => {
  const amount = parseDuration(value);
  if (amount === undefined)
    report.fault(
      value === undefined ? 'missing' : 'wrong-value',
      place,
      value,
      'a duration such as "90d" or "1d12h"',
    );
  return amount ?? 0;
};

const SINCE = new Set(['since']);
const BETWEEN = new Set(['between']);
const FROM_TO = new Set(['from', 'to']);

/** Reads the value of `over`; nothing there is the whole life. */
export const readWindow = (json: unknown, place: string, report: Report): Window => {
  const named = NAMED.get(json);
  if (named) return named;
  if (!isObject(json)) {
    const amount = parseDuration(json);
    if (amount === undefined)
      report.fault(
        'wrong-value',
        place,
        json,
        'a duration, "lifetime", "session", a period such as "this_week", or {from, to}',
      );
    return sliding(amount ?? 0, 0);
  }
  if (has(json, 'since')) {
    report.object(json, place, 'a window', SINCE);
    return fixed(readInstant(json.since, `${place}.since`, report), NEVER);
  }
  if (has(json, 'between')) {
    report.object(json, place, 'a window', BETWEEN);
    const ends = report.list(json.between, `${place}.between`, 'two instants', (end, where) =>
      readInstant(end, where, report),
    );
    if (ends.length !== 2) report.fault('wrong-value', `${place}.between`, json.between, 'two instants');
    return fixed(ends[0] ?? 0, ends[1] ?? 0);
  }
  report.object(json, place, 'a window', FROM_TO);
  const from = readDuration(json.from, `${place}.from`, report);
  const to = readDuration(json.to, `${place}.to`, report);
  if (from < to) report.fault('wrong-value', place, json, 'from further back than to');
  return sliding(from, to);
};
