/** What `explain` tells of each form and each rule, and how that reads. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/base/json.js';
import { headsOf } from '../../src/engine/grammar.js';
import {
  compile,
  createEngine,
  type Engine,
  type EngineOptions,
  type Event,
  type ExplainedLeaf,
  type Explanation,
  formatExplanation,
} from '../../src/engine.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-06-10T08:00:00Z');

type Entries = { readonly [key: string]: Json };

let count = 0;
const event = (name: string, time: number, props: Entries = {}, session = 's'): Event => ({
  id: `e${String(count++).padStart(6, '0')}`,
  name,
  time,
  session,
  props,
});

const file = (segments: readonly Entries[], more: Entries = {}) =>
  compile({ version: 1, segments, ...more } as unknown as Parameters<typeof compile>[0]);

/** An engine that has seen a log, asked at an instant. */
const engineOf = (
  plan: ReturnType<typeof compile>,
  events: readonly Event[],
  at = START + HOUR,
  options: EngineOptions = {},
): Engine => {
  const engine = createEngine(plan, options);
  for (const one of events) engine.apply(one);
  engine.advance(at);
  return engine;
};

const explanationOf = (engine: Engine, id = 'x'): Explanation => {
  const explanation = engine.explain(id);
  if (!explanation) throw new Error(`nothing is told of ${id}`);
  return explanation;
};

const LOG = [
  event('$set', START, { plan: 'pro', age: '10', tags: ['a', 'b'], birthday: '1990-06-20', app: '1.10.0' }),
  event('view', START, { sku: 'p1', price: 10 }),
  event('view', START + 10 * MINUTE, { sku: 'p2', price: 30 }),
  event('view', START + 30 * MINUTE, { sku: 'p2', price: 5.5 }),
  event('add', START + 40 * MINUTE, { sku: 'p2' }),
];

const MORE: Entries = {
  metrics: {
    views: { count: 'view', over: '1d' },
    limit: { count: 'add' },
    none: { avg: 'price', of: 'never' },
  },
  classifiers: { taste: { evidence: [{ of: 'view', points: 1, by: 'sku' }] } },
  models: { will_buy: { intercept: -1, terms: [{ metric: { count: 'view' }, weight: 0.5 }] } },
};

/** The explanation of a condition after the log, an hour after its start, as lines. */
const linesOf = (when: Entries, others: readonly Entries[] = []): string[] => {
  const engine = engineOf(file([...others, { id: 'x', when }], MORE), LOG);
  const text = formatExplanation(explanationOf(engine));
  return text
    .slice(text.indexOf('\nwhen\n') + 6)
    .split('\n')
    .map((line) => line.slice(2));
};

