import { has, isObject, isScalar, own } from '../base/json.js';
import { parseDuration } from '../base/time.js';
import { SET } from '../event/types.js';
import { Calendar } from './calendar.js';
import { type Fields, GRAMMAR, SHAPES } from './grammar.js';
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

/** Test keys that make no sense of versions. */
const NO_VERSIONS = [
  'isNot',
  'oneOf',
  'noneOf',
  'contains',
  'startsWith',
  'endsWith',
  'like',
  'exists',
  'ignoreCase',
];
const VERSIONS = ['is', 'gt', 'gte', 'lt', 'lte', 'between'];

/** Parts of a file that hold things by name. */
const NAMED = new Set(['metrics', 'classifiers', 'models']);

/** What the grammar cannot say of an object: the key that is wrong and what is expected of it. */
const rule = (json: Entries, fields: Fields): readonly [key: string, expected: string] | undefined => {
  const given = (keys: readonly string[]) => keys.find((key) => has(json, key));
  if (fields.has('exists') && !given([...VERSIONS, ...NO_VERSIONS.slice(0, -1)])) return ['is', 'a test'];
  if (has(json, 'as')) {
    if (given(NO_VERSIONS)) return ['as', `no ${given(NO_VERSIONS)} beside it`];
    const wrong = VERSIONS.find((key) =>
      [json[key]].flat().some((it) => it !== undefined && !isObject(it) && !isText(versionKey(it))),
    );
    if (wrong) return [wrong, 'a version'];
  }
  if (has(json, 'classifier') && has(json, 'class') !== (json.read === 'points'))
    return ['class', 'read: points'];
  if (fields.has('by') && has(json, 'by') === has(json, 'class')) return ['by', 'either class or by'];
  if (json.sd === 0) return ['sd', 'not 0'];
  if (Array.isArray(json.sequence) && json.sequence.length > MOST_STEPS)
    return ['sequence', `at most ${MOST_STEPS} steps`];
  return undefined;
};

