/** What must not compile, with the reason above each: and the compiler refuses it too. */
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/engine/compile.js';
import { GRAMMAR } from '../../src/engine/grammar.js';
import type { Condition, Definitions, Metric, Segment, Selector, Window } from '../../src/segment/types.js';
import { file, files } from './forms.js';

const wrongConditions: readonly Condition[] = [
  // @ts-expect-error a metric is no condition without a test
  { count: 'purchase' },
  // @ts-expect-error nor is a trait
  { trait: 'plan' },
  // @ts-expect-error two heads in one object
  { count: 'a', sum: 'value', of: 'b', gte: 1 },
  // @ts-expect-error two heads again
  { all: [{ count: 'a', gte: 1 }], any: [{ count: 'a', gte: 1 }] },
  // @ts-expect-error a misspelt key
  { count: 'a', gtee: 1, gte: 1 },
  // @ts-expect-error a key of another form
  { count: 'a', halfLife: '7d', gte: 1 },
  // @ts-expect-error a test beside what has no value
  { all: [{ count: 'a', gte: 1 }], gte: 1 },
  // @ts-expect-error a segment is in or out, and no more
  { segment: 'first', is: true },
  // @ts-expect-error what is summed must be said
  { sum: 'value', gte: 1 },
  // @ts-expect-error no such part of the clock
  { now: 'minute', is: 3 },
  // @ts-expect-error ignoreCase alone tests nothing
  { trait: 'plan', ignoreCase: true },
  // @ts-expect-error versions contain nothing
  { trait: 'app', as: 'version', contains: '1' },
  // @ts-expect-error versions need something to be compared with
  { trait: 'app', as: 'version' },
  // @ts-expect-error an end is missing
  { now: 'hour', between: [22] },
  // @ts-expect-error null is nothing to compare with
  { trait: 'plan', is: null },
  // @ts-expect-error a number is compared with a number or a duration
  { count: 'a', gte: 'many' },
  // @ts-expect-error how long ago must be said
  { abandoned: 'add_to_cart', without: 'purchase' },
  // @ts-expect-error a side of abandoned is no sequence
  { abandoned: { sequence: ['a', 'b'] }, without: 'purchase', for: '30m' },
  // @ts-expect-error at least two of what
  { atLeast: 2 },
  // @ts-expect-error a streak is counted up to today, over no window
  { streak: 'a', over: '7d', gte: 3 },
];

const wrongMetrics: readonly Metric[] = [
  // @ts-expect-error a metric has no test
  { count: 'a', gte: 1 },
  // @ts-expect-error the span is missing
  { peak: 'a' },
  // @ts-expect-error two parts, no more
  { ratio: [{ count: 'a' }, { count: 'b' }, { count: 'c' }] },
  // @ts-expect-error a class is read by its points
  { classifier: 'stage', class: 'awareness' },
  // @ts-expect-error whose points
  { classifier: 'stage', read: 'points' },
  // @ts-expect-error no such reading
  { classifier: 'stage', read: 'winner' },
  // @ts-expect-error elements have no intervals
  { interval: { event: 'a', each: 'items' } },
  // @ts-expect-error times is for sums
  { avg: 'price', times: 'quantity', of: 'a' },
  // @ts-expect-error points are missing
  { score: [{ of: 'a' }] },
  // @ts-expect-error points have no class in a score
  { score: [{ of: 'a', points: 1, class: 'x' }] },
];

const wrongSelectors: readonly Selector[] = [
  // @ts-expect-error an event or a sequence
  { event: 'a', sequence: ['a', 'b'] },
  // @ts-expect-error a sequence has no where of its own
  { sequence: ['a', 'b'], where: { value: 1 } },
  // @ts-expect-error a step is no sequence
  { sequence: ['a', { sequence: ['b', 'c'] }] },
  // @ts-expect-error a step has no elements
  { sequence: ['a', { event: 'b', each: 'items' }] },
  // @ts-expect-error a number is no name
  3,
  // @ts-expect-error a named metric stands in conditions, not in where
  { event: 'a', where: { value: { gte: { metric: 'spent' } } } },
  // @ts-expect-error no such test
  { event: 'a', where: { value: { above: 1 } } },
];

