import { has, isObject, isScalar, own } from '../base/json.js';
import { parseDuration } from '../base/time.js';
import { SET } from '../event/types.js';
import { Calendar } from './calendar.js';
import { type Fields, GRAMMAR, headsOf, SHAPES, TEST_KEYS } from './grammar.js';
import type { Fault } from './types.js';
import { versionKey } from './version.js';
import { parseInstant } from './windows.js';

type Entries = Record<string, unknown>;

const MOST_SEGMENTS = 1_000;
const MOST_CONDITIONS = 10_000;
const MOST_STEPS = 16;
const MOST_TEXT = 1_024;
const MOST_JSON = 1_000_000;
const DEPTH = 32;

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number' && isScalar(value);
const isInstant = (value: unknown): boolean => parseInstant(value) !== undefined;
const isDuration = (value: unknown): boolean => parseDuration(value) !== undefined;

/** The plain types of the grammar. */
const PLAIN: { readonly [type: string]: (value: unknown) => boolean } = {
  any: () => true,
  nothing: (value) => Array.isArray(value) && !value.length,
  one: (value) => value === 1,
  bool: (value) => typeof value === 'boolean',
  scalar: isScalar,
  string: isText,
  text: (value) => isText(value) && value !== '',
  number: isNumber,
  ordered: (value) => isText(value) || isNumber(value),
  amount: (value) => isNumber(value) || isDuration(value),
  count: (value) => Number.isInteger(value) && (value as number) > 0,
  percent: (value) => isNumber(value) && value >= 0 && value <= 100,
  duration: isDuration,
  span: (value) => isDuration(value) && parseDuration(value) !== 0,
  instant: isInstant,
  id: (value) => isText(value) && /^[a-z0-9][a-z0-9_-]{0,63}$/.test(value),
  name: (value) => isText(value) && value !== '' && (value === SET || !value.startsWith('$')),
  zone: (value) => {
    try {
      return isText(value) && new Calendar(value) !== undefined;
    } catch {
      return false;
    }
  },
};

/** Keys of tests that make sense of versions. */
const VERSIONS = ['is', 'gt', 'gte', 'lt', 'lte', 'between'];

/** What stands for itself in a file: faults in it take down nothing but what refers to it. */
const PARTS = ['metrics', 'classifiers', 'models', 'segments'];

/** What the grammar cannot say of an object: the key that is wrong and what is expected of it. */
const rule = (json: Entries, fields: Fields): readonly [key: string, expected: string] | undefined => {
  const tests = TEST_KEYS.filter((key) => has(json, key));
  if (fields.has('exists') && tests.every((key) => key === 'as' || key === 'ignoreCase'))
    return ['is', 'a test'];
  if (has(json, 'as')) {
    const odd = tests.find((key) => key !== 'as' && !VERSIONS.includes(key));
    if (odd) return ['as', `no ${odd} beside it`];
    const wrong = tests.find(
      (key) => key !== 'as' && [json[key]].flat().some((it) => !isObject(it) && !isText(versionKey(it))),
    );
    if (wrong) return [wrong, 'a version'];
  }
  if (has(json, 'classifier') && has(json, 'class') !== (json.read === 'points'))
    return ['class', 'read: points'];
  if (fields.has('by') && has(json, 'by') === has(json, 'class')) return ['by', 'class or by'];
  if (json.sd === 0) return ['sd', 'not 0'];
  if (Array.isArray(json.sequence) && json.sequence.length > MOST_STEPS)
    return ['sequence', `at most ${MOST_STEPS} steps`];
  return undefined;
};

const describe = (value: unknown): string =>
  Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : String(value).slice(0, 60);

/** A definition file, checked. */
export interface Checked {
  readonly faults: readonly Fault[];
  /** Places in the file of the segments that can run: those of a group together, after those that they refer to. */
  readonly order: readonly (readonly number[])[];
  /** Ids of those segments in file order, names of the metrics that can be read, paths of the traits that are. */
  readonly segments: readonly string[];
  readonly metrics: readonly string[];
  readonly traits: readonly string[];
  readonly timeZone: string | undefined;
}

