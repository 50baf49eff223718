/** The builder: every word, the JSON that it gives, and what must not compile. */
import { describe, expect, expectTypeOf, test } from 'vitest';
import * as words from '../../src/define.js';
import {
  abandoned,
  all,
  any,
  atLeast,
  avg,
  classifier,
  classify,
  count,
  days,
  define,
  difference,
  distinct,
  event,
  first,
  inSegment,
  interval,
  last,
  logistic,
  max,
  metric,
  min,
  model,
  not,
  now,
  peak,
  points,
  ratio,
  score,
  segment,
  sequence,
  sessions,
  share,
  sinceFirst,
  sinceLast,
  streak,
  sum,
  term,
  top,
  total,
  trait,
  untilAnniversary,
} from '../../src/define.js';
import { compile } from '../../src/engine/compile.js';
import type { Condition, Definitions, Metric, Selector } from '../../src/segment/types.js';
import { file } from './forms.js';

const json = (said: unknown) => JSON.parse(JSON.stringify(said));

const selectors: readonly [words.Said<Selector>, Selector][] = [
  [event('purchase'), { event: 'purchase' }],
  [event('a', 'b'), { event: ['a', 'b'] }],
  [
    event('a').where({ value: { gte: 3 }, gift: true }),
    { event: 'a', where: { value: { gte: 3 }, gift: true } },
  ],
  [event('a').where({ value: 1 }, { value: 2 }), { event: 'a', where: [{ value: 1 }, { value: 2 }] }],
  [event('a').each('items'), { event: 'a', each: 'items' }],
  [
    event('shoes_bought')
      .each('pairs')
      .where({ price: { gte: 50 }, size: 42 }),
    { event: 'shoes_bought', each: 'pairs', where: { price: { gte: 50 }, size: 42 } },
  ],
  [sequence('a', ['b', 'c'], event('d')), { sequence: ['a', ['b', 'c'], { event: 'd' }] }],
  [
    sequence('a', 'b').within('1h').gap('10m').without(event('c')).same('item_id'),
    { sequence: ['a', 'b'], within: '1h', gap: '10m', without: { event: 'c' }, same: 'item_id' },
  ],
];

const metrics: readonly [words.Said<Metric>, Metric][] = [
  [count('a'), { count: 'a' }],
  [count(['a', 'b']).over('1d12h'), { count: ['a', 'b'], over: '1d12h' }],
  [count('a').over({ from: '28d', to: '14d' }), { count: 'a', over: { from: '28d', to: '14d' } }],
  [sum('value').of('a').over('this_month'), { sum: 'value', of: 'a', over: 'this_month' }],
  [
    sum('price').times('quantity').of(event('purchase').each('items')),
    { sum: 'price', times: 'quantity', of: { event: 'purchase', each: 'items' } },
  ],
  [avg('value').of('a'), { avg: 'value', of: 'a' }],
  [min('value').of('a'), { min: 'value', of: 'a' }],
  [max('value').of('a'), { max: 'value', of: 'a' }],
  [distinct('k').of('a'), { distinct: 'k', of: 'a' }],
  [first('k').of('a'), { first: 'k', of: 'a' }],
  [last('k').of('a').over('session'), { last: 'k', of: 'a', over: 'session' }],
  [top('k').of('a'), { top: 'k', of: 'a' }],
  [share('k').of('a').over('7d'), { share: 'k', of: 'a', over: '7d' }],
  [share('k').of('a').value('x'), { share: 'k', of: 'a', value: 'x' }],
  [days('a'), { days: 'a' }],
  [sessions('a'), { sessions: 'a' }],
  [streak('a'), { streak: 'a' }],
  [peak('a').in('1h'), { peak: 'a', in: '1h' }],
  [sinceFirst('a'), { sinceFirst: 'a' }],
  [sinceLast('a'), { sinceLast: 'a' }],
  [interval(sequence('a', 'b')), { interval: { sequence: ['a', 'b'] } }],
  [
    score([points(3).of('a'), points('value').of('b')])
      .over('30d')
      .halfLife('7d'),
    {
      score: [
        { points: 3, of: 'a' },
        { points: 'value', of: 'b' },
      ],
      over: '30d',
      halfLife: '7d',
    },
  ],
  [classifier('stage'), { classifier: 'stage' }],
  [classifier('stage').confidence(), { classifier: 'stage', read: 'confidence' }],
  [classifier('stage').points('x'), { classifier: 'stage', read: 'points', class: 'x' }],
  [model('will_buy'), { model: 'will_buy' }],
  [untilAnniversary('birthday'), { untilAnniversary: 'birthday' }],
  [metric('spent'), { metric: 'spent' }],
  [ratio(count('a'), { count: 'b' }), { ratio: [{ count: 'a' }, { count: 'b' }] }],
  [difference(count('a'), metric('spent')), { difference: [{ count: 'a' }, { metric: 'spent' }] }],
  [total(count('a'), days('b')), { total: [{ count: 'a' }, { days: 'b' }] }],
];

