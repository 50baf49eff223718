import { canonical, has, isObject, type Json } from '../base/json.js';
import { abandonmentLeaf, abandonmentStream } from './abandonment.js';
import type { Part } from './calendar.js';
import type { Compilation } from './compilation.js';
import { clockLeaf, type LeafPlan, metricLeaf, traitLeaf } from './leaves.js';
import type { MetricPlan } from './metrics/types.js';
import { readEventSelector } from './selectors.js';
import { readTest, type Subject, TEST_KEYS, type Test } from './tests.js';
import { readDuration } from './windows.js';

/** What a condition is asked with: the leaves that hold, and the segments the visitor is in. */
export interface Held {
  readonly leaves: readonly boolean[];
  readonly segments: readonly boolean[];
}

/** A condition, read. */
export interface Condition {
  readonly canon: string;
  holds(held: Held): boolean;
  /** Indexes of the leaves below it, and of the segments it refers to. */
  readonly leaves: readonly number[];
  readonly segments: readonly number[];
}

type Entries = Record<string, unknown>;
/** Where the segment of an id stands in the file. */
export type SegmentIndex = (id: string) => number | undefined;

/** Stands in for what could not be read; its faults are told. */
const NOTHING: Condition = { canon: '', holds: () => false, leaves: [], segments: [] };

const group = (canon: string, parts: readonly Condition[], holds: Condition['holds']): Condition => ({
  canon,
  holds,
  leaves: parts.flatMap(({ leaves }) => leaves),
  segments: parts.flatMap(({ segments }) => segments),
});

const leaf = (compilation: Compilation, plan: LeafPlan): Condition => {
  const index = compilation.leaf(plan);
  return { canon: plan.canon, holds: ({ leaves }) => leaves[index] === true, leaves: [index], segments: [] };
};

/** Reads the test beside a condition's own keys, and the named metrics on its other side. */
const readTested = (
  json: Entries,
  place: string,
  compilation: Compilation,
  subject: Subject,
): { test: Test; operands: Map<string, number>; canon: Json } | undefined => {
  const test = readTest(json, place, compilation.report, { ...subject, operands: true });
  if (!test) return undefined;
  const operands = new Map<string, number>();
  const canon: { [key: string]: Json } = {};
  for (const key of TEST_KEYS) {
    if (!has(json, key)) continue;
    const value = json[key] as Json;
    canon[key] = value;
    if (!isObject(value)) continue;
    const index = compilation.named(value.metric, `${place}.${key}.metric`);
    if (index === undefined) return undefined;
    operands.set(String(value.metric), index);
    canon[key] = { metric: (compilation.metrics[index] as MetricPlan).canon };
  }
  return { test, operands, canon };
};

const PARTS: ReadonlySet<unknown> = new Set<Part>(['hour', 'weekday', 'day', 'month', 'date', 'time']);

type Read = (
  json: Entries,
  place: string,
  compilation: Compilation,
  segments: SegmentIndex,
) => Condition | undefined;

const readList: (
  json: unknown,
  place: string,
  compilation: Compilation,
  segments: SegmentIndex,
) => Condition[] = (json, place, compilation, segments) =>
  compilation.report.list(json, place, 'conditions', (element, where) =>
    readCondition(element, where, compilation, segments),
  );