const wrongWindows: readonly Window[] = [
  // @ts-expect-error a misspelt word
  'this_wek',
  // @ts-expect-error a number has no unit
  30,
  // @ts-expect-error from without to
  { from: '28d' },
  // @ts-expect-error one or the other
  { since: '2026-11-01T00:00:00Z', from: '28d', to: '14d' },
  // @ts-expect-error no instant
  { since: 'yesterday' },
];

const when: Condition = { count: 'a', gte: 1 };
const wrongSegments: readonly Segment[] = [
  // @ts-expect-error no condition
  { id: 'it' },
  // @ts-expect-error no id
  { when },
  // @ts-expect-error a misspelt key
  { id: 'it', when, untill: when },
  // @ts-expect-error no such word
  { id: 'it', when, cooldown: 'never' },
  // @ts-expect-error no duration
  { id: 'it', when, enterAfter: 'soon' },
  // @ts-expect-error a share is a number
  { id: 'it', when, sample: { percent: '50' } },
];

const wrongFiles: readonly Definitions[] = [
  // @ts-expect-error no such version
  { version: 2 },
  // @ts-expect-error segments are a list
  { version: 1, segments: { it: { when } } },
  // @ts-expect-error no such day
  { version: 1, weekStart: 'saturday' },
  // @ts-expect-error an unknown key
  { version: 1, segment: [] },
  // @ts-expect-error either a class or where it stands
  { version: 1, classifiers: { c: { evidence: [{ of: 'a', points: 1, class: 'x', by: 'y' }] } } },
  // @ts-expect-error a class must be had from somewhere
  { version: 1, classifiers: { c: { evidence: [{ of: 'a', points: 1 }] } } },
  {
    version: 1,
    // @ts-expect-error no such transform
    models: { m: { intercept: 1, terms: [{ metric: { count: 'a' }, weight: 1, transform: 'log' }] } },
  },
];

/** Every key that stands anywhere in these files, under the keys of a form. */
const keysIn = (json: unknown): string[] =>
  Array.isArray(json)
    ? json.flatMap(keysIn)
    : typeof json === 'object' && json !== null
      ? Object.entries(json).flatMap(([key, value]) => [key, ...keysIn(value)])
      : [];

describe('the types', () => {
  test('have every key of the grammar, and what they allow compiles', () => {
    const known = new Set(keysIn(files));
    const keys = Object.values(GRAMMAR).flatMap((forms) =>
      typeof forms === 'string'
        ? []
        : forms.flatMap((form) => form.split(' ').map((field) => field.split(/[:?]/)[0] as string)),
    );
    expect(keys.length).toBeGreaterThan(100);
    expect(keys.filter((key) => !known.has(key))).toEqual([]);
    for (const definitions of files) expect(compile(definitions).faults).toEqual([]);
  });

  const refused: readonly (readonly [string, readonly unknown[], (wrong: never) => Definitions])[] = [
    ['conditions', wrongConditions, (when) => file({ segments: [{ id: 'it', when }] })],
    ['metrics', wrongMetrics, (it) => file({ metrics: { spent: { count: 'a' }, it } })],
    ['selectors', wrongSelectors, (count) => file({ segments: [{ id: 'it', when: { count, gte: 1 } }] })],
    ['windows', wrongWindows, (over) => file({ metrics: { spent: { count: 'a', over } } })],
    ['segments', wrongSegments, (it) => file({ segments: [it] })],
    ['files', wrongFiles, (it) => it],
  ];
  test.each(refused)('refuse what the compiler refuses: %s', (_, wrong, around) => {
    expect(wrong.length).toBeGreaterThan(4);
    for (const one of wrong) expect(() => compile(around(one as never)), JSON.stringify(one)).toThrow();
  });
});
