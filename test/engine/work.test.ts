/** The law of work: an event touches only what its name feeds, and idle time only what is due. Counted, not timed. */
import { expect, test } from 'vitest';
import { compile } from '../../src/engine/compile.js';
import { Machine } from '../../src/engine/machine.js';
import type { Event } from '../../src/event/types.js';
import type { Condition, Definitions } from '../../src/segment/types.js';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 1);

/** A machine that counts how many conditions and segments are decided. */
const counting = (
  conditions: readonly Condition[],
  metrics: NonNullable<Definitions['metrics']> = {},
  timeZone = 'UTC',
) => {
  const definitions: Definitions = {
    version: 1,
    timeZone,
    metrics,
    segments: conditions.map((when, index) => ({ id: `s${index}`, when })),
  };
  const machine = new Machine(compile(definitions) as never, {}, () => {});
  const work = { leaves: 0, segments: 0 };
  const count = (kind: keyof typeof work, node: { decide(): boolean }) => {
    const { decide } = node;
    node.decide = () => {
      work[kind]++;
      return decide();
    };
  };
  for (const leaf of machine.live.leaves) count('leaves', leaf);
  for (const { group } of machine.live.segments.values()) count('segments', group as never);
  let id = 0;
  return {
    /** What an event costs, after all that was due before it. */
    costOf(name: string, time: number, props: Event['props'] = {}, session = 's') {
      machine.passUntil(time);
      Object.assign(work, { leaves: 0, segments: 0 });
      machine.record({ id: `e${String(id++).padStart(6, '0')}`, name, time, session, props });
      machine.settle(time);
      return { ...work };
    },
    /** What it costs to let time pass. */
    costUntil(time: number) {
      Object.assign(work, { leaves: 0, segments: 0 });
      machine.passUntil(time);
      return { ...work };
    },
    nextDue: () => machine.nextDue(),
    /** How much of what is remembered, of events and of values, one call looks at. */
    looks(call: () => void) {
      let looks = 0;
      const counted = <T extends object>(target: T): T =>
        new Proxy(target, {
          get: (_, key) => {
            const value = Reflect.get(target, key);
            if (typeof key === 'string' && /^\d+$/.test(key)) looks++;
            if (typeof value !== 'function' || Array.isArray(target)) return value;
            return (...args: unknown[]) => {
              const answer = value.apply(target, args);
              if (!answer?.next) looks++;
              // going through a map looks at each that is taken
              else
                return (function* () {
                  for (const one of answer) {
                    looks++;
                    yield one;
                  }
                })();
              return answer;
            };
          },
        });
      const places: [holder: Record<string, unknown>, key: string, was: unknown][] = [];
      const watch = (holder: object, key: string) => {
        const was = Reflect.get(holder, key);
        places.push([holder as Record<string, unknown>, key, was]);
        Reflect.set(holder, key, counted(was));
      };
      for (const { values } of machine.live.streams)
        for (const column of Object.keys(values)) watch(values, column);
      for (const { state } of machine.live.cursors)
        for (const [key, value] of Object.entries<unknown>(state))
          if (value instanceof Map) watch(state, key);
      call();
      for (const [holder, key, was] of places) holder[key] = was;
      return looks;
    },
  };
};

const seen = (name: string, gte = 1): Condition => ({ count: name, over: '1d', gte });

test.each([10, 900])('of %i segments over other events an event touches its own alone', (others) => {
  const { costOf } = counting([
    seen('mine'),
    ...Array.from({ length: others }, (_, index) => seen(`other_${index}`)),
  ]);
  costOf('first', START);
  expect(costOf('mine', START + 1)).toEqual({ leaves: 1, segments: 1 });
  expect(costOf('unknown', START + 2)).toEqual({ leaves: 0, segments: 0 });
});

test('what many segments ask is decided once, and segments only when an answer changes', () => {
  const { costOf } = counting(Array.from({ length: 50 }, () => seen('mine', 3)));
  costOf('first', START);
  // three are needed: the first two change nothing and are not even looked at
  expect(costOf('mine', START + 1)).toEqual({ leaves: 0, segments: 0 });
  expect(costOf('mine', START + 2)).toEqual({ leaves: 0, segments: 0 });
  expect(costOf('mine', START + 3)).toEqual({ leaves: 1, segments: 50 });
});