const describe = (value: unknown): string =>
  Array.isArray(value)
    ? `a list of ${value.length}`
    : isObject(value)
      ? `{${Object.keys(value).slice(0, 5)}}`
      : value === undefined
        ? 'nothing'
        : String(value).slice(0, 60);

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
  const parts = (isObject(file) ? file : {}) as Entries;
  const segments = (Array.isArray(parts.segments) ? parts.segments : []) as readonly unknown[];
  const ids = segments.map((segment) => (isObject(segment) ? own(segment, 'id') : undefined));
  /** What is a part of its own: a named metric, classifier or model, a segment. Faulty ones, and what each refers to. */
  const faulty = new Set<string>();
  const edges = new Map<string, Set<string>>();
  const traits = new Set<string>();
  let part = '';
  let conditions = 0;

  const fault = (code: string, place: string, found: unknown, expected: string): void => {
    faulty.add(part);
    faults.push({ code, place, found: describe(found), expected });
  };

  const refer = (section: string, name: string): void => {
    const to = section === 'segments' ? `segments[${ids.indexOf(name)}]` : `${section}.${name}`;
    edges.set(part, (edges.get(part) ?? new Set()).add(to));
  };

  const isPlain = (type: string, value: unknown): boolean => {
    const rest = type.slice(1);
    if (type[0] === "'") return value === rest;
    if (type[0] !== '@') return PLAIN[type]?.(value) === true;
    if (!isText(value)) return false;
    const known =
      type === '@segments' ? ids.includes(value) : isObject(parts[rest]) && has(parts[rest], value);
    if (known) refer(rest, value);
    return known;
  };

  const visitObject = (name: string, value: Entries, place: string, depth: number): void => {
    const forms = SHAPES.get(name) as readonly Fields[];
    const head = (fields: Fields) => fields.keys().next().value as string;
    const fields = forms.length > 1 ? forms.find((form) => has(value, head(form))) : forms[0];
    if (!fields) return fault('unknown-form', place, value, forms.map(head).join());
    if (name === 'Condition' && ++conditions === MOST_CONDITIONS + 1)
      fault('limit', place, conditions, `${MOST_CONDITIONS} conditions`);
    if (name === 'Condition' || name === 'Metric') depth++;
    if (depth > DEPTH) return fault('limit', place, value, `${DEPTH} levels`);
    const at = (key: string) => (place ? `${place}.${key}` : key);
    for (const key of Object.keys(value)) {
      if (has(value, key) && !fields.has(key)) fault('unknown-key', at(key), key, [...fields.keys()].join());
    }
    for (const [key, [type, needed]] of fields) {
      if (has(value, key)) visit(type, value[key], at(key), depth);
      else if (needed) fault('missing', at(key), undefined, type);
    }
    if (has(value, 'trait')) traits.add(String(value.trait));
    const broken = rule(value, fields);
    if (broken) fault('invalid', at(broken[0]), value[broken[0]], broken[1]);
  };

  const visit = (type: string, value: unknown, place: string, depth: number): void => {
    const named = GRAMMAR[type];
    const types = isText(named) ? named : type;
    for (const option of types.split('|')) {
      const [mark] = option;
      const rest = option.slice(1);
      if (mark === '[' || mark === '2') {
        if (!Array.isArray(value)) continue;
        if (mark === '2' ? value.length !== 2 : !value.length) break;
        return value.forEach((element, index) => {
          const at = `${place}[${index}]`;
          if (place === 'segments') part = at;
          visit(rest, element, at, depth);
        });
      }
      if (mark === '{') {
        if (!isObject(value)) continue;
        for (const key of Object.keys(value)) {
          if (!has(value, key)) continue;
          const at = `${place}.${key}`;
          if (NAMED.has(place)) part = at;
          visit(rest, value[key], at, depth);
        }
        return;
      }
      if (SHAPES.has(option)) {
        if (isObject(value)) return visitObject(option, value, place, depth);
      } else if (isPlain(option, value)) {
        if (isText(value) && value.length > MOST_TEXT)
          fault('limit', place, value, `${MOST_TEXT} characters`);
        return;
      }
    }
    fault('invalid', place, value, types);
  };

  /** Lists a part after those that it refers to; segments of one group go together. */
  const listed = new Map<string, boolean>();
  const order: number[][] = [];
  const list = (name: string, path: readonly string[]): void => {
    const group = groups.get(name) ?? [name];
    const [first] = group as [string];
    if (listed.get(first)) return;
    part = first;
    if (listed.has(first) || path.length > 2 * MOST_SEGMENTS) {
      const circle = path.slice(path.indexOf(first));
      for (const each of circle.flatMap((step) => groups.get(step) ?? [step])) faulty.add(each);
      const names = [...circle, first].map((step) => ids[roots.indexOf(step)] ?? step);
      return fault('circle', first, names.join(' → '), 'no circle of references');
    }
    listed.set(first, false);
    for (const member of group) for (const other of edges.get(member) ?? []) list(other, [...path, first]);
    listed.set(first, true);
    for (const member of group)
      if ([...(edges.get(member) ?? [])].some((other) => faulty.has(other))) faulty.add(member);
    const running = group.filter((member) => !faulty.has(member)).map((member) => roots.indexOf(member));
    if (running.length && running[0] !== -1) order.push(running);
  };

  if (isObject(file)) visitObject('File', file, '', 0);
  else fault('invalid', '', file, 'File');
  const roots = segments.map((_, index) => `segments[${index}]`);
  const groups = new Map<string, string[]>();
  roots.forEach((root, index) => {
    part = root;
    if (isText(ids[index]) && ids.indexOf(ids[index]) !== index)
      fault('duplicate', `${root}.id`, ids[index], 'an id of its own');
    const group = isObject(segments[index]) ? own(segments[index], 'exclusive') : undefined;
    if (group === undefined) return;
    const members = groups.get(`=${String(group)}`) ?? [];
    members.push(root);
    groups.set(`=${String(group)}`, members).set(root, members);
  });
  part = '';
  const size = segments.length > MOST_SEGMENTS ? Number.POSITIVE_INFINITY : sizeOf(file);
  if (size > MOST_JSON)
    fault('limit', '', size, `${MOST_SEGMENTS} segments, ${MOST_JSON} characters of JSON`);
  for (const root of [...edges.keys(), ...roots]) list(root, []);
  const running = size > MOST_JSON ? [] : order;
  const flawed = new Set(faults.map(({ place }) => place));
  return {
    faults,
    order: running,
    segments: running
      .flat()
      .sort((a, b) => a - b)
      .map((index) => ids[index] as string),
    metrics: Object.keys(isObject(parts.metrics) ? parts.metrics : {}).filter(
      (name) => !faulty.has(`metrics.${name}`),
    ),
    traits: [...traits],
    timeZone: flawed.has('timeZone') ? undefined : (parts.timeZone as string | undefined),
  };
};

const sizeOf = (file: unknown): number => {
  try {
    return JSON.stringify(file).length;
  } catch {
    return Number.POSITIVE_INFINITY; // too deep, or a circle
  }
};
