/** Which events lie in a window at an instant, and at which instants that may change by itself. */
import type { Event } from '../../src/event/types.js';
import { dayStarts, firstDayOf, type Period, startOfDay } from './calendar.js';
import { duration, instant, span, type Window } from './language.js';
import type { World } from './world.js';

const PERIODS: { [name: string]: [period: Period, back: number] } = {
  today: ['day', 0],
  this_week: ['week', 0],
  this_month: ['month', 0],
  this_year: ['year', 0],
  yesterday: ['day', 1],
  last_week: ['week', 1],
  last_month: ['month', 1],
  last_year: ['year', 1],
};

/** The last event but `$set` up to an instant. */
function lastEvent(world: World, t: number): Event | undefined {
  return world.log.filter((event) => event.time <= t && event.name !== '$set').at(-1);
}

/** The session that goes on at an instant. */
export function currentSession(world: World, t: number): string | undefined {
  const last = lastEvent(world, t);
  return last !== undefined && t - last.time < world.sessionTimeout ? last.session : undefined;
}

/** The events with time in a window at an instant, as a question that can be asked of each. */
export function inWindow(world: World, window: Window | undefined, t: number): (event: Event) => boolean {
  const range = (fits: (time: number) => boolean) => (event: Event) => event.time <= t && fits(event.time);
  if (window === undefined || window === 'lifetime') return range(() => true);
  if (window === 'session') {
    const session = currentSession(world, t);
    return (event) => event.time <= t && event.session === session;
  }
  if (typeof window === 'object') {
    if (window.since !== undefined) {
      const since = instant(window.since);
      return range((time) => time >= since);
    }
    if (window.between !== undefined) {
      const [first, second] = window.between.map(instant) as [number, number];
      return range((time) => time >= first && time < second);
    }
    const from = t - span(window.from as string);
    const to = t - span(window.to as string);
    return range((time) => time > from && time <= to);
  }
  const known = PERIODS[window];
  if (known !== undefined) {
    const [period, back] = known;
    const weekStart = world.definitions.weekStart ?? 'monday';
    const start = (back: number) =>
      startOfDay(world.zone, firstDayOf(period, world.zone, t, back, weekStart));
    const from = start(back);
    const end = back === 0 ? Number.POSITIVE_INFINITY : start(0);
    return range((time) => time >= from && time < end);
  }
  const from = t - span(window);
  return range((time) => time > from);
}

/** The instants at which a window's own ends lie, or at which an event comes in or goes out merely by the passing of time. */
export function windowEdges(
  world: World,
  window: Window | undefined,
  events: readonly Event[],
  at: number,
): number[] {
  if (window === undefined || window === 'lifetime') return [];
  if (window === 'session') {
    const ends = world.log.map(({ time }) => time + world.sessionTimeout);
    return ends.filter((end) => currentSession(world, end - 1) !== currentSession(world, end));
  }
  if (typeof window === 'object') {
    if (window.since !== undefined || window.between !== undefined)
      return (window.between ?? [window.since as string]).map(instant);
    const [from, to] = [span(window.from as string), span(window.to as string)];
    return events.flatMap(({ time }) => [time + from, time + to]);
  }
  const length = duration(window);
  if (length !== undefined) return events.map(({ time }) => time + length);
  const first = world.log[0];
  if (first === undefined) return [];
  const starts = dayStarts(world.zone, first.time, at);
  const [period] = PERIODS[window] as [Period, number];
  const weekStart = world.definitions.weekStart ?? 'monday';
  return starts.filter(
    (start) => startOfDay(world.zone, firstDayOf(period, world.zone, start, 0, weekStart)) === start,
  );
}