test('a count or a sum that is far from its number costs an event nothing', () => {
  const { costOf } = counting([seen('mine', 5), { sum: 'value', of: 'mine', over: '90d', gte: 50 }]);
  costOf('first', START);
  for (let index = 0; index < 20; index++) costOf('mine', START + index, { value: 10 });
  for (let index = 20; index < 40; index++)
    expect(costOf('mine', START + index, { value: 10 })).toEqual({ leaves: 0, segments: 0 });
  // one that takes away may turn it
  expect(costOf('mine', START + 40, { value: -1 }).leaves).toBeGreaterThan(0);
});

test('a ratio, a difference or a total that is far from its number costs an event nothing', () => {
  const part = (count: string) => ({ count, over: '30d' }) as const;
  const { costOf } = counting([
    { ratio: [part('a'), part('b')], gte: 0.9 },
    { difference: [part('a'), part('b')], gt: 0 },
    { total: [part('a'), part('b')], gte: 1_000 },
  ]);
  for (let index = 0; index < 100; index++) costOf(index % 10 ? 'b' : 'a', START + index);
  // a tenth: some forty of either may come before there can be nine tenths, or as many
  let leaves = 0;
  for (let index = 100; index < 120; index++) leaves += costOf(index % 2 ? 'b' : 'a', START + index).leaves;
  expect(leaves).toBe(0);
  // nor when they go out of their windows again, one by one
  expect(costOf('other', START + 30 * 24 * HOUR + 5)).toEqual({ leaves: 0, segments: 0 });
});

test('a change of one trait touches the segments for which it turns something', () => {
  const { costOf } = counting([
    { trait: 'plan', is: 'pro' },
    { trait: 'plan.name', is: 'pro' },
    ...Array.from({ length: 100 }, (_, index) => ({ trait: `field_${index}`, is: 1 })),
  ]);
  costOf('first', START);
  expect(costOf('$set', START + 1, { plan: 'pro' })).toEqual({ leaves: 0, segments: 1 });
  expect(costOf('$set', START + 2, { plan: 'pro' })).toEqual({ leaves: 0, segments: 0 });
  expect(costOf('$set', START + 3, { nobody_asks: 1 })).toEqual({ leaves: 0, segments: 0 });
});

test('time that passes touches what is due, once', () => {
  const { costOf, costUntil, nextDue } = counting([
    seen('mine'),
    ...Array.from({ length: 900 }, (_, index) => seen(`other_${index}`)),
  ]);
  costOf('mine', START);
  expect(costUntil(START + 24 * HOUR)).toEqual({ leaves: 0, segments: 0 });
  expect(nextDue()).toBe(START + 24 * HOUR);
  expect(costUntil(START + 1_000 * HOUR)).toEqual({ leaves: 1, segments: 1 });
  expect(nextDue()).toBe(Number.POSITIVE_INFINITY);
});

const DAYS = 90;

test.each<[when: Condition, leaves: number]>([
  // two edges a day
  [{ now: 'time', is: '10:30' }, 2 * DAYS],
  [{ now: 'time', between: ['22:15', '06:45'] }, 2 * DAYS],
  [{ now: 'time', oneOf: ['08:00', '08:01', '20:00'] }, 4 * DAYS],
  [{ now: 'hour', is: 10 }, 2 * DAYS],
  [{ now: 'hour', between: [22, 6] }, 2 * DAYS],
  // twelve weekends and a bit, from a Thursday on
  [{ now: 'weekday', gte: 6 }, 26],
  [{ now: 'day', is: 1 }, 6],
  [{ now: 'month', oneOf: [1, 2] }, 1],
  [{ now: 'date', is: '02-14' }, 2],
  [{ now: 'hour', gte: 0 }, 0],
  [{ now: 'time', is: '24:00' }, 0],
  [{ now: 'date', is: '02-30' }, 0],
])('a test of the clock is decided when it turns: %j', (when, leaves) => {
  const { costOf, costUntil } = counting([when]);
  costOf('first', START);
  expect(costUntil(START + DAYS * 24 * HOUR + 1)).toEqual({ leaves, segments: leaves });
});

