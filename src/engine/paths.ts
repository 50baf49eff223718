import { isObject, isScalar, own, type Scalar } from '../base/json.js';
import type { Event } from '../event/types.js';
import { calendarPart, type Part } from './calendar.js';
import { localTime, type World } from './world.js';

const UNREADABLE = new Set(['__proto__', 'constructor', 'prototype']);

/** What stands at a path: own properties only, and every array on the way is entered. */
const walk = (value: unknown, keys: readonly string[], depth = 0): readonly unknown[] => {
  const key = keys[depth];
  if (key === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((element) => walk(element, keys, depth));
  return isObject(value) && !UNREADABLE.has(key) ? walk(own(value, key), keys, depth + 1) : [];
};

/** A path into plain data such as the traits: every value there but null, those of arrays one by one. */
export const pathInto = (text: string): ((data: unknown) => readonly unknown[]) => {
  const keys = text.split('.');
  return (data) =>
    (walk(data, keys).flat(Number.POSITIVE_INFINITY) as unknown[]).filter(
      (value) => value !== null && value !== undefined,
    );
};

/** Every element of the arrays at a path; what is no array there has none. */
export const elements = (text: string): ((event: Event) => readonly unknown[]) => {
  const keys = text.split('.');
  return ({ props }) => walk(props, keys).filter(Array.isArray).flat();
};

/** A path of a selector: into the element where `each` made one, else into the event, or one of its own parts. */
export type Lookup = (event: Event, element: unknown) => readonly unknown[];

/** Paths whose `between` may wrap around midnight, the week or the year. */
export const isCalendarPath = (text: string): boolean => /^\$(hour|weekday|day|month|date)$/.test(text);

export const lookup = (text: string, world: World): Lookup => {
  const name = text.slice(1);
  const first = text.split('.')[0] as string;
  const find = pathInto(text);
  const ofEvent = isCalendarPath(text)
    ? (event: Event) => [calendarPart(name as Part, localTime(world, event))]
    : /^\$(name|time|session)$/.test(text)
      ? (event: Event) => [event[name as keyof Event]]
      : ({ props }: Event) => find(props);
  return (event, element) => {
    if (text === '$value' && isScalar(element)) return [element];
    return isObject(element) && Object.hasOwn(element, first) ? find(element) : ofEvent(event);
  };
};

/** Every scalar at a path, in the order of the data. */
export const scalarsAt = (at: Lookup, event: Event, element?: unknown): Scalar[] =>
  at(event, element).filter(isScalar);
