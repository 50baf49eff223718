import { canonical, has, isObject, own } from '../base/json.js';
import { NEVER } from '../base/time.js';
import type { Definitions } from '../segment/types.js';
import { Calendar } from './calendar.js';
import { Compilation, type StreamPlan } from './compilation.js';
import { type Condition, readCondition } from './conditions.js';
import type { LeafPlan } from './leaves.js';
import type { Rules } from './membership.js';
import type { MetricPlan } from './metrics/types.js';
import { DefinitionError, type Report } from './report.js';
import { bucket, fingerprint } from './sample.js';
import type { Plan } from './types.js';
import { readDuration, readInstant } from './windows.js';

export { DefinitionError } from './report.js';

/** A segment, read. */
export interface SegmentPlan {
  readonly id: string;
  /** Its rules in canonical form, those of the segments that it refers to included. */
  readonly canon: string;
  /** The same for its place in its group: its own rules and those of the segments that come before it there. */
  readonly place: string;
  readonly when: Condition;
  readonly until: Condition | undefined;
  readonly rules: Rules;
  readonly exclusive: string | undefined;
  sampled(visitorId: string): boolean;
}

/** What an engine runs on. */
export interface CompiledPlan extends Plan {
  readonly timeZone: string | undefined;
  readonly weekStart: 'monday' | 'sunday';
  readonly streams: readonly StreamPlan[];
  readonly metricPlans: readonly MetricPlan[];
  readonly leaves: readonly LeafPlan[];
  /** By their place in the file; undefined where one was left out. */
  readonly segmentPlans: readonly (SegmentPlan | undefined)[];
  /** Segments that are decided together, each list in file order; after those that they refer to. */
  readonly order: readonly (readonly number[])[];
  readonly named: ReadonlyMap<string, number>;
}

const FILE_KEYS = new Set([
  '$schema',
  'version',
  'timeZone',
  'weekStart',
  'metrics',
  'classifiers',
  'models',
  'segments',
  'meta',
]);
const SEGMENT_KEYS = new Set(
  'id name description when until enterAfter exitAfter cooldown exclusive sample activeFrom activeTo'.split(
    ' ',
  ),
);
const DICTIONARIES = [
  ['metrics', 'metric'],
  ['classifiers', 'classifier'],
  ['models', 'model'],
] as const;
const SAMPLE_KEYS = new Set(['percent', 'salt']);

const MOST_SEGMENTS = 1_000;
const MOST_CONDITIONS = 10_000;
const MOST_TEXT = 1_024;
const MOST_JSON = 1_000_000;
const DEEPEST_JSON = 100;

/** Finds what is too much in a file of any size or depth; false if it is not to be read any further. */
const checkSize = (file: unknown, report: Report): boolean => {
  let size = 0;
  const open: (readonly [value: unknown, place: string, depth: number])[] = [[file, '', 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, place, depth] = next;
    if (depth > DEEPEST_JSON)
      return report.fault('limit', place.slice(0, MOST_TEXT), value, 'at most 32 levels') ?? false;
    size += typeof value === 'string' ? value.length + 2 : 4;
    if (size > MOST_JSON) return report.fault('limit', '', file, 'at most 1 MB of JSON') ?? false;
    if (typeof value === 'string' && value.length > MOST_TEXT) {
      report.fault('limit', place, value, `a text of at most ${MOST_TEXT} characters`);
    } else if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++)
        open.push([value[index], `${place}[${index}]`, depth + 1]);
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) {
        size += key.length + 3;
        open.push([value[key], place ? `${place}.${key}` : key, depth + 1]);
      }
    }
  }
  return true;
};

const isText = (value: unknown): value is string => typeof value === 'string';

const readSample = (json: unknown, id: string, place: string, report: Report): SegmentPlan['sampled'] => {
  const sample = report.object(json, place, '{percent, salt}', SAMPLE_KEYS);
  const percent = report.value(
    sample?.percent,
    `${place}.percent`,
    'a number from 0 to 100',
    (it): it is number => typeof it === 'number' && it >= 0 && it <= 100,
  );
  const salt =
    sample && has(sample, 'salt') ? report.value(sample.salt, `${place}.salt`, 'a text', isText) : id;
  return (visitorId) => bucket(salt ?? id, visitorId) < Math.round((percent ?? 0) * 100);
};

