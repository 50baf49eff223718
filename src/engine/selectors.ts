import { canonical, has as hasOwn, isObject, isScalar, type Json, own } from '../base/json.js';
import { type Event, SET } from '../event/types.js';
import type { StreamPlan } from './compilation.js';
import { like } from './like.js';
import { elements, isCalendarPath, lookup } from './paths.js';
import type { Report } from './report.js';
import { readSequence } from './sequences.js';
import { finder } from './streams.js';
import { passes, readTest, TEST_KEYS } from './tests.js';
import type { World } from './world.js';

/** Names and globs that a selector may match; globs never match names that begin with `$`. */
export interface Names {
  readonly exact: ReadonlySet<string>;
  readonly globs: readonly string[];
}

export const matchesName = ({ exact, globs }: Names, name: string): boolean =>
  exact.has(name) || (!name.startsWith('$') && globs.some((glob) => like(glob, name)));

type Where = (event: Event, element: unknown, world: World) => boolean;

/** Which events are meant, by name and properties. */
export interface EventSelector {
  readonly canon: string;
  readonly names: Names;
  readonly where: Where | undefined;
  /** The path of an array whose every element stands as an event of its own. */
  readonly each: ((event: Event) => readonly unknown[]) | undefined;
}

const isGlob = (name: string): boolean => /[*?]/.test(name);
const noOperands = (): undefined => undefined;
const WHERE_KEYS: ReadonlySet<string> = new Set(TEST_KEYS);

const readNames = (json: unknown, place: string, report: Report): string[] => {
  const one = (name: unknown, where: string): string => {
    const text = report.text(name, where, 'the name of an event');
    if (text.startsWith('$') && text !== SET)
      report.fault('wrong-value', where, name, 'a name of yours, or "$set"');
    return text;
  };
  const names = Array.isArray(json) ? report.list(json, place, 'names of events', one) : [one(json, place)];
  return [...new Set(names)].sort();
};

const readWhere = (json: unknown, place: string, report: Report): Where | undefined => {
  if (Array.isArray(json)) {
    const any = report.list(json, place, 'conditions on properties', (element, where) =>
      readWhere(element, where, report),
    );
    return (event, element, world) => any.some((where) => !where || where(event, element, world));
  }
  const object = report.object(json, place, 'conditions on properties');
  if (!object) return undefined;
  const paths = Object.keys(object);
  if (paths.length === 0) report.fault('empty', place, json, 'a path and what must be there');
  const all = paths.flatMap((path) => {
    const where = `${place}.${path}`;
    report.text(path, where, 'a path');
    report.conditions++;
    const value = own(object, path);
    if (!isScalar(value) && !isObject(value)) {
      return report.fault('wrong-type', where, value, 'a text, a number, true, false or a test') ?? [];
    }
    const keys = isScalar(value) ? { is: value } : report.object(value, where, 'a test', WHERE_KEYS);
    const test = keys && readTest(keys, where, report, { wraps: isCalendarPath(path) });
    const at = lookup(path);
    return test ? [{ test, at }] : [];
  });
  return (event, element, world) =>
    all.every(({ test, at }) => passes(test, (take) => at(event, element, world, take), noOperands));
};

const EVENT_KEYS = new Set(['event', 'where']);
const EACH_KEYS = new Set(['event', 'where', 'each']);

/** Reads a name, a list of names or `{event, where}`; with `mayEach`, `{event, each, where}` too. */
export const readEventSelector = (
  json: unknown,
  place: string,
  report: Report,
  mayEach: boolean,
): EventSelector => {
  const object = isObject(json)
    ? report.object(json, place, 'an event', mayEach ? EACH_KEYS : EVENT_KEYS)
    : undefined;
  const names = readNames(object ? object.event : json, object ? `${place}.event` : place, report);
  const has = (key: string) => object !== undefined && hasOwn(object, key);
  const where = has('where') ? readWhere(object?.where, `${place}.where`, report) : undefined;
  const each =
    mayEach && has('each') ? report.text(object?.each, `${place}.each`, 'the path of an array') : undefined;
  return {
    canon: canonical({ names, where: object?.where as Json, each }),
    names: { exact: new Set(names.filter((name) => !isGlob(name))), globs: names.filter(isGlob) },
    where,
    each: each ? elements(each) : undefined,
  };
};

/** Whether an event whose name fits is one of those meant. */
export const matches = (selector: EventSelector, event: Event, world: World): boolean =>
  matchesName(selector.names, event.name) && (!selector.where || selector.where(event, undefined, world));

/** Reads any selector, as the plan of the stream of its events. */
export const readSelector = (json: unknown, place: string, report: Report, mayEach: boolean): StreamPlan => {
  if (isObject(json) && hasOwn(json, 'sequence')) return readSequence(json, place, report);
  const selector = readEventSelector(json, place, report, mayEach);
  return {
    canon: selector.canon,
    names: selector.names,
    columns: [],
    create: (world) => finder(selector, world),
  };
};
