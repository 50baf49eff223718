/** What the language says in passing, sentence by sentence, where no example of test/golden and no trap holds it. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/base/json.js';
import { compile, createEngine, type Event, evaluate } from '../../src/engine.js';
import type { Condition, Definitions, Metric, Segment } from '../oracle/language.js';
import { oracle } from '../oracle/oracle.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-06-10T08:00:00Z');

/** A record so many milliseconds after the start; those made later have greater ids. */
let count = 0;
const event = (name: string, after: number, props: Event['props'] = {}, more: Partial<Event> = {}): Event => {
  count++;
  return {
    id: `e${String(count).padStart(6, '0')}`,
    name,
    time: START + after,
    session: 's',
    props,
    ...more,
  };
};

const planOf = (definitions: Definitions) =>
  compile({ ...definitions, version: 1 } as unknown as Parameters<typeof compile>[0]);
const engineOf = (definitions: Definitions, options: Parameters<typeof createEngine>[1] = {}) =>
  createEngine(planOf(definitions), options);

const fileOf = (...segments: Segment[]): Definitions => ({ version: 1, segments });

/** Whether a condition holds so long after the start, as the engine and the oracle both say. */
function holds(condition: Condition, log: Event[], after: number): boolean {
  const definitions = fileOf({ id: 'x', when: condition });
  const at = START + after;
  const { segments } = evaluate(definitions as never, { events: log, at });
  expect(oracle(definitions, log, { at }).segments).toEqual(segments);
  return segments.includes('x');
}

/** The value of a metric at the last record, as both say. */
function measure(metric: Metric, log: Event[], more: Partial<Definitions> = {}): Json | undefined {
  const definitions: Definitions = { version: 1, metrics: { m: metric }, segments: [], ...more };
  const at = Math.max(...log.map(({ time }) => time));
  const { m } = evaluate(definitions as never, { events: log, at }).metrics as { m?: Json };
  expect(oracle(definitions, log, { at }).metrics.m).toEqual(m);
  return m;
}

describe('memberships', () => {
  it('records of one instant are taken in together, whichever call brought them', () => {
    const engine = engineOf(
      fileOf(
        { id: 'slow', when: { trait: 'plan', is: 'pro' }, enterAfter: '10m' },
        { id: 'shy', when: { trait: 'plan', is: 'pro' }, cooldown: 'forever' },
      ),
    );
    engine.setTraits({ plan: 'pro' }, START);
    // away and back within one instant: nothing was broken, and nobody went out
    engine.setTraits({ plan: 'free' }, START + MINUTE);
    engine.setTraits({ plan: 'pro' }, START + MINUTE);
    expect([...engine.segments()]).toEqual(['shy']);
    engine.advance(START + 10 * MINUTE);
    expect([...engine.segments()].sort()).toEqual(['shy', 'slow']);
  });

  it('the salt of a sample is the id of the segment, unless another is given', () => {
    const half = (id: string, salt?: string): Segment => ({
      id,
      when: { count: 'a', gte: 1 },
      sample: { percent: 50, ...(salt === undefined ? {} : { salt }) },
    });
    const definitions = fileOf(half('one'), half('two'), half('as-one', 'one'));
    const visitors = Array.from({ length: 200 }, (_, i) => `visitor-${i}`).map((visitorId) => {
      const { segments } = evaluate(definitions as never, { events: [event('a', 0)], at: START, visitorId });
      expect(segments.includes('one')).toBe(segments.includes('as-one'));
      return segments;
    });
    const shared = visitors.filter((ids) => ids.includes('one') === ids.includes('two')).length;
    expect(shared).toBeGreaterThan(60);
    expect(shared).toBeLessThan(140);
  });
});

describe('conditions', () => {
  it('what begins something and ends it is abandoned: nothing stands after it', () => {
    const condition: Condition = { abandoned: ['cart', 'both'], without: ['buy', 'both'], for: '30m' };
    expect(holds(condition, [event('both', 0)], 30 * MINUTE)).toBe(true);
    expect(holds(condition, [event('both', 0), event('buy', 1)], 30 * MINUTE)).toBe(false);
    expect(holds(condition, [event('cart', 0), event('both', 1)], 30 * MINUTE)).toBe(false);
    expect(holds(condition, [event('cart', 0), event('both', 1)], 30 * MINUTE + 1)).toBe(true);
  });

  it('abandoned within so long: the exact age counts, also when something else is begun just then', () => {
    const condition: Condition = { abandoned: 'view', without: 'buy', for: '1h', within: '2h', same: 'sku' };
    const log = [event('view', 0, { sku: 1 }), event('view', 2 * HOUR, { sku: 2 })];
    const engine = engineOf(fileOf({ id: 'x', when: condition }));
    for (const record of log) engine.apply(record);
    expect(engine.segments().has('x')).toBe(true);
    engine.advance(START + 2 * HOUR + 1);
    expect(engine.segments().has('x')).toBe(false);
    expect(holds(condition, log, 2 * HOUR)).toBe(true);
    expect(holds(condition, log, 2 * HOUR + 1)).toBe(false);
  });
});