const FORMS: readonly (readonly [form: string, condition: Entries, lines: readonly string[]])[] = [
  [
    'all',
    {
      all: [
        { count: 'view', gte: 3 },
        { count: 'add', gte: 2 },
      ],
    },
    [
      'no: all of 2, 1 held',
      '  yes: count view is 3, needs at least 3',
      '  no: count add is 1, needs at least 2',
    ],
  ],
  [
    'any',
    {
      any: [
        { count: 'view', gte: 3 },
        { count: 'add', gte: 2 },
      ],
    },
    [
      'yes: any of 2, 1 held',
      '  yes: count view is 3, needs at least 3',
      '  no: count add is 1, needs at least 2',
    ],
  ],
  ['not', { not: { count: 'add', gte: 2 } }, ['yes: not', '  no: count add is 1, needs at least 2']],
  [
    'atLeast',
    {
      atLeast: 2,
      of: [
        { count: 'view', gte: 3 },
        { count: 'add', gte: 2 },
        { count: 'buy', gte: 1 },
      ],
    },
    [
      'no: at least 2 of 3, 1 held',
      '  yes: count view is 3, needs at least 3',
      '  no: count add is 1, needs at least 2',
      '  no: count buy is 0, needs at least 1',
    ],
  ],
  ['segment', { segment: 'other' }, ['yes: segment other']],
  ['trait', { trait: 'plan', is: 'pro' }, ['yes: trait plan is "pro", needs to be "pro"']],
  [
    'now',
    { now: 'hour', between: [22, 6] },
    ['no: now hour is 9, needs between 22 and 6, from 2026-06-10 22:00:00'],
  ],
  [
    'abandoned',
    { abandoned: 'add', without: 'buy', for: '30m', within: '7d' },
    ['no: abandoned add without buy for 30m within 7d, from 2026-06-10 09:10:00'],
  ],
  [
    'count',
    { count: { event: 'view', where: { price: { gte: 10 } } }, over: '1h', gte: 3 },
    [
      'no: count view where price at least 10 over 1h is 1, needs at least 3, window from 2026-06-10 08:00:00.001 to 2026-06-10 09:00:00',
    ],
  ],
  [
    'sum',
    { sum: 'price', of: 'view', over: 'today', gt: 40 },
    [
      'yes: sum price of view over today is 45.5, needs more than 40, window from 2026-06-10 00:00:00 to 2026-06-10 09:00:00, until 2026-06-11 00:00:00',
    ],
  ],
  ['avg', { avg: 'price', of: 'view', lt: 20 }, ['yes: avg price of view is 15.167, needs less than 20']],
  ['min', { min: 'price', of: 'view', lte: 5.5 }, ['yes: min price of view is 5.5, needs at most 5.5']],
  [
    'max',
    { max: 'price', of: 'view', between: [20, 40] },
    ['yes: max price of view is 30, needs between 20 and 40'],
  ],
  ['distinct', { distinct: 'sku', of: 'view', gte: 3 }, ['no: distinct sku of view is 2, needs at least 3']],
  [
    'share',
    { share: 'sku', of: 'view', value: 'p2', gte: 0.5 },
    ['yes: share sku of view value p2 is 0.667, needs at least 0.5'],
  ],
  [
    'days',
    { days: 'view', over: { from: '3d', to: '1d' }, gte: 1 },
    [
      'no: days view over from 3d to 1d is 0, needs at least 1, window from 2026-06-07 09:00:00.001 to 2026-06-09 09:00:00, from 2026-06-11 08:00:00',
    ],
  ],
  [
    'sessions',
    { sessions: 'view', over: 'session', is: 1 },
    [
      'yes: sessions view over session is 1, needs to be 1, window to 2026-06-10 09:00:00, until 2026-06-10 09:10:00',
    ],
  ],
  ['streak', { streak: 'view', gte: 2 }, ['no: streak view is 1, needs at least 2']],
  ['peak', { peak: 'view', in: '15m', gte: 2 }, ['yes: peak view in 15m is 2, needs at least 2']],
  [
    'sinceFirst',
    { sinceFirst: 'view', gte: '1d' },
    ['no: since first view is 1h, needs at least 1d, from 2026-06-11 08:00:00'],
  ],
  [
    'sinceLast',
    { sinceLast: 'view', lte: '45m' },
    ['yes: since last view is 30m, needs at most 45m, until 2026-06-10 09:15:00.001'],
  ],
  ['interval', { interval: 'view', lt: '20m' }, ['yes: interval view is 15m, needs less than 20m']],
  [
    'score',
    { score: [{ of: 'view', points: 2 }], gte: 10 },
    ['no: score of view points 2 is 6, needs at least 10'],
  ],
  ['model', { model: 'will_buy', gte: 0.5 }, ['yes: model will_buy is 0.622, needs at least 0.5']],
  [
    'untilAnniversary',
    { untilAnniversary: 'birthday', lte: '7d' },
    ['no: until anniversary birthday is 9d 15h, needs at most 7d, from 2026-06-13 00:00:00'],
  ],
  [
    'ratio',
    { ratio: [{ count: 'add' }, { count: 'view' }], gte: 0.5 },
    ['no: ratio count add, count view is 0.333, needs at least 0.5'],
  ],
  [
    'difference',
    { difference: [{ count: 'view' }, { count: 'add' }], gte: 3 },
    ['no: difference count view, count add is 2, needs at least 3'],
  ],
  [
    'total',
    { total: [{ count: 'view' }, { count: 'add' }], gte: 3 },
    ['yes: total count view, count add is 4, needs at least 3'],
  ],
  ['first', { first: 'sku', of: 'view', is: 'p1' }, ['yes: first sku of view is "p1", needs to be "p1"']],
  [
    'last',
    { last: 'sku', of: { sequence: ['view', 'add'], within: '1h' }, exists: true },
    ['yes: last sku of sequence view, add within 1h is "p2", needs to be there'],
  ],
  [
    'top',
    { top: 'sku', of: 'view', noneOf: ['p1', 'p3'] },
    ['yes: top sku of view is "p2", needs none of "p1", "p3"'],
  ],
  ['classifier', { classifier: 'taste', is: 'p2' }, ['yes: classifier taste is "p2", needs to be "p2"']],
  [
    'metric',
    { metric: 'views', gte: { metric: 'limit' } },
    [
      'yes: metric views is 3, needs at least 1, window from 2026-06-09 09:00:00.001 to 2026-06-10 09:00:00, until 2026-06-11 08:30:00',
    ],
  ],
];

