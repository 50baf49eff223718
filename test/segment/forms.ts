/** Every form of the language with each of its keys, typed: what compiles here must be taken everywhere. */
import type { Condition, Definitions, Metric, Segment, Selector, Window } from '../../src/segment/types.js';

const purchase = 'purchase';

export const selectors: readonly Selector[] = [
  purchase,
  'cart_*',
  ['purchase', 'refund'],
  { event: purchase },
  { event: ['purchase', '$set'], where: { value: 3, currency: 'EUR', gift: true } },
  { event: purchase, where: [{ value: { gte: 3 } }, { 'items.price': { between: [1, 2], exists: true } }] },
  { event: purchase, each: 'items', where: { item_category: { like: 'sho?*', ignoreCase: true } } },
  { event: purchase, where: { app: { as: 'version', gte: 'v1.2', lt: '2.0.0-rc.1' } } },
  { event: purchase, where: { name: { startsWith: 'a', endsWith: 'b', contains: 'c' } } },
  { event: purchase, where: { $hour: { between: [22, 6] }, kind: { oneOf: [1, 'a'], noneOf: [true] } } },
  { sequence: ['a', ['b', 'c']] },
  {
    sequence: ['view_item', { event: purchase, where: { value: { gt: 3 } } }],
    within: '1h30m',
    gap: '10m',
    without: { event: 'remove_from_cart' },
    same: 'item_id',
  },
];

export const windows: readonly Window[] = [
  'lifetime',
  'session',
  'today',
  'this_week',
  'this_month',
  'this_year',
  'yesterday',
  'last_week',
  'last_month',
  'last_year',
  '1d12h',
  { from: '28d', to: '14d' },
  { since: '2026-11-01T00:00:00Z' },
  { between: ['2026-11-01T00:00:00+01:00', '2026-12-01T00:00Z'] },
];

export const numbers: readonly Metric[] = [
  { count: purchase, over: '30d' },
  { sum: 'price', times: 'quantity', of: { event: purchase, each: 'items' }, over: '90d' },
  { avg: 'value', of: purchase, over: '90d' },
  { min: 'value', of: purchase, over: '90d' },
  { max: 'value', of: purchase, over: '90d' },
  { distinct: 'item_id', of: purchase, over: '90d' },
  { share: 'method', of: 'login', over: '90d' },
  { share: 'method', of: 'login', value: 'mail' },
  { days: 'page_view', over: 'this_month' },
  { sessions: 'page_view', over: 'this_month' },
  { streak: 'page_view' },
  { peak: 'page_view', in: '1h' },
  { sinceFirst: purchase, over: 'this_year' },
  { sinceLast: purchase, over: 'this_year' },
  { interval: { event: purchase, where: { value: 3 } }, over: 'this_year' },
  { score: [{ of: purchase, points: 3 }, { of: 'refund', points: 'value' }], halfLife: '7d', over: '30d' }, // biome-ignore format: a row of a table
  { model: 'will_buy' },
  { untilAnniversary: 'birthday' },
  { ratio: [{ count: 'a' }, { count: 'b' }] },
  { difference: [{ count: 'a' }, { first: 'k', of: 'b' }] },
  { total: [{ count: 'a' }, { metric: 'spent' }, { ratio: [{ count: 'a' }, { count: 'b' }] }] },
];

export const scalars: readonly Metric[] = [
  { first: 'method', of: 'login', over: '90d' },
  { last: 'method', of: 'login', over: '90d' },
  { top: 'method', of: 'login', over: '90d' },
  { classifier: 'stage' },
  { classifier: 'stage', read: 'confidence' },
  { classifier: 'stage', read: 'points', class: 'awareness' },
  { metric: 'spent' },
];

