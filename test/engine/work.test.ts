/** The law of work: an event touches only what its name feeds, and idle time only what is due. Counted, not timed. */
import { expect, test } from 'vitest';
import { compile } from '../../src/engine/compile.js';
import { Machine } from '../../src/engine/machine.js';
import type { Event } from '../../src/event/types.js';
import type { Condition, Definitions } from '../../src/segment/types.js';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 1);

/** A machine that counts how many conditions and segments are decided. */
const counting = (conditions: readonly Condition[]) => {
  const definitions: Definitions = {
    version: 1,
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

test('a change of one trait touches the segments that ask for it', () => {
  const { costOf } = counting([
    { trait: 'plan', is: 'pro' },
    { trait: 'plan.name', is: 'pro' },
    ...Array.from({ length: 100 }, (_, index) => ({ trait: `field_${index}`, is: 1 })),
  ]);
  costOf('first', START);
  expect(costOf('$set', START + 1, { plan: 'pro' })).toEqual({ leaves: 0, segments: 2 });
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