const bought = count('purchase').gte(1);
const once: Condition = { count: 'purchase', gte: 1 };

const conditions: readonly [words.Said<Condition>, Condition][] = [
  [bought, once],
  [all(bought, inSegment('first')), { all: [once, { segment: 'first' }] }],
  [any(bought, once), { any: [once, once] }],
  [not(bought), { not: once }],
  [atLeast(2, bought, not(bought)), { atLeast: 2, of: [once, { not: once }] }],
  [
    abandoned('add_to_cart').without('purchase').for('30m'),
    { abandoned: 'add_to_cart', without: 'purchase', for: '30m' },
  ],
  [
    abandoned(event('a')).without(['b', 'c']).for('30m').same('items.item_id').within('7d'),
    { abandoned: { event: 'a' }, without: ['b', 'c'], for: '30m', same: 'items.item_id', within: '7d' },
  ],
  [trait('device.type').is('mobile'), { trait: 'device.type', is: 'mobile' }],
  [trait('plan').isNot('pro').exists(), { trait: 'plan', isNot: 'pro', exists: true }],
  [trait('plan').oneOf('a', 1, true).noneOf('b'), { trait: 'plan', oneOf: ['a', 1, true], noneOf: ['b'] }],
  [trait('name').contains('a').startsWith('b'), { trait: 'name', contains: 'a', startsWith: 'b' }],
  [
    trait('name').endsWith('c').like('*').ignoreCase(),
    { trait: 'name', endsWith: 'c', like: '*', ignoreCase: true },
  ],
  [trait('app').as('version').gte('1.2').lt('2'), { trait: 'app', as: 'version', gte: '1.2', lt: '2' }],
  [trait('app').as('version').is('1'), { trait: 'app', as: 'version', is: '1' }],
  [trait('app').as('version').gt('1').lte('2'), { trait: 'app', as: 'version', gt: '1', lte: '2' }],
  [trait('app').as('version').between('1', '2'), { trait: 'app', as: 'version', between: ['1', '2'] }],
  [trait('age').exists(false), { trait: 'age', exists: false }],
  [now('hour').between(22, 6), { now: 'hour', between: [22, 6] }],
  [now('date').between('11-20', '01-06'), { now: 'date', between: ['11-20', '01-06'] }],
  [now('hour').is(metric('spent')), { now: 'hour', is: { metric: 'spent' } }],
  [sinceLast('a').gte('60d').lt('90d'), { sinceLast: 'a', gte: '60d', lt: '90d' }],
  [count('a').gt(1).lte(3), { count: 'a', gt: 1, lte: 3 }],
  [count('a').is(3), { count: 'a', is: 3 }],
  [top('k').of('a').over('7d').is('x'), { top: 'k', of: 'a', over: '7d', is: 'x' }],
];

const whole = define({
  $schema: './definitions.schema.json',
  timeZone: 'Europe/Warsaw',
  weekStart: 'sunday',
  metrics: { spent: sum('value').of('purchase').over('90d'), seen: { count: 'page_view' } },
  classifiers: {
    stage: classify([
      points(1).of('article_read').class('awareness'),
      points('value').of(event('view_item').each('items')).by('item_category'),
    ])
      .halfLife('14d')
      .related({ running: { fitness: 0.5 } })
      .minPoints(3),
  },
  models: {
    will_buy: logistic(-3.1, [
      term(count('view_item'), 0.8).transform('log1p').mean(1.2).sd(0.7).missing(0),
      term(metric('spent'), -1),
    ]),
  },
  segments: [
    segment('first', bought),
    segment('shoe-lover', metric('spent').gte(300))
      .name('Shoe lover')
      .description('Who buys shoes')
      .until(not(bought))
      .enterAfter('10m')
      .exitAfter('7d')
      .cooldown('forever')
      .exclusive('group')
      .sample(90, 'x')
      .activeFrom('2026-11-20T00:00:00Z')
      .activeTo('2026-12-27T00:00:00Z'),
    segment('some', inSegment('shoe-lover')).sample(50),
  ],
  meta: { owner: 'us' },
});