/** Finds every fault of a definition file, with its place, and what can run in spite of them. */
export const check = (file: unknown): Checked => {
  const faults: Fault[] = [];
  const sections = (isObject(file) ? file : {}) as Entries;
  const segments = (Array.isArray(sections.segments) ? sections.segments : []) as readonly unknown[];
  const ids = segments.map((segment) => (isObject(segment) ? own(segment, 'id') : undefined));
  const roots = segments.map((_, index) => `segments[${index}]`);
  /** The place of the part that is being checked; those of faulty parts, and what each refers to. */
  let part = '';
  const faulty = new Set<string>();
  const edges = new Map<string, Set<string>>();
  const traits = new Set<string>();
  let conditions = 0;

  const fault = (code: string, place: string, found: unknown, expected: string): void => {
    faulty.add(part);
    faults.push({ code, place, found: describe(found), expected });
  };

  /** Whether there is something of a name in a section; the part refers to it. */
  const refer = (section: string, name: string): boolean => {
    const named = sections[section];
    const to =
      section === 'segments'
        ? roots[ids.indexOf(name)]
        : isObject(named) && has(named, name) && `${section}.${name}`;
    if (to) edges.set(part, (edges.get(part) ?? new Set()).add(to));
    return !!to;
  };

  const isPlain = (type: string, value: unknown): boolean => {
    const rest = type.slice(1);
    if (type[0] === "'") return value === rest;
    if (type[0] === '@') return isText(value) && refer(rest, value);
    return PLAIN[type]?.(value) === true;
  };

  const visitObject = (name: string, value: Entries, place: string, above: number): void => {
    const forms = SHAPES.get(name) as readonly Fields[];
    const heads = headsOf(name);
    const fields = forms[forms.length > 1 ? heads.findIndex((head) => has(value, head)) : 0];
    const at = (key: string) => (place ? `${place}.${key}` : key);
    const depth = above + (name === 'Condition' || name === 'Metric' ? 1 : 0);
    if (name === 'Condition' && ++conditions === MOST_CONDITIONS + 1)
      fault('limit', place, conditions, `${MOST_CONDITIONS} conditions`);
    if (!fields) fault('unknown-form', place, value, heads.join());
    else if (depth > DEPTH) fault('limit', place, value, `${DEPTH} levels`);
    else {
      for (const key of Object.keys(value))
        if (has(value, key) && !fields.has(key))
          fault('unknown-key', at(key), key, [...fields.keys()].join());
      for (const [key, [type, needed]] of fields) {
        if (has(value, key)) visit(type, value[key], at(key), depth);
        else if (needed) fault('missing', at(key), undefined, type);
      }
      if (has(value, 'trait')) traits.add(String(value.trait));
      const [key, expected] = rule(value, fields) ?? [];
      if (key && expected) fault('invalid', at(key), value[key], expected);
    }
  };

  /** Whether a value is of a type, as far as can be said without looking into it; what is wrong inside is a fault. */
  const fits = (type: string, value: unknown, place: string, depth: number): boolean => {
    const [mark] = type;
    if (mark === '[' || mark === '2' || mark === '{') {
      const isList = Array.isArray(value);
      if (mark === '{' ? !isObject(value) : !isList || (mark === '2' ? value.length !== 2 : !value.length))
        return false;
      // a list may have holes
      for (const [key, inner] of Object.entries((isList ? [...value] : value) as Entries)) {
        if (inner === undefined && !isList) continue;
        const at = isList ? `${place}[${key}]` : `${place}.${key}`;
        if (PARTS.includes(place)) part = at;
        visit(type.slice(1), inner, at, depth);
      }
      if (PARTS.includes(place)) part = '';
    } else if (SHAPES.has(type)) {
      if (!isObject(value)) return false;
      visitObject(type, value, place, depth);
    } else if (!isPlain(type, value)) return false;
    else if (isText(value) && value.length > MOST_TEXT)
      fault('limit', place, value, `${MOST_TEXT} characters`);
    return true;
  };

  const visit = (type: string, value: unknown, place: string, depth: number): void => {
    const named = GRAMMAR[type];
    const types = isText(named) ? named : type;
    if (!types.split('|').some((option) => fits(option, value, place, depth)))
      fault('invalid', place, value, types);
  };

  visit('File', file, '', 0);

  /** The segments of each segment's group, by their places. */
  const units = new Map<string, string[]>();
  const groups = new Map<unknown, string[]>();
  segments.forEach((segment, index) => {
    const root = roots[index] as string;
    const id = ids[index];
    part = root;
    if (isText(id) && ids.indexOf(id) < index) fault('duplicate', `${root}.id`, id, 'an id of its own');
    const group = isObject(segment) ? own(segment, 'exclusive') : undefined;
    const unit = (group !== undefined && groups.get(group)) || [];
    unit.push(root);
    groups.set(group, unit);
    units.set(root, unit);
  });

  /** Lists a part after those that it refers to; segments of one group go together. */
  const listed = new Set<string>();
  const order: number[][] = [];
  const list = (name: string, path: readonly string[]): void => {
    const unit = units.get(name) ?? [name];
    const first = unit[0] as string;
    if (path.includes(first) || path.length > 2 * MOST_SEGMENTS) {
      const circle = path.slice(path.indexOf(first)).flatMap((step) => units.get(step) ?? step);
      for (part of circle) faulty.add(part);
      fault('circle', first, circle.join(), 'no circle');
    } else if (!listed.has(first)) {
      listed.add(first);
      for (const member of unit)
        for (const other of edges.get(member) ?? []) {
          list(other, [...path, first]);
          if (faulty.has(other)) faulty.add(member);
        }
      const running = unit.filter((member) => !faulty.has(member)).map((member) => roots.indexOf(member));
      if (running.length && running[0] !== -1) order.push(running);
    }
  };
  for (const root of [...edges.keys(), ...roots]) list(root, []);

  part = '';
  const tooLong = segments.length > MOST_SEGMENTS || sizeOf(file) > MOST_JSON;
  if (tooLong) fault('limit', '', file, `${MOST_SEGMENTS} segments, ${MOST_JSON} characters of JSON`);
  // a file of another version, or far too large a one, is not run at all
  const running = tooLong || sections.version !== 1 ? [] : order;
  return {
    faults,
    order: running,
    segments: running
      .flat()
      .sort((a, b) => a - b)
      .map((index) => ids[index] as string),
    metrics: Object.keys(isObject(sections.metrics) ? sections.metrics : {}).filter(
      (name) => !faulty.has(`metrics.${name}`),
    ),
    traits: [...traits],
    timeZone: PLAIN.zone?.(sections.timeZone) ? (sections.timeZone as string) : undefined,
  };
};

const sizeOf = (file: unknown): number => {
  try {
    return JSON.stringify(file).length;
  } catch {
    return Number.POSITIVE_INFINITY; // too deep, or a circle
  }
};