test('a test of the clock against what was measured is decided when it turns, too', () => {
  const { costOf, costUntil, nextDue } = counting([{ now: 'hour', is: { metric: 'usual' } }], {
    usual: { top: '$hour', of: 'view' },
  });
  costOf('view', START);
  expect(nextDue()).toBe(START + HOUR);
  expect(costUntil(START + DAYS * 24 * HOUR + 1)).toEqual({ leaves: 2 * DAYS, segments: 2 * DAYS });
});

test('29 February is foreseen from eight years away', () => {
  const { costOf, nextDue } = counting([{ now: 'date', is: '02-29' }]);
  costOf('first', Date.UTC(2096, 2, 1));
  expect(nextDue()).toBe(Date.UTC(2104, 1, 29));
});

test.each<[what: string, when: Condition, leaves: number]>([
  ['an empty day', { count: 'other', over: 'today', gte: 1 }, 0],
  ['a day that was left behind', { count: 'view', over: 'today', gte: 1 }, 1],
  ['a year that holds nothing', { count: 'other', over: 'last_year', gte: 1 }, 0],
  ['a drift that has not begun', { total: [{ sinceLast: 'other' }], gte: 5 }, 0],
  ['a drift against one, neither begun', { sinceLast: 'other', gte: { metric: 'age' } }, 0],
  // at every whole hour, for no form tells when it turns
  ['a drift that goes on', { total: [{ sinceLast: 'view' }], gte: 5 }, DAYS * 24],
])('%s is decided as often as it may turn while nothing happens', (_, when, leaves) => {
  const { costOf, costUntil } = counting([when], { age: { sinceFirst: 'other' } });
  costOf('view', START);
  expect(costUntil(START + DAYS * 24 * HOUR + 1).leaves).toBe(leaves);
});

test('where the clock is changed, its tests turn when they do', () => {
  const turns = (when: Condition, from: number, days: number) => {
    const { costOf, costUntil, nextDue } = counting([when], {}, 'Europe/Warsaw');
    costOf('first', from);
    const found: string[] = [];
    for (let due = nextDue(); due < from + days * 24 * HOUR; due = nextDue())
      if (costUntil(due + 1).segments) found.push(new Date(due).toISOString().slice(5, 16));
    return found;
  };
  // 29 March 2026, 02:00 becomes 03:00; 25 October, 03:00 becomes 02:00
  const spring = Date.UTC(2026, 2, 28, 12);
  const autumn = Date.UTC(2026, 9, 24, 12);
  expect(turns({ now: 'time', is: '02:30' }, spring, 2)).toEqual(['03-30T00:30', '03-30T00:31']);
  expect(turns({ now: 'hour', is: 3 }, spring, 1)).toEqual(['03-29T01:00', '03-29T02:00']);
  expect(turns({ now: 'time', gte: '02:30', lt: '03:00' }, autumn, 1)).toEqual([
    '10-25T00:30',
    '10-25T01:00',
    '10-25T01:30',
    '10-25T02:00',
  ]);
});

test('the work of an event does not grow with the history', () => {
  const costs = [100, 20_000].map((history) => {
    const { costOf } = counting([
      seen('mine', 2),
      { sum: 'value', of: 'mine', over: '90d', gte: 1e9 },
      { distinct: 'item', of: 'mine', over: '30d', gte: 100 },
    ]);
    for (let index = 0; index < history; index++)
      costOf('mine', START + index * 1_000, { value: 1, item: index % 7 });
    return costOf('mine', START + history * 1_000, { value: 1, item: 1 });
  });
  expect(costs[1]).toEqual(costs[0]);
});