describe('each form reads aloud', () => {
  it.each(FORMS)('%s', (_, condition, lines) => {
    expect(linesOf(condition, [{ id: 'other', when: { count: 'view', gte: 1 } }])).toEqual(lines);
  });

  it('none is left out, and each goes by its word', () => {
    expect(FORMS.map(([form]) => form).sort()).toEqual(headsOf('Condition').sort());
    for (const [form, condition] of FORMS) {
      const others = [{ id: 'other', when: { count: 'view', gte: 1 } }];
      const engine = engineOf(file([...others, { id: 'x', when: condition }], MORE), LOG);
      expect(explanationOf(engine).when.form).toBe(form);
    }
  });

  it.each<[test: Entries, line: string]>([
    [{ trait: 'plan', isNot: 'pro' }, 'no: trait plan is "pro", needs not to be "pro"'],
    [{ trait: 'plan', oneOf: ['free', 'pro'] }, 'yes: trait plan is "pro", needs one of "free", "pro"'],
    [{ trait: 'plan', like: 'P*', ignoreCase: true }, 'yes: trait plan is "pro", needs to look like "P*"'],
    [{ trait: 'plan', exists: false }, 'no: trait plan is "pro", needs not to be there'],
    [{ trait: 'nothing', is: 1 }, 'no: trait nothing is nothing, needs to be 1'],
    [{ trait: 'tags', contains: 'b' }, 'yes: trait tags is "a", "b", needs to contain "b"'],
    [
      { trait: 'app', gte: '1.9', lt: '2', as: 'version' },
      'yes: trait app is "1.10.0", needs at least "1.9" and less than "2" and by version',
    ],
    [{ count: 'view', gt: { metric: 'none' } }, 'no: count view is 3, needs more than nothing'],
  ])('%j', (test, line) => {
    expect(linesOf(test)).toEqual([line]);
  });
});

