/** What the panel says: what is missing, how far along, how long. */
import { describe, expect, test } from 'vitest';
import { compile, createEngine, type Explanation } from '../../src/engine.js';
import { classesOf, shareOf, withParts } from '../../src/inspect/parts.js';
import { type Missing, missing } from '../../src/inspect/to-get-in.js';
import { progressOf, summary } from '../../src/inspect/tree.js';
import { figure, span } from '../../src/inspect/words.js';
import type { Condition, Definitions } from '../../src/segment/types.js';

const START = Date.parse('2026-06-10T08:00:00Z');
const MINUTE = 60_000;

const explained = (when: Condition, names: readonly string[] = [], later = 0): Explanation => {
  const engine = createEngine(compile({ version: 1, segments: [{ id: 'one', when }] }), { timeZone: 'UTC' });
  for (const [index, name] of names.entries())
    engine.apply({ id: `${index}`, name, time: START + index, session: 's', props: {} });
  engine.advance(START + names.length + later);
  return engine.explain('one') as Explanation;
};

/** A way in with its leaves as what they count. */
const wayIn = (when: Explanation['when']): unknown[] => {
  const told = (one: Missing): unknown =>
    'of' in one
      ? { enough: one.enough, of: one.of.map(told) }
      : `${one.isMeant ? '' : 'not '}${(one.leaf.condition as { count: string }).count} ${one.leaf.value}`;
  return missing(when).map(told);
};

describe('to get in', () => {
  test('what does not hold is missing, and under a `not` what does', () => {
    const { when } = explained(
      { all: [{ count: 'a', gte: 1 }, { count: 'b', gte: 3 }, { not: { count: 'c', gte: 1 } }] },
      ['a', 'b', 'c'],
    );
    expect(wayIn(when)).toEqual(['b 1', 'not c 1']);
  });

  test('where some of several are enough, it says how many, also inside and under a `not`', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((count): Condition => ({ count, gte: 2 })) as [
      Condition,
      Condition,
      Condition,
    ];
    const wayOf = (when: Condition, names: readonly string[] = []) => wayIn(explained(when, names).when);
    expect(wayOf({ all: [a, { any: [b, c] }] })).toEqual(['a 0', { enough: 1, of: ['b 0', 'c 0'] }]);
    expect(wayOf({ atLeast: 2, of: [a, b, c] }, ['a', 'a'])).toEqual([{ enough: 1, of: ['b 0', 'c 0'] }]);
    expect(wayOf({ any: [{ all: [a, b] }, c] })).toEqual([
      { enough: 1, of: [{ enough: 2, of: ['a 0', 'b 0'] }, 'c 0'] },
    ]);
    const both = ['a', 'a', 'b', 'b'];
    expect(wayOf({ not: { all: [a, b] } }, both)).toEqual([{ enough: 1, of: ['not a 2', 'not b 2'] }]);
    expect(wayOf({ not: { any: [a, b] } }, both)).toEqual(['not a 2', 'not b 2']);
  });

  test('progress is a part of what is needed, and of nothing that has no such end', () => {
    const leaf = (value: unknown, needs: object, held = false) => progressOf({ value, needs, held } as never);
    expect([leaf(1, { gte: 4 }), leaf(9, { gt: 4 }, true), leaf(-1, { gte: 4 })]).toEqual([0.25, 1, 0]);
    // it has more than enough: something else is lacking
    expect(leaf(9, { gte: 1, lt: 4 })).toBe(undefined);
    expect([leaf('x', { gte: 4 }), leaf(1, { lt: 4 }), leaf(1, { gte: 0 })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('since when, and when it turns by itself', () => {
    const recent: Condition = { count: 'a', over: '1h', gte: 1 };
    expect(summary(explained(recent))).toBe('Never was in. Does not enter by time alone.');
    expect(summary(explained(recent, ['a'], 30 * MINUTE))).toMatch(/^In since .*Drops out in 30 min, at /);
    expect(summary(explained(recent, ['a'], 90 * MINUTE))).toMatch(
      /^Out since .*Does not enter by time alone\.$/,
    );
    expect(summary(explained({ count: 'a', gte: 1 }, ['a']))).toMatch(
      /^In since .*Does not drop out by time alone\.$/,
    );
  });
});

test('durations in their two largest units, figures of any value', () => {
  const MINUTES = [0, 1, 61, 24 * 60 + 1, 3 * 24 * 60].map((minutes) => span(minutes * MINUTE));
  expect(MINUTES).toEqual(['0 s', '1 min', '1 h 1 min', '1 d 1 min', '3 d']);
  expect([span(-5), span(1), span(61_000)]).toEqual(['0 s', '1 s', '1 min 1 s']);
  expect([undefined, null, 1 / 3, 'x', true].map(figure)).toEqual([
    'no value',
    'no value',
    '0.333',
    'x',
    'true',
  ]);
});

describe('classes and terms', () => {
  const definitions: Definitions = {
    version: 1,
    classifiers: {
      taste: {
        evidence: [
          { of: 'view', points: 1, by: 'items.kind' },
          { of: 'buy', points: 3, class: 'owner' },
        ],
      },
    },
    models: { likely: { intercept: -1, terms: [{ metric: { count: 'view' }, weight: 2, mean: 1, sd: 2 }] } },
  };

  test('classes are those that lines name and events have named', () => {
    const seen = [{ items: [{ kind: 'shoes' }, { kind: 'caps' }] }, { items: 'none' }, {}];
    expect(classesOf(definitions, 'taste', seen)).toEqual(['shoes', 'caps', 'owner']);
    expect(classesOf(definitions, 'nobody', seen)).toEqual([]);
  });

  test('as named metrics beside its own they compile, and say what the engine says', () => {
    const plan = compile(withParts(definitions, [{ items: [{ kind: 'shoes' }] }]));
    const engine = createEngine(plan, { timeZone: 'UTC' });
    engine.apply({ id: '1', name: 'view', time: START, session: 's', props: { items: [{ kind: 'shoes' }] } });
    expect(engine.metric('$points taste shoes')).toBe(1);
    expect(engine.metric('$term likely 0')).toBe(1);
    expect(Number(engine.metric('$chance likely'))).toBeCloseTo(1 / (1 + Math.exp(1)));
  });

  test('the share of a term is what it adds: weighed, bent, and with what stands for a value that is missing', () => {
    const metric = { count: 'view' } as const;
    expect(shareOf({ metric, weight: 2, mean: 1, sd: 2 }, 4)).toBe(3);
    expect(shareOf({ metric, weight: 2, transform: 'sqrt' }, 9)).toBe(6);
    expect(shareOf({ metric, weight: 1, transform: 'log1p' }, Math.E - 1)).toBeCloseTo(1);
    expect([
      shareOf({ metric, weight: 2, missing: 5 }, undefined),
      shareOf({ metric, weight: 2 }, undefined),
    ]).toEqual([10, 0]);
  });
});
