/** Which events, or elements of events, a selector finds in the log. */
import type { Json } from '../../src/base/json.js';
import type { Event } from '../../src/event/types.js';
import { type ObjectSelector, type Scalar, type Selector, span, type Where } from './language.js';
import { isRecord, isScalar, lookup, raw, scalars } from './paths.js';
import { like, passes } from './tests.js';
import { eventParts, type World } from './world.js';

/** One thing that counts once: an event, or an element of an event's array. */
export interface Instance {
  readonly event: Event;
  /** Position in the log, then in the event. */
  readonly place: readonly [number, number];
  readonly at: (path: string) => Json[];
}

const CALENDAR = new Set(['$hour', '$weekday', '$day', '$month', '$date']);

function ofEvent(world: World, event: Event, path: string): Json[] {
  if (path === '$name') return [event.name];
  if (path === '$time') return [event.time];
  if (path === '$session') return [event.session];
  if (!CALENDAR.has(path)) return lookup(event.props, path);
  const { hour, weekday, dayOfMonth, month, date } = eventParts(world, event);
  return [{ $hour: hour, $weekday: weekday, $day: dayOfMonth, $month: month, $date: date }[path] as Json];
}

function ofElement(world: World, event: Event, element: Json, path: string): Json[] {
  if (path === '$value' && isScalar(element)) return [element];
  const first = path.split('.')[0] as string;
  if (isRecord(element) && Object.hasOwn(element, first)) return lookup(element, path);
  return ofEvent(world, event, path);
}

function named(name: string, pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return name === pattern;
  return !name.startsWith('$') && like(name, pattern);
}

const list = <T>(one: T | T[]): T[] => (Array.isArray(one) ? one : [one]);

function passesWhere(where: Where, at: Instance['at']): boolean {
  return Object.entries(where).every(([path, test]) =>
    passes(isScalar(test) ? { is: test } : test, at(path), { wraps: CALENDAR.has(path) }),
  );
}

/** `log` may be a part of the world's; places are positions in it. */
function plain(world: World, log: readonly Event[], selector: ObjectSelector): Instance[] {
  const patterns = list(selector.event as string | string[]);
  const wheres = selector.where === undefined ? [] : list(selector.where);
  const fits = ({ at }: Instance) => wheres.length === 0 || wheres.some((where) => passesWhere(where, at));
  return log.flatMap((event, index) => {
    if (!patterns.some((pattern) => named(event.name, pattern))) return [];
    if (selector.each === undefined) {
      return [
        { event, place: [index, 0] as const, at: (path: string) => ofEvent(world, event, path) },
      ].filter(fits);
    }
    const arrays = raw(event.props, selector.each.split('.')).filter((value) => Array.isArray(value));
    return (arrays.flat() as Json[])
      .map((element, i): Instance => {
        return { event, place: [index, i], at: (path) => ofElement(world, event, element, path) };
      })
      .filter(fits);
  });
}

/** The positions of the events that complete the sequence in this log. */
function completions(world: World, log: readonly Event[], selector: ObjectSelector): number[] {
  const places = (of: Selector) => new Set(search(world, log, of).map(({ place }) => place[0]));
  const steps = (selector.sequence as Selector[]).map(places);
  const barriers = selector.without === undefined ? new Set<number>() : places(selector.without);
  const within = selector.within === undefined ? Number.POSITIVE_INFINITY : span(selector.within);
  const gap = selector.gap === undefined ? Number.POSITIVE_INFINITY : span(selector.gap);
  const timeOf = (index: number) => (log[index] as Event).time;
  const [first, ...rest] = steps as [Set<number>, ...Set<number>[]];

  /** Whether a chain leads from this first event to that last one. */
  const chain = (from: number, to: number): boolean => {
    if (timeOf(to) - timeOf(from) > within) return false;
    for (let i = from + 1; i < to; i++) if (barriers.has(i)) return false;
    let reached = [from];
    for (const step of rest) {
      reached = [...step].filter(
        (next) =>
          next <= to && reached.some((before) => before < next && timeOf(next) - timeOf(before) <= gap),
      );
    }
    return reached.includes(to);
  };
  const last = steps[steps.length - 1] as Set<number>;
  return [...last].filter((to) => [...first].some((from) => from <= to && chain(from, to)));
}

/** All scalars that stand at a path anywhere in the log. */
export function valuesAt(world: World, log: readonly Event[], path: string): Set<Scalar> {
  return new Set(log.flatMap((event) => scalars(ofEvent(world, event, path))));
}

export const having = (world: World, log: readonly Event[], path: string, value: Scalar): Event[] =>
  log.filter((event) => ofEvent(world, event, path).includes(value));

function sequence(world: World, log: readonly Event[], selector: ObjectSelector): Instance[] {
  const completing = new Set<Event>();
  const parts =
    selector.same === undefined
      ? [log]
      : [...valuesAt(world, log, selector.same)].map((v) => having(world, log, selector.same as string, v));
  for (const part of parts)
    for (const index of completions(world, part, selector)) completing.add(part[index] as Event);
  return log.flatMap((event, index) =>
    completing.has(event)
      ? [{ event, place: [index, 0] as const, at: (path: string) => ofEvent(world, event, path) }]
      : [],
  );
}

/** What a selector finds in a log, in order. */
export function search(world: World, log: readonly Event[], selector: Selector): Instance[] {
  if (typeof selector === 'string' || Array.isArray(selector)) return plain(world, log, { event: selector });
  return selector.sequence === undefined ? plain(world, log, selector) : sequence(world, log, selector);
}

/** The same for the whole log, looked for once. Whether an event is found does not depend on what comes after it. */
export function select(world: World, selector: Selector): Instance[] {
  let found = world.found.get(selector);
  if (found === undefined) {
    found = search(world, world.log, selector);
    world.found.set(selector, found);
  }
  return found;
}