const readSegment = (
  json: unknown,
  index: number,
  compilation: Compilation,
  byId: ReadonlyMap<string, number>,
): SegmentPlan | undefined => {
  const { report } = compilation;
  const place = `segments[${index}]`;
  const before = report.unsound;
  const segment = report.object(json, place, 'a segment', SEGMENT_KEYS);
  if (!segment) return undefined;
  const at = (key: string) => `${place}.${key}`;
  const optional = <T>(
    key: string,
    read: (value: unknown, place: string, report: Report) => T,
  ): T | undefined => (has(segment, key) ? read(segment[key], at(key), report) : undefined);

  const id = report.value(
    segment.id,
    at('id'),
    'an id: a-z, 0-9, _ and -, at most 64 characters',
    (it): it is string => isText(it) && /^[a-z0-9][a-z0-9_-]{0,63}$/.test(it),
  );
  if (id !== undefined && byId.get(id) !== index) report.fault('duplicate', at('id'), id, 'an id of its own');
  for (const key of ['name', 'description'])
    if (has(segment, key)) report.value(segment[key], at(key), 'a text', isText);

  const condition = (value: unknown, where: string) =>
    readCondition(value, where, compilation, (name) => byId.get(name));
  const when = condition(segment.when, at('when'));
  const until = optional('until', condition);
  const exclusive = optional('exclusive', (value, where) => report.text(value, where, 'the name of a group'));
  const rules: Rules = {
    enterAfter: optional('enterAfter', readDuration) ?? 0,
    exitAfter: optional('exitAfter', readDuration) ?? 0,
    cooldown: segment.cooldown === 'forever' ? NEVER : (optional('cooldown', readDuration) ?? 0),
    activeFrom: optional('activeFrom', readInstant) ?? Number.NEGATIVE_INFINITY,
    activeTo: optional('activeTo', readInstant) ?? NEVER,
  };
  const sampled =
    optional('sample', (value, where) => readSample(value, id ?? '', where, report)) ?? (() => true);
  if (report.unsound !== before || id === undefined) return undefined;
  const own = canonical([
    when.canon,
    until?.canon,
    ...Object.values(rules).map(String),
    segment.sample ? [segment.sample, id] : 0,
  ]);
  return { id, canon: own, place: own, when, until, rules, exclusive, sampled };
};