describe('what the JSON holds', () => {
  const leafOf = (when: Entries): ExplainedLeaf =>
    explanationOf(engineOf(file([{ id: 'x', when }], MORE), LOG)).when as ExplainedLeaf;

  it('progress: a value beside what it needs, in the same unit, and of a group how many parts hold', () => {
    expect(leafOf({ count: 'view', gte: 5 })).toMatchObject({ value: 3, needs: { gte: 5 } });
    expect(leafOf({ sinceLast: 'view', gte: '2h' })).toMatchObject({
      value: 30 * MINUTE,
      needs: { gte: 2 * HOUR },
    });
    expect(leafOf({ count: 'add', lt: { metric: 'views' } })).toMatchObject({ value: 1, needs: { lt: 3 } });
    expect(leafOf({ count: 'add', lt: { metric: 'none' } })).toMatchObject({ needs: { lt: null } });
    expect(leafOf({ first: 'sku', of: 'view', is: '1d' })).toMatchObject({
      value: 'p1',
      needs: { is: '1d' },
    });
    const { when } = explanationOf(engineOf(file([{ id: 'x', when: FORMS[3]?.[1] as Entries }]), LOG));
    expect(when).toMatchObject({ needed: 2, parts: [{ held: true }, { held: false }, { held: false }] });
  });

  it('the edges of a window, also of the metric that is named', () => {
    const at = START + HOUR;
    expect(leafOf({ count: 'view', over: '1h', gte: 1 })).toMatchObject({ from: at - HOUR + 1, to: at });
    expect(leafOf({ metric: 'views', gte: 1 })).toMatchObject({ from: at - DAY + 1, to: at });
    expect(leafOf({ count: 'view', over: 'yesterday', gte: 1 })).toMatchObject({
      from: Date.parse('2026-06-09T00:00:00Z'),
      to: Date.parse('2026-06-10T00:00:00Z') - 1,
    });
    expect(leafOf({ count: 'view', over: 'session', gte: 1 })).toMatchObject({ from: null, to: at });
    expect(leafOf({ count: 'view', gte: 1 })).not.toHaveProperty('to');
  });

  it('V4: a value of another type than the test looks for is said to be so', () => {
    expect(leafOf({ trait: 'age', gt: 9 })).toMatchObject({ held: false, value: ['10'], wants: 'number' });
    expect(linesOf({ trait: 'age', gt: 9 })).toEqual([
      'no: trait age is "10", needs more than 9 (a number: nothing is coerced)',
    ]);
    expect(leafOf({ trait: 'age', is: 10 })).toMatchObject({ held: false, wants: 'number' });
    expect(leafOf({ trait: 'age', isNot: 10 })).toMatchObject({ held: true, wants: 'number' });
    expect(leafOf({ trait: 'age', is: false })).toMatchObject({ held: false, wants: 'boolean' });
    for (const right of [
      { trait: 'age', gt: '9' },
      { trait: 'age', oneOf: [10, '10'] },
      { trait: 'age', exists: true },
      { trait: 'nobody', gt: 9 },
      { trait: 'tags', is: 'a', ignoreCase: true },
      { sinceLast: 'view', gte: '60d' },
      { count: 'view', gte: { metric: 'none' } },
    ])
      expect(leafOf(right), JSON.stringify(right)).not.toHaveProperty('wants');
  });

  it('is a copy: whoever writes into it changes nothing', () => {
    const engine = engineOf(file([{ id: 'x', when: { count: 'view', gte: 3 } }]), LOG);
    const { condition } = explanationOf(engine).when as { condition: { gte: number } };
    condition.gte = 9;
    expect(explanationOf(engine).when).toMatchObject({ condition: { gte: 3 } });
  });

  it('is nothing for an id that is not there, and before any instant was seen', () => {
    const plan = file([{ id: 'x', when: { now: 'hour', gte: 1 } }]);
    expect(createEngine(plan).explain('x')).toBeUndefined();
    expect(engineOf(plan, LOG).explain('constructor')).toBeUndefined();
    const early = explanationOf(engineOf(plan, []));
    expect(early).toMatchObject({ entered: false, at: START + HOUR, when: { held: false } });
  });
});