describe('tests', () => {
  const trait = (v: Json, test: object) =>
    holds({ trait: 'v', ...test } as Condition, [event('$set', 0, { v })], 0);

  it('ignoreCase is for what is equal or like, not for what is greater', () => {
    expect(trait('a', { gte: 'B', ignoreCase: true })).toBe(true);
    expect(trait('a', { between: ['B', 'C'], ignoreCase: true })).toBe(false);
    expect(trait('b', { between: ['B', 'C'], ignoreCase: true })).toBe(false);
    expect(trait('a', { is: 'A', gte: 'B', ignoreCase: true })).toBe(true);
  });

  it('between wraps around for parts of the clock alone', () => {
    for (const v of [1, 2, 3, 5, 6]) expect(trait(v, { between: [5, 2] })).toBe(false);
    const log = [event('a', 0, { v: 6 }), event('a', 1, { v: 1 })];
    expect(holds({ count: 'a', between: [3, 2] } as Condition, log, 1)).toBe(false);
    const where = (path: string, between: Json) =>
      measure({ count: { event: 'a', where: { [path]: { between } } } } as never, log);
    expect(where('v', [5, 2])).toBe(0);
    expect(where('$time', [START + 1, START])).toBe(0);
    expect([where('$hour', [22, 8]), where('$hour', [22, 7]), where('$weekday', [7, 3])]).toEqual([2, 0, 2]);
  });

  it('numbers compare with numbers and strings with strings: true and false with nothing', () => {
    const log = [event('a', 0, { yes: true, no: false })];
    const definitions: Definitions = {
      version: 1,
      metrics: { no: { first: 'no', of: 'a' } },
      segments: (['gt', 'gte', 'is', 'isNot'] as const).map((key) => ({
        id: key.toLowerCase(),
        when: { first: 'yes', of: 'a', [key]: { metric: 'no' } } as Condition,
      })),
    };
    expect(evaluate(definitions as never, { events: log, at: START }).segments).toEqual(['isnot']);
  });
});

