import { canonical, isObject, isScalar, type Json } from '../base/json.js';
import type { Event } from '../event/types.js';
import { like } from './like.js';
import { elements, isCalendarPath, lookup } from './paths.js';
import { readTest } from './tests.js';
import { type Ask, askOnce, type World } from './world.js';

/** Which events are meant. */
export interface Selector {
  readonly canon: string;
  /** Whether events of a name can be meant. Globs never match names that begin with `$`. */
  fits(name: string): boolean;
  /** Of an event whose name fits: undefined for each time it counts, or the elements that count. */
  find(event: Event): readonly unknown[];
}

type Entries = Record<string, Json>;

/** What finds nothing but the event itself has found once, without an element. */
export const ONCE = [undefined];

const readWhere = (json: Json, world: World): Ask<boolean> => {
  if (Array.isArray(json)) {
    const any = json.map((one) => readWhere(one, world));
    return (event, element) => any.some((where) => where(event, element));
  }
  const all = Object.entries(json as Entries).map(([path, value]) =>
    askOnce(world, canonical([path, value]), () => {
      const wraps = isCalendarPath(path);
      const test = readTest(isScalar(value) ? { is: value } : (value as Entries), { wraps });
      const at = lookup(path, world);
      return (event, element) => test.passes(at(event, element));
    }),
  );
  return (event, element) => all.every((where) => where(event, element));
};

/** Reads a name, a list of names or `{event, each, where}`. */
export const readEvents = (json: Json, world: World): Selector => {
  const { event: named, where, each } = (isObject(json) ? json : { event: json }) as Entries;
  const names = [...new Set([named].flat() as string[])].sort();
  const exact = new Set(names);
  const globs = names.filter((name) => /[*?]/.test(name)).map(like);
  const passes = where === undefined ? () => true : readWhere(where, world);
  const inside = each === undefined ? undefined : elements(each as string, world);
  return {
    canon: canonical([names, where, each]),
    fits: (name) => exact.has(name) || (!name.startsWith('$') && globs.some((glob) => glob(name))),
    find: (event) =>
      inside
        ? inside(event).filter((element) => passes(event, element))
        : passes(event, undefined)
          ? ONCE
          : [],
  };
};

/** Those that can mean events of a name, looked for once for each name. */
export const byName = <T extends Pick<Selector, 'fits'>>(
  all: readonly T[],
): ((name: string) => readonly T[]) => {
  const known = new Map<string, readonly T[]>();
  return (name) => {
    let found = known.get(name);
    if (!found) {
      found = all.filter((one) => one.fits(name));
      // a site may make up names without end
      if (known.size > 999) known.clear();
      known.set(name, found);
    }
    return found;
  };
};

/** What a selector finds of any event. */
export const findIn = (selector: Selector, event: Event): readonly unknown[] =>
  selector.fits(event.name) ? selector.find(event) : [];

/** Whether an event is one of those meant. */
export const matches = (selector: Selector, event: Event): boolean => findIn(selector, event).length > 0;