export const conditions: readonly Condition[] = [
  {
    all: [
      { count: 'a', gte: 1 },
      { trait: 'plan', is: 'pro' },
    ],
  },
  { any: [{ not: { segment: 'first' } }] },
  {
    atLeast: 2,
    of: [
      { count: 'a', gte: 1 },
      { count: 'b', gte: 1 },
    ],
  },
  { abandoned: 'add_to_cart', without: purchase, for: '30m', within: '7d', same: 'items.item_id' },
  { abandoned: { event: ['a', 'b'], where: { x: 1 } }, without: ['c', 'd'], for: '0ms' },
  { trait: 'device.type', is: 'mobile', isNot: 'desktop', oneOf: ['mobile', 'tablet'], noneOf: ['tv'] },
  { trait: 'name', contains: 'a', startsWith: 'b', endsWith: 'c', like: '*', ignoreCase: true },
  { trait: 'age', gt: 1, gte: 'a', lt: 3, lte: 'z', between: [1, 99], exists: true },
  { trait: 'app', as: 'version', is: '1', gt: '0.9', gte: '1', lt: '2', lte: '1.9', between: ['1', '2'] },
  { now: 'hour', is: { metric: 'spent' }, isNot: { metric: 'spent' } },
  { now: 'hour', gt: { metric: 'spent' }, gte: { metric: 'spent' } },
  { now: 'weekday', lt: { metric: 'spent' }, lte: { metric: 'spent' } },
  { now: 'day', between: [22, 6] },
  { now: 'month', oneOf: [6, 7, 8] },
  { now: 'date', between: ['11-20', '01-06'] },
  { now: 'time', between: ['22:30', '06:00'] },
  { sinceLast: purchase, gte: '60d', lt: '90d' },
  { interval: purchase, between: ['1d', '1w'] },
  { count: purchase, is: 3, isNot: 4, oneOf: [3, 5], noneOf: [6], exists: true },
];

const whole: Segment = {
  id: 'whole',
  name: 'Every key',
  description: 'One of each',
  when: { count: 'a', gte: 1 },
  until: { count: 'b', gte: 1 },
  enterAfter: '10m',
  exitAfter: '7d',
  cooldown: 'forever',
  exclusive: 'group',
  sample: { percent: 90, salt: 'x' },
  activeFrom: '2026-11-20T00:00:00Z',
  activeTo: '2026-12-27T00:00:00.000+01:00',
};

/** Around a condition or a metric, what they refer to. */
export const file = (more: Partial<Definitions>): Definitions => ({
  version: 1,
  metrics: { spent: { sum: 'value', of: purchase } },
  classifiers: { stage: { evidence: [{ of: 'article_read', points: 1, class: 'awareness' }] } },
  models: { will_buy: { intercept: -3, terms: [{ metric: { count: 'a' }, weight: 1 }] } },
  ...more,
  segments: [{ id: 'first', when: { count: 'page_view', gte: 1 } }, ...(more.segments ?? [])],
});

const segment = (when: Condition): Definitions => file({ segments: [{ id: 'it', when }] });

/** Files that hold every form, one form each. */
export const files: readonly Definitions[] = [
  { version: 1 },
  file({
    $schema: './definitions.schema.json',
    timeZone: 'Europe/Warsaw',
    weekStart: 'sunday',
    segments: [whole, { id: 'again', when: { segment: 'whole' }, cooldown: '1d' }],
    plays: [{ id: 'p', segment: 'whole', steps: [{ show: 'banner', content: { text: 'Hello' } }] }],
    meta: { owner: { mail: null } },
  }),
  file({
    classifiers: {
      stage: {
        halfLife: '14d',
        evidence: [
          { of: 'article_read', points: 1, class: 'awareness' },
          { of: { event: 'view_item', each: 'items' }, points: 'value', by: 'item_category' },
        ],
        related: { running: { fitness: 0.5 } },
        minPoints: 3,
      },
    },
    models: {
      will_buy: {
        intercept: -3.1,
        terms: [
          { metric: { count: 'a' }, weight: 0.8, transform: 'log1p', mean: 1.2, sd: 0.7, missing: 0 },
          { metric: { metric: 'spent' }, weight: -1, transform: 'sqrt' },
          { metric: { days: 'a' }, weight: 2, transform: 'none' },
        ],
      },
    },
  }),
  ...conditions.map(segment),
  ...selectors.map((count) => segment({ count, gte: 1 })),
  ...windows.map((over) => segment({ count: 'a', over, gte: 1 })),
  ...[...numbers, ...scalars].map((it) => file({ metrics: { spent: { count: 'a' }, it } })),
  ...[...numbers, ...scalars].map((it) => segment({ ...it, exists: true } as Condition)),
];