describe('the builder', () => {
  const around: readonly [string, readonly [unknown, unknown][], (said: never) => Definitions][] = [
    ['selectors', [...selectors], (count) => file({ segments: [{ id: 'it', when: { count, gte: 1 } }] })],
    ['metrics', [...metrics], (it) => file({ metrics: { spent: { count: 'a' }, it } })],
    ['conditions', [...conditions], (when) => file({ segments: [{ id: 'it', when }] })],
  ];
  test.each(around)('says in words what the file says: %s', (_, rows, put) => {
    for (const [said, meant] of rows) {
      expect(json(said)).toEqual(meant);
      expect(compile(put(json(said) as never)).faults).toEqual([]);
    }
  });

  test('says a whole file', () => {
    expect(compile(whole).faults).toEqual([]);
    expect(whole).toEqual({
      version: 1,
      $schema: './definitions.schema.json',
      timeZone: 'Europe/Warsaw',
      weekStart: 'sunday',
      metrics: { spent: { sum: 'value', of: 'purchase', over: '90d' }, seen: { count: 'page_view' } },
      classifiers: {
        stage: {
          evidence: [
            { points: 1, of: 'article_read', class: 'awareness' },
            { points: 'value', of: { event: 'view_item', each: 'items' }, by: 'item_category' },
          ],
          halfLife: '14d',
          related: { running: { fitness: 0.5 } },
          minPoints: 3,
        },
      },
      models: {
        will_buy: {
          intercept: -3.1,
          terms: [
            {
              metric: { count: 'view_item' },
              weight: 0.8,
              transform: 'log1p',
              mean: 1.2,
              sd: 0.7,
              missing: 0,
            },
            { metric: { metric: 'spent' }, weight: -1 },
          ],
        },
      },
      segments: [
        { id: 'first', when: once },
        {
          id: 'shoe-lover',
          when: { metric: 'spent', gte: 300 },
          name: 'Shoe lover',
          description: 'Who buys shoes',
          until: { not: once },
          enterAfter: '10m',
          exitAfter: '7d',
          cooldown: 'forever',
          exclusive: 'group',
          sample: { percent: 90, salt: 'x' },
          activeFrom: '2026-11-20T00:00:00Z',
          activeTo: '2026-12-27T00:00:00Z',
        },
        { id: 'some', when: { segment: 'shoe-lover' }, sample: { percent: 50 } },
      ],
      meta: { owner: 'us' },
    });
  });

  test('has a word for everything', () => {
    const used = new Set(
      json([selectors, metrics, conditions, whole]).flatMap(function keys(it: unknown): string[] {
        if (Array.isArray(it)) return it.flatMap(keys);
        return typeof it === 'object' && it ? Object.entries(it).flatMap(([k, v]) => [k, ...keys(v)]) : [];
      }),
    );
    const others = ['inSegment', 'classify', 'term', 'logistic', 'define'];
    for (const word of Object.keys(words)) expect(used.has(word) || others.includes(word), word).toBe(true);
  });

  test('leaves a phrase as it was, whatever is said after it', () => {
    const seen = count('page_view');
    const where = { value: { gte: 3 } };
    const dear = event('purchase').where(where);
    const often = seen.over('7d').gte(5);
    where.value.gte = 4;
    expect(json(seen)).toEqual({ count: 'page_view' });
    expect(json(often.lt(9))).toEqual({ count: 'page_view', over: '7d', gte: 5, lt: 9 });
    expect(json(often)).toEqual({ count: 'page_view', over: '7d', gte: 5 });
    expect(json(dear)).toEqual({ event: 'purchase', where: { value: { gte: 3 } } });
    expect(Object.isFrozen(seen)).toBe(true);
  });

  test('gives JSON', () => {
    expectTypeOf(whole).toEqualTypeOf<Definitions>();
    expectTypeOf(all(bought)).toEqualTypeOf<Condition>();
    expectTypeOf(count('a').gte(1).toJSON()).toEqualTypeOf<Condition>();
  });
});
