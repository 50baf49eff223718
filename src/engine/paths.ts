import { isObject, isScalar, own, type Scalar } from '../base/json.js';
import type { Event } from '../event/types.js';
import { calendarPart, type Part } from './calendar.js';
import { type Ask, askOnce, localTime, type World } from './world.js';

export const UNREADABLE = new Set(['__proto__', 'constructor', 'prototype']);

/** Finds what stands at a path: own properties only, and every array on the way is entered. */
const walk = (
  value: unknown,
  keys: readonly string[],
  depth: number,
  found: (value: unknown) => void,
): void => {
  const key = keys[depth];
  if (key === undefined) found(value);
  else if (Array.isArray(value)) for (const element of value) walk(element, keys, depth, found);
  else if (isObject(value) && !UNREADABLE.has(key)) walk(own(value, key), keys, depth + 1, found);
};

const NONE: readonly never[] = [];

/**
 * A path into plain data such as the traits: a list of every value there but null, those of arrays one by one; or the
 * value itself, where it is one scalar that is found at once.
 */
export const pathInto = (text: string): ((data: unknown) => unknown) => {
  const keys = text.split('.');
  const isFlat = keys.length === 1 && !UNREADABLE.has(text);
  return (data) => {
    const value = isFlat && isObject(data) ? own(data, text) : undefined;
    if (isScalar(value)) return value;
    if (isFlat && value === undefined) return NONE;
    const values: unknown[] = [];
    const take = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(take);
      else if (value !== null && value !== undefined) values.push(value);
    };
    walk(data, keys, 0, take);
    return values;
  };
};

/** Every element of the arrays at a path; what is no array there has none. */
export const elements = (text: string, world: World): Ask<readonly unknown[]> =>
  askOnce(world, `each ${text}`, () => {
    const keys = text.split('.');
    return ({ props }) => {
      const all: unknown[] = [];
      walk(props, keys, 0, (value) => Array.isArray(value) && all.push(...value));
      return all;
    };
  });

/** Paths whose `between` may wrap around midnight, the week or the year. */
export const isCalendarPath = (text: string): boolean => /^\$(hour|weekday|day|month|date)$/.test(text);

/** A path of a selector: into the element where `each` made one, else into the event, or one of its own parts. */
export const lookup = (text: string, world: World): Ask<unknown> =>
  askOnce(world, `at ${text}`, () => {
    const name = text.slice(1);
    const first = text.split('.')[0] as string;
    const find = pathInto(text);
    const ofEvent = isCalendarPath(text)
      ? (event: Event) => calendarPart(name as Part, localTime(world, event))
      : /^\$(name|time|session)$/.test(text)
        ? (event: Event) => event[name as keyof Event]
        : ({ props }: Event) => find(props);
    return (event, element) => {
      if (text === '$value' && isScalar(element)) return element;
      return isObject(element) && Object.hasOwn(element, first) ? find(element) : ofEvent(event);
    };
  });

/** Every scalar at a path, in the order of the data. */
export const scalarsAt = (at: Ask<unknown>, event: Event, element?: unknown): Scalar[] => {
  const found = at(event, element);
  return Array.isArray(found) ? found.filter(isScalar) : [found as Scalar];
};