describe('versions', () => {
  it('a leading v is allowed, a capital one is not', () => {
    const is = (v: string) => holds({ trait: 'v', is: '1.2.0', as: 'version' }, [event('$set', 0, { v })], 0);
    expect([is('v1.2'), is('1.2'), is('V1.2'), is('vv1.2'), is(' 1.2'), is('1.02')]).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('drift', () => {
  it('over a session any event decides anew, a change of traits does not', () => {
    const condition: Condition = {
      difference: [{ sinceLast: 'a', over: 'session' }, { count: 'z' }],
      gte: '10m',
    } as Condition;
    const a = event('a', 0);
    expect(holds(condition, [a], 59 * MINUTE)).toBe(false);
    expect(holds(condition, [a, event('$set', 15 * MINUTE, { v: 1 })], 20 * MINUTE)).toBe(false);
    expect(holds(condition, [a, event('b', 15 * MINUTE)], 15 * MINUTE)).toBe(true);
    expect(holds(condition, [a, event('b', 15 * MINUTE)], 15 * MINUTE - 1)).toBe(false);
  });
});

describe('metrics', () => {
  it('a streak ends with the latest date, also when an earlier one comes after it', () => {
    const log = [
      event('a', 0, {}, { offset: 0 }),
      event('a', 15 * HOUR, {}, { offset: 120 }),
      // later, and yet the day before, where the clocks show that
      event('a', 15 * HOUR + MINUTE, {}, { offset: -300 }),
    ];
    expect(measure({ streak: 'a' }, log.slice(0, 2))).toBe(2);
    expect(measure({ streak: 'a' }, log)).toBe(2);
    expect(measure({ streak: 'a' }, log.slice(1))).toBe(2);
  });

  it('a model takes the stand-in for a missing value through the transform, too', () => {
    const model = (missing: number | undefined) => ({
      models: {
        m: {
          intercept: 0,
          terms: [
            {
              metric: { avg: 'v', of: 'a' } as Metric,
              weight: 1,
              transform: 'log1p' as const,
              ...(missing === undefined ? {} : { missing }),
            },
          ],
        },
      },
    });
    expect(measure({ model: 'm' }, [event('a', 0)], model(1))).toBeCloseTo(2 / 3, 12);
    expect(measure({ model: 'm' }, [event('a', 0)], model(undefined))).toBe(0.5);
  });
});

describe('classifiers', () => {
  const winner = (log: Event[], classifier: object, read?: 'confidence') =>
    measure({ classifier: 'c', ...(read ? { read } : {}) }, log, {
      classifiers: { c: classifier as never },
    });
  const by = (points: Json = 'n') => ({ evidence: [{ of: 'a', points, by: 'k' }] });

  it('equal within one part in a thousand million is a tie: the last evidence decides', () => {
    const log = (more: number) => [event('a', 0, { k: 'x', n: 1 + more }), event('a', 1, { k: 'y', n: 1 })];
    expect(winner(log(5e-10), by())).toBe('y');
    expect(winner(log(2e-9), by())).toBe('x');
    expect(
      winner(
        [...log(5e-10)].reverse().map((one, i) => ({ ...one, time: START + i })),
        by(),
      ),
    ).toBe('x');
  });

  it('a value that stands there several times counts where it stands last', () => {
    expect(winner([event('a', 0, { k: ['x', 'y', 'x'], n: 1 })], by())).toBe('x');
    expect(winner([event('a', 0, { k: ['x', 'y'], n: 1 })], by())).toBe('y');
  });

  it('then the order of the evidence decides', () => {
    const lines = (first: string, then: string) => ({
      evidence: [
        { of: 'a', points: 1, class: first },
        { of: 'a', points: 1, class: then },
      ],
    });
    expect([winner([event('a', 0)], lines('x', 'y')), winner([event('a', 0)], lines('y', 'x'))]).toEqual([
      'y',
      'x',
    ]);
  });

  it('classes without direct evidence come last, by name', () => {
    const related = { run: { zeal: 1, air: 1, zest: 1 } };
    expect(winner([event('a', 0, { k: 'run', n: 1 })], { ...by(), related })).toBe('run');
    const against = event('a', 1, { k: 'run', n: -0.5 });
    const twice = { run: { zeal: 2, air: 2, zest: 2 } };
    expect(winner([event('a', 0, { k: 'run', n: 1 }), against], { ...by(), related: twice })).toBe('air');
  });

  it('the share of the winner is of the points of positive classes', () => {
    const log = [
      event('a', 0, { k: 'x', n: 3 }),
      event('a', 1, { k: 'y', n: 1 }),
      event('a', 2, { k: 'z', n: -2 }),
    ];
    expect(winner(log, by(), 'confidence')).toBe(0.75);
    expect(winner(log.slice(2), by())).toBeUndefined();
    // nothing is not more than nothing
    const undone = [event('a', 0, { k: 'x', n: 1 }), event('a', 1, { k: 'x', n: -1 })];
    expect([winner(undone, by()), winner(undone, by(), 'confidence')]).toEqual([undefined, undefined]);
  });
});

describe('elements', () => {
  const elements = (where: { [path: string]: Json }): Metric => ({
    count: { event: 'a', each: 'items', where } as never,
  });

  it("what has the path's first key is not looked for in the event, whatever it has there", () => {
    const log = [
      event('a', 0, { k: 'x', deep: { k: 'x' }, items: [{ k: null }, {}, { deep: {} }, { k: 'x' }] }),
    ];
    expect(measure(elements({ k: 'x' }), log)).toBe(3);
    expect(measure(elements({ 'deep.k': 'x' }), log)).toBe(3);
  });

  it('$value is the element where that is a scalar, and a path like any other where it is none', () => {
    const log = [event('a', 0, { items: ['x', { $value: 'x' }, { k: 'x' }, ['x'], null] })];
    expect(measure(elements({ $value: 'x' }), log)).toBe(2);
    expect(measure({ count: { event: 'a', where: { $value: 'x' } } }, [event('a', 0, { $value: 'x' })])).toBe(
      1,
    );
  });
});