test.each<[what: string, when: Condition]>([
  ['a visit begins', { count: 'view', over: 'session', gte: 3 }],
  ['a visit begins, with values', { distinct: 'item', of: 'view', over: 'session', gte: 3 }],
  ['a streak goes on', { streak: 'view', gte: 4 }],
  ['a day more is counted', { days: 'view', over: '28d', gte: 4 }],
  ['a visit more is counted', { sessions: 'view', over: '90d', gte: 3 }],
])('what an event looks at when %s does not grow with the history', (_, when) => {
  const looks = [100, 20_000].map((history) => {
    const { costOf, looks } = counting([when]);
    const at = (index: number) => START + index * HOUR;
    const record = (index: number) =>
      costOf('view', at(index), { item: index % 7 }, `s${Math.floor(index / 10)}`);
    for (let index = 0; index < history; index++) record(index);
    return looks(() => record(history));
  });
  expect(looks[1]).toBeLessThanOrEqual((looks[0] as number) + 2);
});

test('where enough waits before a window, what comes behind it decides nothing', () => {
  const { costOf } = counting([
    { sum: 'v', of: 'a', over: { from: '50h', to: '10h' }, gte: 100 },
    { days: 'a', over: { from: '50h', to: '10h' }, gte: 9 },
  ]);
  for (let hour = 0; hour < 20; hour++) costOf('a', START + hour * HOUR, { v: 1 });
  const costs = Array.from({ length: 5 }, (_, at) => costOf('a', START + 20 * HOUR + at + 1, { v: 1 }));
  expect(costs).toEqual(Array(5).fill({ leaves: 0, segments: 0 }));
  // what takes away is asked at once: with what goes out meanwhile it may turn what neither turns alone
  expect(costOf('a', START + 20 * HOUR + 9, { v: -1 }).leaves).toBeGreaterThan(0);
});

test('a sum turns where one that takes away comes into its window while others go out', () => {
  const machine = new Machine(
    compile({
      version: 1,
      segments: [{ id: 's', when: { sum: 'v', of: 'a', over: { from: '5h', to: '2h' }, gte: 5 } }],
    }) as never,
    {},
    ({ member }) => turns.push([member.entered, (machine.world.now - START) / HOUR]),
  );
  const turns: [boolean, number][] = [];
  // 3 and 7 come in, then -3, which leaves 7, then 3 goes out, which would leave 7 too: together they leave 4
  for (const [at, v] of [
    [0, 3],
    [1, 7],
    [2.5, -3],
  ] as const) {
    machine.passUntil(START + at * HOUR);
    machine.record({ id: `e${at}`, name: 'a', time: START + at * HOUR, session: 's', props: { v } });
    machine.settle(START + at * HOUR);
  }
  machine.passUntil(START + 9 * HOUR);
  expect(turns).toEqual([
    [true, 3],
    [false, 5],
  ]);
});

test('a part of a model decides nothing until it may bring the model to its number', () => {
  const definitions: Definitions = {
    version: 1,
    models: {
      m: {
        intercept: -50,
        terms: [
          { metric: { count: 'a', over: '90d' }, weight: 1 },
          { metric: { count: 'b', over: '90d' }, weight: 1, transform: 'sqrt' },
        ],
      },
    },
    segments: [{ id: 's', when: { model: 'm', gte: 0.5 } }],
  };
  const machine = new Machine(compile(definitions) as never, {}, () => {});
  const [leaf] = machine.live.leaves as unknown as [{ decide(): boolean }];
  const { decide } = leaf;
  let decided = 0;
  leaf.decide = () => {
    decided++;
    return decide();
  };
  const { member } = machine.segments[0] as (typeof machine.segments)[0];
  for (let at = 0; at < 60; at++) {
    machine.record({ id: `e${100 + at}`, name: 'a', time: START + at, session: 's', props: {} });
    machine.settle(START + at);
    expect(member.entered).toBe(at >= 49);
  }
  expect(decided).toBeLessThan(15);
});

test('a path is looked up once an event, however many selectors ask for it', () => {
  const { costOf } = counting(
    [1, 2, 3, 4].map((v) => ({ count: { event: 'a', where: { 'list.v': v } }, gte: 1 })),
  );
  let looked = 0;
  const list = [{ v: 9 }];
  costOf('a', START, {
    get list() {
      looked++;
      return list;
    },
  } as never);
  expect(looked).toBe(1);
});