/** Sorts segments after those that they refer to, groups as one; tells circles and gives up what is in or behind one. */
const arrange = (segments: (SegmentPlan | undefined)[], report: Report): number[][] => {
  const groups = new Map<string, number[]>();
  segments.forEach((segment, index) => {
    if (!segment) return;
    const key = segment.exclusive === undefined ? `:${index}` : `=${segment.exclusive}`;
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  const groupOf = new Map<number, number[]>();
  for (const group of groups.values()) for (const index of group) groupOf.set(index, group);

  const order: number[][] = [];
  const state = new Map<number[], 'open' | 'done'>();
  const refers = (index: number): number[] => {
    const segment = segments[index];
    return segment ? [...segment.when.segments, ...(segment.until?.segments ?? [])] : [];
  };
  // without recursion: a thousand segments may refer to one another in one chain
  for (const root of groups.values()) {
    const path: { group: number[]; next: number[] }[] = [];
    const enter = (group: number[]) => {
      state.set(group, 'open');
      path.push({ group, next: group.flatMap(refers) });
    };
    if (!state.has(root)) enter(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.next.pop();
      if (next === undefined) {
        state.set(top.group, 'done');
        order.push(top.group);
        path.pop();
        continue;
      }
      const group = groupOf.get(next);
      if (!group) continue;
      if (!state.has(group)) enter(group);
      else if (state.get(group) === 'open') {
        const circle = path.slice(path.findIndex((step) => step.group === group)).map((step) => step.group);
        const names = [...circle, group].map((step) => step.map((index) => segments[index]?.id).join(' or '));
        report.fault(
          'circle',
          `segments[${top.group[0]}]`,
          names.join(' → '),
          'no circle of references, groups included',
        );
        for (const step of circle) for (const index of step) segments[index] = undefined;
      }
    }
  }
  // what refers to a segment that was given up is given up too; references come first in the order
  return order
    .map((group) =>
      group.filter((index) => {
        if (refers(index).some((other) => !segments[other])) segments[index] = undefined;
        return segments[index];
      }),
    )
    .filter((group) => group.length);
};

/** The plans with canonical forms that change when a segment that they refer to does, or one before it in its group. */
const withReferences = (
  segments: readonly (SegmentPlan | undefined)[],
  order: readonly number[][],
): (SegmentPlan | undefined)[] => {
  const entered = new Map<number, string>();
  const complete: (SegmentPlan | undefined)[] = segments.map(() => undefined);
  for (const group of order) {
    let before = '';
    for (const index of group) {
      const segment = segments[index] as SegmentPlan;
      const refers = [...segment.when.segments, ...(segment.until?.segments ?? [])].map((other) =>
        entered.get(other),
      );
      const canon = fingerprint(canonical([segment.canon, refers]));
      before = fingerprint(before + canon);
      complete[index] = { ...segment, canon, place: before };
      entered.set(index, before);
    }
  }
  return complete;
};

export interface CompileOptions {
  /** Leave out the faulty segments and those that refer to them, and list the faults in the plan. Default: false. */
  readonly lenient?: boolean;
}

/**
 * Reads definitions once, for any number of engines. Throws a DefinitionError that lists every fault with its place;
 * `{ lenient: true }` leaves the faulty segments out instead and lists the faults in `plan.faults`.
 */
export const compile = (definitions: Definitions, { lenient = false }: CompileOptions = {}): Plan => {
  const file = (isObject(definitions) ? definitions : {}) as Record<string, unknown>;
  const compilation = new Compilation(file);
  const { report } = compilation;
  const segments: (SegmentPlan | undefined)[] = [];
  const named = new Map<string, number>();
  let timeZone: string | undefined;

  if (
    checkSize(definitions, report) &&
    report.object(definitions, '', 'an object with version and segments', FILE_KEYS)
  ) {
    if (file.version !== 1)
      report.fault(has(file, 'version') ? 'wrong-value' : 'missing', 'version', file.version, '1');
    if (has(file, 'timeZone')) {
      try {
        timeZone = new Calendar(report.text(file.timeZone, 'timeZone', 'the name of a time zone')).timeZone;
      } catch {
        report.fault(
          'wrong-value',
          'timeZone',
          file.timeZone,
          'the IANA name of a time zone, such as "Europe/Warsaw"',
        );
      }
    }
    if (has(file, 'weekStart') && file.weekStart !== 'monday' && file.weekStart !== 'sunday') {
      report.fault('wrong-value', 'weekStart', file.weekStart, '"monday" or "sunday"');
    }
    for (const [section, head] of DICTIONARIES) {
      const entries = has(file, section)
        ? (report.object(file[section], section, `${section} by name`) ?? {})
        : {};
      for (const name of Object.keys(entries).filter((key) => has(entries, key))) {
        if (section !== 'metrics') compilation.metric({ [head]: name }, `${section}.${name}`);
        else {
          const index = compilation.named(name, `${section}.${name}`);
          if (index !== undefined) named.set(name, index);
        }
      }
    }
    const list = has(file, 'segments') ? file.segments : [];
    if (!Array.isArray(list)) report.fault('wrong-type', 'segments', list, 'a list of segments');
    else if (list.length > MOST_SEGMENTS)
      report.fault('limit', 'segments', list, `at most ${MOST_SEGMENTS} segments`);
    else {
      const byId = new Map<string, number>();
      list.forEach((json, index) => {
        const id = isObject(json) ? own(json, 'id') : undefined;
        if (isText(id) && !byId.has(id)) byId.set(id, index);
      });
      list.forEach((json, index) => {
        segments.push(readSegment(json, index, compilation, byId));
      });
    }
    if (report.conditions > MOST_CONDITIONS) {
      report.fault('limit', 'segments', report.conditions, `at most ${MOST_CONDITIONS} conditions`);
      segments.fill(undefined);
    }
  }
  const order = arrange(segments, report);
  if (report.faults.length && !lenient) throw new DefinitionError(report.faults);

  const plan: CompiledPlan = {
    definitions,
    segments: segments.flatMap((segment) => segment?.id ?? []),
    metrics: [...named.keys()],
    traits: [...compilation.traits],
    faults: report.faults,
    timeZone,
    weekStart: file.weekStart === 'sunday' ? 'sunday' : 'monday',
    streams: compilation.streams,
    metricPlans: compilation.metrics,
    leaves: compilation.leaves,
    segmentPlans: withReferences(segments, order),
    order,
    named,
  };
  return plan;
};