describe('the rules, and what comes next', () => {
  /** A segment that somebody is in while the trait `on` is true. */
  const lines = (rules: Entries, steps: readonly (readonly [minutes: number, on: boolean])[], at: number) => {
    const plan = file([{ id: 'x', name: 'Switched on', when: { trait: 'on', is: true }, ...rules }]);
    const log = steps.map(([minutes, on]) => event('$set', START + minutes * MINUTE, { on }));
    const explanation = explanationOf(engineOf(plan, log, START + at * MINUTE));
    const text = formatExplanation(explanation);
    return [explanation, text.slice(0, text.indexOf('\nwhen')).split('\n')] as const;
  };

  it('in, and out', () => {
    const [, isIn] = lines({}, [[5, true]], 60);
    expect(isIn).toEqual(['Switched on (x): in since 2026-06-10 08:05:00', '  at 2026-06-10 09:00:00 (UTC)']);
    const [, isOut] = lines(
      {},
      [
        [5, true],
        [6, false],
      ],
      60,
    );
    expect(isOut[0]).toBe('Switched on (x): out since 2026-06-10 08:06:00');
    const [, never] = lines({}, [[5, false]], 60);
    expect(never[0]).toBe('Switched on (x): never was in');
  });

  it('enterAfter and exitAfter, while they wait', () => {
    const [entering, coming] = lines({ enterAfter: '10m' }, [[0, true]], 4);
    expect(entering.rules).toEqual({ enterAfter: START + 10 * MINUTE });
    expect(entering.next).toBe(START + 10 * MINUTE);
    expect(coming.slice(2)).toEqual([
      '  comes in by itself at 2026-06-10 08:10:00, unless something happens',
      '  comes in at 2026-06-10 08:10:00 if the way in stays open',
    ]);
    const [leaving, going] = lines(
      { exitAfter: '10m' },
      [
        [0, true],
        [3, false],
      ],
      4,
    );
    expect([leaving.entered, leaving.rules]).toEqual([true, { exitAfter: START + 13 * MINUTE }]);
    expect(going.slice(2)).toEqual([
      '  leaves by itself at 2026-06-10 08:13:00, unless something happens',
      '  goes out at 2026-06-10 08:13:00 if the way out stays open',
    ]);
  });

  it('a way in that time will close before enterAfter is over lets nobody in', () => {
    const plan = file([{ id: 'x', when: { count: 'view', over: '5m', gte: 1 }, enterAfter: '10m' }]);
    const explanation = explanationOf(engineOf(plan, [event('view', START)], START + MINUTE));
    expect(explanation.rules).toEqual({ enterAfter: START + 10 * MINUTE });
    expect(explanation).not.toHaveProperty('next');
    expect(explanation.when.next).toBe(START + 5 * MINUTE);
  });

  it('cooldown, and one that never ends', () => {
    const steps = [
      [0, true],
      [1, false],
      [2, true],
    ] as const;
    const [short, soon] = lines({ cooldown: '1h' }, steps, 4);
    expect([short.rules.cooldown, short.next]).toEqual([START + 61 * MINUTE, START + 61 * MINUTE]);
    expect(soon.at(-1)).toBe('  cannot come back before 2026-06-10 09:01:00');
    const [long, never] = lines({ cooldown: 'forever' }, steps, 4);
    expect([long.rules.cooldown, long.next]).toEqual([null, undefined]);
    expect(never.at(-1)).toBe('  cannot come back');
    expect(lines({ cooldown: '1h' }, steps, 90)[1].slice(2)).toEqual([]);
  });

  it('the active time, before, in and after it', () => {
    const rules = { activeFrom: '2026-06-10T08:10:00Z', activeTo: '2026-06-10T08:20:00Z' };
    const at = (minutes: number) => lines(rules, [[0, true]], minutes)[1].slice(2);
    expect(at(5)).toEqual([
      '  comes in by itself at 2026-06-10 08:10:00, unless something happens',
      '  is not active before 2026-06-10 08:10:00',
      '  is active until 2026-06-10 08:20:00',
    ]);
    expect(at(15)).toEqual([
      '  leaves by itself at 2026-06-10 08:20:00, unless something happens',
      '  is active until 2026-06-10 08:20:00',
    ]);
    expect(at(25)).toEqual(['  is not active since 2026-06-10 08:20:00']);
  });

  it('the sample', () => {
    const [out, text] = lines({ sample: { percent: 0 } }, [[0, true]], 4);
    expect([out.entered, out.rules]).toEqual([false, { sample: false }]);
    expect(text.at(-1)).toBe('  the visitor is not in the sample');
    expect(lines({ sample: { percent: 100 } }, [[0, true]], 4)[0].rules).toEqual({ sample: true });
  });

  it('the segment of its group that takes its place', () => {
    const plan = file([
      { id: 'gold', exclusive: 'level', when: { count: 'view', over: '1d', gte: 3 } },
      { id: 'x', exclusive: 'level', when: { count: 'view', gte: 1 } },
      { id: 'other', when: { count: 'view', gte: 1 } },
    ]);
    const engine = engineOf(plan, LOG);
    const displaced = explanationOf(engine);
    expect(displaced).toMatchObject({ entered: false, next: START + DAY, rules: { exclusive: 'gold' } });
    expect(formatExplanation(displaced)).toContain('  gold of the same group takes its place\n');
    expect(explanationOf(engine, 'gold').rules).toEqual({});
    engine.advance(START + DAY);
    expect([explanationOf(engine).rules, explanationOf(engine, 'gold').rules]).toEqual([{}, {}]);
  });

  it('until, in its own words', () => {
    const plan = file([
      { id: 'x', when: { count: 'view', gte: 3 }, until: { sinceLast: 'view', gte: '1d' } },
    ]);
    expect(formatExplanation(explanationOf(engineOf(plan, LOG)), { timeZone: 'Europe/Warsaw' })).toBe(
      [
        'x: in since 2026-06-10 10:30:00',
        '  at 2026-06-10 11:00:00 (Europe/Warsaw)',
        '  leaves by itself at 2026-06-11 10:30:00, unless something happens',
        'when',
        '  yes: count view is 3, needs at least 3',
        'until',
        '  no: since last view is 30m, needs at least 1d, from 2026-06-11 10:30:00',
      ].join('\n'),
    );
    expect(() => formatExplanation(explanationOf(engineOf(plan, LOG)), { timeZone: 'Mars' })).toThrow(
      RangeError,
    );
  });

  it('looks a thousand instants ahead and no further, and comes back', () => {
    const plan = file([
      // decided at every whole hour
      { id: 'busy', when: { total: [{ sinceFirst: 'view' }], lt: 0 } },
      { id: 'soon', when: { sinceFirst: 'view', gte: '999h' } },
      { id: 'x', when: { sinceFirst: 'view', gte: '1001h' } },
    ]);
    const engine = engineOf(plan, LOG.slice(0, 2), START);
    const before = JSON.stringify(engine.snapshot());
    expect(explanationOf(engine, 'soon').next).toBe(START + 999 * HOUR);
    expect(explanationOf(engine)).not.toHaveProperty('next');
    expect(JSON.stringify(engine.snapshot())).toBe(before);
    expect(engine.advance(START + 1_001 * HOUR).map(({ segment }) => segment)).toEqual(['soon', 'x']);
  });

  it('tells of what is months away beside a test of the time of day', () => {
    const plan = file([
      { id: 'minute', when: { now: 'time', is: '10:30' } },
      { id: 'x', when: { sinceFirst: 'view', gte: '300d' } },
    ]);
    const engine = engineOf(plan, LOG.slice(0, 2), START);
    expect(explanationOf(engine).next).toBe(START + 300 * DAY);
    engine.advance(START + 299 * DAY);
    expect(engine.nextDueAt()).toBe(explanationOf(engine, 'minute').next);
  });
});

it('docs/segments.md shows what is told', () => {
  const page = readFileSync(new URL('../../docs/segments.md', import.meta.url), 'utf8');
  const block = (kind: string, language: string) => [
    ...page.matchAll(new RegExp(`<!-- ${kind}(?:: (\\S+))? -->\n\n\`\`\`${language}\n(.*?)\n\`\`\``, 'gs')),
  ];
  const [told] = block('explained', 'text');
  const before = (blocks: RegExpExecArray[]) =>
    JSON.parse(blocks.filter(({ index }) => index < (told?.index ?? 0)).at(-1)?.[2] ?? '');
  const segment = before(block('segment', 'json')) as Entries & { id: string };
  const log = before(block('log', 'json')) as { at: string; name: string; props?: Entries }[];
  const events = log.map(({ at, name, props }) => event(name, Date.parse(at), props));
  const engine = engineOf(file([segment]), events, Date.parse(told?.[1] ?? ''));
  expect(formatExplanation(explanationOf(engine, segment.id))).toBe(told?.[2]);
});
