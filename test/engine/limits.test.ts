/** The limits of a file and of a record: what just fits, and what is one too many. */
import { describe, expect, it } from 'vitest';
import { compile, createEngine, type Fault } from '../../src/engine.js';

type Definitions = Parameters<typeof compile>[0];

const faultsOf = (definitions: object): readonly Fault[] =>
  compile({ version: 1, ...definitions } as unknown as Definitions, { lenient: true }).faults;
const codesOf = (definitions: object) => faultsOf(definitions).map(({ code }) => code);

const seen = { count: 'a', gte: 1 };
const when = (condition: object, id = 'x') => ({ segments: [{ id, when: condition }] });

const nested = (levels: number): object =>
  Array.from({ length: levels - 1 }).reduce<object>((inner) => ({ not: inner }), seen);

/** A file of exactly so many characters. */
const sized = (characters: number): object => {
  const file = { version: 1, meta: { notes: '' }, ...when(seen) };
  return { ...file, meta: { notes: 'x'.repeat(characters - JSON.stringify(file).length) } };
};

describe('a file', () => {
  it.each<[what: string, fits: object, exceeds: object, code: string]>([
    ['32 levels', when(nested(32)), when(nested(33)), 'limit'],
    [
      '10,000 conditions',
      when({ any: Array(9_999).fill(seen) }),
      when({ any: Array(10_000).fill(seen) }),
      'limit',
    ],
    [
      '1,000 segments',
      { segments: Array.from({ length: 1_000 }, (_, i) => ({ id: `s${i}`, when: seen })) },
      { segments: Array.from({ length: 1_001 }, (_, i) => ({ id: `s${i}`, when: seen })) },
      'limit',
    ],
    [
      '16 steps',
      when({ count: { sequence: Array(16).fill('a') }, gte: 1 }),
      when({ count: { sequence: Array(17).fill('a') }, gte: 1 }),
      'invalid',
    ],
    [
      '1,024 characters',
      when({ trait: 'v', is: 'x'.repeat(1_024) }),
      when({ trait: 'v', is: 'x'.repeat(1_025) }),
      'limit',
    ],
    ['1,000,000 characters of JSON', sized(1_000_000), sized(1_000_001), 'limit'],
    ['64 characters of an id', when(seen, 'x'.repeat(64)), when(seen, 'x'.repeat(65)), 'invalid'],
  ])('has at most %s', (_, fits, exceeds, code) => {
    expect(codesOf(fits)).toEqual([]);
    expect(codesOf(exceeds)).toEqual([code]);
  });

  it('divides by no standard deviation of 0', () => {
    const model = (sd: number) => ({
      models: { m: { intercept: 0, terms: [{ metric: { count: 'a' }, weight: 1, sd }] } },
      segments: [],
    });
    expect(codesOf(model(0.1))).toEqual([]);
    expect(faultsOf(model(0))).toMatchObject([{ code: 'invalid', place: 'models.m.terms[0].sd' }]);
  });

  it('loses, where it is lenient, the faulty and those that refer to them, and nothing else', () => {
    const plan = compile(
      {
        version: 1,
        metrics: {
          wrong: { count: 'a', over: 'yesteryear' },
          upon: { total: [{ metric: 'wrong' }] },
          right: seen,
        },
        segments: [
          { id: 'first', when: { metric: 'upon', gte: 1 } },
          { id: 'second', when: { any: [{ segment: 'first' }, seen] } },
          { id: 'third', when: { not: { segment: 'second' } } },
          { id: 'sound', when: seen },
          { id: 'upon-sound', when: { segment: 'sound' } },
        ],
      } as unknown as Definitions,
      { lenient: true },
    );
    expect(plan.segments).toEqual(['sound', 'upon-sound']);
    expect(plan.metrics).not.toContain('upon');
    const engine = createEngine(plan);
    engine.apply({ id: '1', name: 'a', time: 0, session: 's', props: {} });
    expect([...engine.segments()]).toEqual(['sound', 'upon-sound']);
  });
});

describe('a record', () => {
  const record = (more: object) => ({ id: '1', name: 'a', time: 1e12, session: 's', props: {}, ...more });

  it.each([
    ['name', { name: '' }],
    ['name', { name: 'a*' }],
    ['name', { name: 'a?' }],
    ['name', { name: '$other' }],
    ['id', { id: '' }],
    ['time', { time: 1.5 }],
    ['time', { time: Number.NaN }],
    ['props', { props: { v: Number.POSITIVE_INFINITY } }],
    ['props', { props: { deep: [{ v: Number.NaN }] } }],
    ['props', { props: [] }],
    ['offset', { offset: Number.NaN }],
  ])('of which the %s is none is refused whole, and its id is not used up: %j', (part, more) => {
    const engine = createEngine(compile({ version: 1, metrics: { n: { count: ['a', 'b'] } }, segments: [] }));
    engine.apply(record({ id: '0', name: 'b' }));
    const before = JSON.stringify(engine.snapshot());
    expect(() => engine.apply(record(more))).toThrow(new RegExp(`No ${part} of an event`));
    // of several none is taken in
    expect(() => engine.applyAll([record({ id: '2' }), record(more)])).toThrow('of an event');
    expect(JSON.stringify(engine.snapshot())).toBe(before);
    engine.apply(record({}));
    expect(engine.metric('n')).toBe(2);
  });

  it('with an id that is known counts instead, if it is the earlier one, whenever it comes', () => {
    const plan = compile({
      version: 1,
      metrics: { v: { sum: 'v', of: 'a' }, first: { first: 'v', of: '*' } },
      segments: [],
    });
    const engine = createEngine(plan);
    for (const [time, v] of [
      [1e12, 1],
      [1e12 - 5, 2],
      [1e12 + 5, 4],
      [1e12 - 3, 8],
    ] as const)
      engine.apply(record({ time, props: { v } }));
    expect([engine.metric('v'), engine.metric('first')]).toEqual([2, 2]);
  });
});