/** The forms that are no metric: their keys (the first is the form's own) and whether a test stands beside them. */
const FORMS: readonly (readonly [keys: readonly string[], tested: boolean, read: Read])[] = [
  [
    ['all'],
    false,
    (json, place, compilation, segments) => {
      const parts = readList(json.all, `${place}.all`, compilation, segments);
      return group(`all(${parts.map(({ canon }) => canon)})`, parts, (held) =>
        parts.every((part) => part.holds(held)),
      );
    },
  ],
  [
    ['any'],
    false,
    (json, place, compilation, segments) => {
      const parts = readList(json.any, `${place}.any`, compilation, segments);
      return group(`any(${parts.map(({ canon }) => canon)})`, parts, (held) =>
        parts.some((part) => part.holds(held)),
      );
    },
  ],
  [
    ['not'],
    false,
    (json, place, compilation, segments) => {
      const part = readCondition(json.not, `${place}.not`, compilation, segments);
      return group(`not(${part.canon})`, [part], (held) => !part.holds(held));
    },
  ],
  [
    ['atLeast', 'of'],
    false,
    (json, place, compilation, segments) => {
      const parts = readList(json.of, `${place}.of`, compilation, segments);
      const least = compilation.report.value(
        json.atLeast,
        `${place}.atLeast`,
        `a whole number from 1 to ${parts.length}`,
        (it): it is number => Number.isInteger(it) && (it as number) >= 1 && (it as number) <= parts.length,
      );
      return group(`atLeast(${least},${parts.map(({ canon }) => canon)})`, parts, (held) => {
        let holding = 0;
        return parts.some((part) => part.holds(held) && ++holding >= (least as number));
      });
    },
  ],
  [
    ['segment'],
    false,
    (json, place, { report }, segments) => {
      const id = report.text(json.segment, `${place}.segment`, 'the id of a segment');
      const index = segments(id);
      if (index === undefined)
        return report.fault('unknown-reference', `${place}.segment`, id, 'the id of a segment of this file');
      return {
        canon: `segment(${id})`,
        holds: ({ segments }) => segments[index] === true,
        leaves: [],
        segments: [index],
      };
    },
  ],
  [
    ['trait'],
    true,
    (json, place, compilation) => {
      const path = compilation.report.text(json.trait, `${place}.trait`, 'the path of a trait');
      const tested = readTested(json, place, compilation, {});
      if (!tested) return undefined;
      compilation.traits.add(path);
      const canon = canonical(['trait', path, tested.canon]);
      return leaf(compilation, traitLeaf(canon, path, tested.test, tested.operands, compilation.metrics));
    },
  ],
  [
    ['now'],
    true,
    (json, place, compilation) => {
      const part = compilation.report.value(
        json.now,
        `${place}.now`,
        `one of ${[...PARTS].join(', ')}`,
        (it): it is Part => PARTS.has(it),
      );
      const tested = readTested(json, place, compilation, {
        numeric: part !== 'date' && part !== 'time',
        wraps: true,
      });
      if (!part || !tested) return undefined;
      const canon = canonical(['now', part, tested.canon]);
      return leaf(compilation, clockLeaf(canon, part, tested.test, tested.operands, compilation.metrics));
    },
  ],
  [
    ['abandoned', 'without', 'for', 'within', 'same'],
    false,
    (json, place, compilation) => {
      const { report } = compilation;
      const begin = readEventSelector(json.abandoned, `${place}.abandoned`, report, false);
      const done = readEventSelector(json.without, `${place}.without`, report, false);
      const wait = readDuration(json.for, `${place}.for`, report);
      const within = has(json, 'within')
        ? readDuration(json.within, `${place}.within`, report)
        : Number.POSITIVE_INFINITY;
      const same = has(json, 'same') ? report.text(json.same, `${place}.same`, 'a path') : undefined;
      const plan = abandonmentStream(begin, done, same);
      return leaf(
        compilation,
        abandonmentLeaf(
          canonical([plan.canon, wait, String(within)]),
          compilation.addStream(plan),
          wait,
          within,
        ),
      );
    },
  ],
];

/** Reads a condition, one level deeper than what it stands in. */
export const readCondition = (
  json: unknown,
  place: string,
  compilation: Compilation,
  segments: SegmentIndex,
): Condition => {
  const { report } = compilation;
  const read = (): Condition | undefined => {
    report.conditions++;
    if (isObject(json)) {
      for (const [keys, tested, readForm] of FORMS) {
        if (!has(json, keys[0] as string)) continue;
        report.object(json, place, 'a condition', new Set(tested ? [...keys, ...TEST_KEYS] : keys));
        return readForm(json, place, compilation, segments);
      }
      if (compilation.head(json)) {
        const index = compilation.metric(json, place, TEST_KEYS);
        const metric = index === undefined ? undefined : (compilation.metrics[index] as MetricPlan);
        const tested = readTested(json, place, compilation, { numeric: metric?.numeric ?? true });
        if (index === undefined || !metric || !tested) return undefined;
        const canon = canonical(['metric', metric.canon, tested.canon]);
        return leaf(compilation, metricLeaf(canon, index, tested.test, tested.operands, compilation.metrics));
      }
    }
    return report.fault(
      json === undefined ? 'missing' : 'unknown-form',
      place,
      json,
      'a condition: all, any, not, atLeast, segment, trait, now, abandoned, or a metric with a test',
    );
  };
  return report.deeper(place, json, read) ?? NOTHING;
};
