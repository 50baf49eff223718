import { isObject, isScalar, type Scalar } from '../base/json.js';
import type { Event } from '../event/types.js';
import { calendarPart, type Part } from './calendar.js';
import { localTime, type World } from './world.js';

/** Called with each value found (never null or undefined); answering true ends the search. */
type Take = (value: unknown) => boolean;

const UNREADABLE = new Set(['__proto__', 'constructor', 'prototype']);

/** Looks up own properties only and enters every array on the way; true if `take` ended the search. */
const descend = (value: unknown, keys: readonly string[], depth: number, take: Take): boolean => {
  if (value === null || value === undefined) return false;
  if (Array.isArray(value)) return value.some((element) => descend(element, keys, depth, take));
  if (depth === keys.length) return take(value);
  const key = keys[depth] as string;
  return (
    typeof value === 'object' &&
    Object.hasOwn(value, key) &&
    descend((value as Record<string, unknown>)[key], keys, depth + 1, take)
  );
};

/** A path into plain data such as the traits. */
export const pathInto = (text: string): ((data: unknown, take: Take) => boolean) => {
  const keys = text.split('.');
  if (keys.some((key) => UNREADABLE.has(key))) return () => false;
  return (data, take) => descend(data, keys, 0, take);
};

/** A path of a selector: into the element where `each` made one, else into the event, or one of its own parts. */
export type Lookup = (event: Event, element: unknown, take: Take) => boolean;

/** Paths whose `between` may wrap around midnight, the week or the year. */
export const isCalendarPath = (text: string): boolean => /^\$(hour|weekday|day|month|date)$/.test(text);

export const lookup = (text: string, world: World): Lookup => {
  const name = text.slice(1);
  if (isCalendarPath(text))
    return (event, _, take) => take(calendarPart(name as Part, localTime(world, event)));
  if (/^\$(name|time|session)$/.test(text)) return (event, _, take) => take(event[name as keyof Event]);
  const find = pathInto(text);
  const first = text.split('.', 1)[0] as string;
  return (event, element, take) =>
    text === '$value' && isScalar(element)
      ? take(element)
      : find(isObject(element) && Object.hasOwn(element, first) ? element : event.props, take);
};

/** Every element of the arrays at a path; what is no array there has none. */
export const elements = (text: string): ((event: Event) => readonly unknown[]) => {
  const keys = text.split('.');
  if (keys.some((key) => UNREADABLE.has(key))) return () => [];
  const arrays = (value: unknown, depth: number): readonly unknown[] => {
    if (Array.isArray(value))
      return depth === keys.length ? value : value.flatMap((element) => arrays(element, depth));
    const key = keys[depth] as string;
    if (depth === keys.length || typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
      return [];
    return arrays((value as Record<string, unknown>)[key], depth + 1);
  };
  return (event) => arrays(event.props, 0);
};

/** Every scalar at a path, in the order of the data. */
export const scalarsAt = (at: Lookup, event: Event, element?: unknown): Scalar[] => {
  const found: Scalar[] = [];
  at(event, element, (value) => {
    if (isScalar(value)) found.push(value);
    return false;
  });
  return found;
};
