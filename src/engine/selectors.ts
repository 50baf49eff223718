import { canonical, isObject, isScalar, type Json } from '../base/json.js';
import type { Event } from '../event/types.js';
import { like } from './like.js';
import { elements, isCalendarPath, lookup } from './paths.js';
import { readSequence } from './sequences.js';
import type { States } from './state.js';
import { passes, readTest } from './tests.js';
import type { World } from './world.js';

/** What a selector needs of its engine. */
export interface Surroundings {
  readonly world: World;
  readonly states: States;
}

/** Which events are meant. */
export interface Selector {
  readonly canon: string;
  /** Whether events of a name can be meant. Globs never match names that begin with `$`. */
  fits(name: string): boolean;
  /** Of an event whose name fits: undefined for each time it counts, or the elements that count. */
  find(event: Event): readonly unknown[];
}

type Where = (event: Event, element: unknown) => boolean;
type Entries = Record<string, Json>;

const ONCE = [undefined];
const NEVER: readonly unknown[] = [];

const readWhere = (json: Json, world: World): Where => {
  if (Array.isArray(json)) {
    const any = json.map((one) => readWhere(one, world));
    return (event, element) => any.some((where) => where(event, element));
  }
  const all = Object.entries(json as Entries).map(([path, value]) => {
    const test = readTest(isScalar(value) ? { is: value } : (value as Entries), {
      wraps: isCalendarPath(path),
    });
    const at = lookup(path, world);
    return (event: Event, element: unknown) => passes(test, (take) => at(event, element, take));
  });
  return (event, element) => all.every((passes) => passes(event, element));
};

/** Reads a name, a list of names or `{event, each, where}`. */
export const readEvents = (json: Json, world: World): Selector => {
  const { event: named, where, each } = (isObject(json) ? json : { event: json }) as Entries;
  const names = [...new Set([named].flat() as string[])].sort();
  const exact = new Set(names);
  const globs = names.filter((name) => /[*?]/.test(name));
  const passes = where === undefined ? undefined : readWhere(where, world);
  const inside = each === undefined ? undefined : elements(each as string);
  return {
    canon: canonical([names, where, each]),
    fits: (name) => exact.has(name) || (!name.startsWith('$') && globs.some((glob) => like(glob, name))),
    find: inside
      ? (event) => inside(event).filter((element) => !passes || passes(event, element))
      : (event) => (!passes || passes(event, undefined) ? ONCE : NEVER),
  };
};

/** Whether an event is one of those meant. */
export const matches = (selector: Selector, event: Event): boolean =>
  selector.fits(event.name) && selector.find(event).length > 0;

/** Reads any selector. */
export const readSelector = (json: Json, surroundings: Surroundings): Selector =>
  isObject(json) && json.sequence
    ? readSequence(json as unknown as Parameters<typeof readSequence>[0], surroundings)
    : readEvents(json, surroundings.world);
