/**
 * Where engines of this kind go wrong, each case by the name under which it is listed. Those that concern a running
 * page are tested where pages run:
 *
 * - T4 once more, with a page that sleeps: test/runtime/retention.test.ts.
 * - T5 (timers beyond 24 days): with the platform's timers, test/platform/browser.test.ts.
 * - S9 once more, where the file is edited and the log is not whole: test/engine/partial.test.ts.
 * - V4 once more, where `explain` says that the types differ: test/engine/explain.test.ts.
 * - S14 (two tabs), S15 (a crash between log and checkpoint), S16 (no storage): with the store and the runtime.
 * - R8 (content security policy): in the browser, test/browser/strict.test.ts.
 * - R10 (10,000 events a second): what is shed, and told of, test/runtime/gate.test.ts.
 */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/base/json.js';
import { compile, createEngine, type Engine, type Event, evaluate, type Fault } from '../../src/engine.js';
import type { Condition, Definitions, Metric, Segment } from '../oracle/language.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-06-10T08:00:00Z');

type Options = Parameters<typeof createEngine>[1];

let count = 0;
/** A record; its id is greater than that of every record made before it. */
function event(
  name: string,
  time: number,
  props: { [key: string]: Json } = {},
  more: Partial<Event> = {},
): Event {
  count++;
  return { id: `e${String(count).padStart(8, '0')}`, name, time, session: 's', props, ...more };
}

function file(segments: Segment[], more: Partial<Definitions> = {}) {
  return { version: 1, segments, ...more } as unknown as Parameters<typeof compile>[0];
}

const when = (condition: Condition, more: Partial<Segment> = {}) =>
  file([{ id: 'x', when: condition, ...more }]);

const engineOf = (definitions: ReturnType<typeof file>, options?: Options): Engine =>
  createEngine(compile(definitions), options);

const isIn = (engine: Engine, id = 'x') => engine.segments().has(id);

/** Whether somebody with this log is in, at an instant. */
const holds = (
  condition: Condition,
  events: Event[],
  at: number,
  options: { timeZone?: string } = {},
): boolean => evaluate(when(condition), { events, at, ...options }).segments.includes('x');

const measure = (metric: Metric, events: Event[], at: number, more: Partial<Definitions> = {}): unknown =>
  (evaluate(file([], { metrics: { m: metric }, ...more }), { events, at }).metrics as { m?: unknown }).m;

function faultsOf(definitions: unknown): readonly Fault[] {
  try {
    compile(definitions as ReturnType<typeof file>);
  } catch (error) {
    return (error as { faults: readonly Fault[] }).faults;
  }
  return [];
}

const reload = (definitions: ReturnType<typeof file>, engine: Engine, options: Options = {}): Engine =>
  engineOf(definitions, { ...options, snapshot: JSON.parse(JSON.stringify(engine.snapshot())) });

describe('time', () => {
  it('T1: a window of 30 days holds what is younger than that, and nothing else', () => {
    const recent: Condition = { count: 'a', over: '30d', gte: 1 };
    const log = [event('a', START)];
    const ages = [30 * DAY - 1, 30 * DAY, 30 * DAY + 1];
    expect(ages.map((age) => holds(recent, log, START + age))).toEqual([true, false, false]);
  });

  it('T2: neighbouring windows hold an event exactly once', () => {
    const young: Metric = { count: 'a', over: { from: '7d', to: '0ms' } };
    const old: Metric = { count: 'a', over: { from: '14d', to: '7d' } };
    const log = [event('a', START)];
    for (const age of [0, 1, 7 * DAY - 1, 7 * DAY, 7 * DAY + 1, 14 * DAY - 1]) {
      expect((measure(young, log, START + age) as number) + (measure(old, log, START + age) as number)).toBe(
        1,
      );
    }
    expect(measure(old, log, START + 14 * DAY)).toBe(0);
  });

  it('T3: three in an hour and then silence: out at the first and an hour, with no event', () => {
    const engine = engineOf(when({ count: 'a', over: '1h', gte: 3 }));
    for (const minutes of [0, 10, 20]) engine.apply(event('a', START + minutes * MINUTE));
    expect(engine.nextDueAt()).toBe(START + HOUR);
    expect(engine.advance(START + HOUR - 1)).toEqual([]);
    expect(engine.advance(START + 5 * HOUR)).toMatchObject([
      { type: 'exit', time: START + HOUR, reason: 'time' },
    ]);
  });

  it('T4: who wakes after three expiries hears of all, in order, each with the instant at which it was due', () => {
    const engine = engineOf(
      file(
        ['3h', '1h', '2h'].map((over) => ({
          id: `in-${over}`,
          when: { count: 'a', over, gte: 1 } as Condition,
        })),
      ),
    );
    engine.apply(event('a', START));
    const changes = engine.advance(START + 30 * DAY);
    expect(changes.map(({ segment, type, time, reason }) => [segment, type, time - START, reason])).toEqual([
      ['in-1h', 'exit', HOUR, 'time'],
      ['in-2h', 'exit', 2 * HOUR, 'time'],
      ['in-3h', 'exit', 3 * HOUR, 'time'],
    ]);
    expect(engine.advance(START + 31 * DAY)).toEqual([]);
  });

  it('T6: a clock that steps back changes nothing', () => {
    const definitions = file([{ id: 'x', when: { sinceLast: 'a', lt: '1h' } }], {
      metrics: { age: { sinceLast: 'a' }, n: { count: 'a' } },
    });
    const engine = engineOf(definitions);
    engine.apply(event('a', START));
    engine.advance(START + 30 * MINUTE);
    expect(engine.advance(START - 30 * MINUTE)).toEqual([]);
    expect([engine.metric('age'), engine.metric('n'), isIn(engine)]).toEqual([30 * MINUTE, 1, true]);
    expect(engine.advance(START + HOUR)).toMatchObject([{ type: 'exit', time: START + HOUR }]);
  });

  it('T7: an event from ten years ahead does not stay for ever', () => {
    const future = START + 3_652 * DAY;
    const recent: Condition = { count: 'a', over: '30d', gte: 1 };
    const log = [event('a', future), event('b', START)];
    expect(holds(recent, log, START)).toBe(false);
    const engine = engineOf(when(recent));
    for (const record of log) engine.apply(record);
    expect(isIn(engine)).toBe(true);
    expect(engine.apply(event('a', START + DAY))).toEqual([]);
    expect(engine.advance(future + 30 * DAY)).toMatchObject([{ type: 'exit', time: future + 30 * DAY }]);
  });

  it('T8: the order in which 200 events come does not matter', () => {
    const definitions = file(
      [
        { id: 'five', when: { count: 'a', over: '1h', gte: 5 } },
        { id: 'x', when: { metric: 'last', is: 7 } },
      ],
      {
        metrics: {
          sum: { sum: 'v', of: '*', over: '3h' },
          last: { last: 'v', of: 'b' },
          top: { top: 'v', of: '*' },
          gap: { interval: 'a' },
        },
      },
    );
    const log = Array.from({ length: 200 }, (_, i) =>
      event(i % 3 === 0 ? 'a' : 'b', START + ((i * 7_919) % 200) * MINUTE, { v: i % 10 }),
    );
    const end = (order: Event[]) => {
      const engine = engineOf(definitions);
      for (const record of order) engine.apply(record);
      engine.advance(START + 200 * MINUTE);
      return [
        [...engine.segments()].sort(),
        ...['sum', 'last', 'top', 'gap'].map((name) => engine.metric(name)),
      ];
    };
    const sorted = [...log].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
    const mixed = [...log].sort((a, b) => ((a.time * 31) % 977) - ((b.time * 31) % 977));
    expect(end([...sorted].reverse())).toEqual(end(sorted));
    expect(end(mixed)).toEqual(end(sorted));
    expect(end(log)).toEqual(end(sorted));
  });

  it('T9: one identifier counts once, in memory, after a reload and from another tab', () => {
    const definitions = file([], { metrics: { n: { count: 'a' } } });
    const record = event('a', START);
    const engine = engineOf(definitions);
    engine.apply(record);
    engine.apply({ ...record });
    engine.apply({ ...record, time: START + HOUR });
    const again = reload(definitions, engine);
    again.apply(JSON.parse(JSON.stringify(record)));
    expect([engine.metric('n'), again.metric('n')]).toEqual([1, 1]);
  });

  it('T10: at one instant the identifier decides what came first', () => {
    const [first, second] = [event('a', START), event('b', START)];
    for (const log of [
      [first, second],
      [second, first],
    ]) {
      expect(holds({ count: { sequence: ['a', 'b'] }, gte: 1 }, log, START)).toBe(true);
      expect(holds({ count: { sequence: ['b', 'a'] }, gte: 1 }, log, START)).toBe(false);
    }
  });

  it('T11: days of 23 and of 25 hours, while 24 hours stay 24 hours', () => {
    for (const [date, hours] of [
      ['2026-03-28T23:00:00Z', 23],
      ['2026-10-24T22:00:00Z', 25],
    ] as const) {
      const midnight = Date.parse(date);
      const log = [event('a', midnight)];
      const on = (over: string, at: number) =>
        evaluate(file([{ id: 'x', when: { count: 'a', over, gte: 1 } }], { timeZone: 'Europe/Berlin' }), {
          events: log,
          at,
        }).segments.length === 1;
      const end = midnight + hours * HOUR;
      expect([
        on('today', end - 1),
        on('today', end),
        on('yesterday', end - 1),
        on('yesterday', end),
      ]).toEqual([true, false, false, true]);
      expect([on('24h', midnight + DAY - 1), on('24h', midnight + DAY)]).toEqual([true, false]);
    }
  });

  it('T12: a millisecond before local midnight and midnight are two days', () => {
    const midnight = Date.parse('2026-06-10T22:00:00Z');
    const days = (timeZone: string) =>
      measure({ days: 'a' }, [event('a', midnight - 1), event('a', midnight)], midnight, { timeZone });
    expect([days('Europe/Berlin'), days('UTC')]).toEqual([2, 1]);
  });

  it('T13: a visitor who flies keeps the days that were lived', () => {
    const definitions = file([], { metrics: { days: { days: 'a' } } });
    const late = Date.parse('2026-06-10T21:30:00Z');
    const engine = engineOf(definitions, { timeZone: 'Europe/Berlin' });
    engine.apply(event('a', late, {}, { offset: 120 }));
    engine.apply(event('a', late + HOUR, {}, { offset: 120 }));
    const landed = reload(definitions, engine, { timeZone: 'America/New_York' });
    expect([engine.metric('days'), landed.metric('days')]).toEqual([2, 2]);
    landed.apply(event('a', late + 3 * HOUR, {}, { offset: -240 }));
    expect(landed.metric('days')).toBe(2);
  });

  it('T14: weeks from Monday and from Sunday, at the turn of 2027 too', () => {
    const log = [event('a', Date.parse('2026-12-27T12:00:00Z'))];
    const week = (weekStart: 'monday' | 'sunday', at: string) =>
      measure({ count: 'a', over: 'this_week' }, log, Date.parse(at), { weekStart });
    expect(week('monday', '2026-12-27T23:59:59.999Z')).toBe(1);
    expect(week('monday', '2026-12-28T00:00:00Z')).toBe(0);
    expect(week('sunday', '2027-01-02T23:59:59.999Z')).toBe(1);
    expect(week('sunday', '2027-01-03T00:00:00Z')).toBe(0);
  });

  it('T15: this month is empty at its first instant', () => {
    const log = [event('a', Date.parse('2026-06-30T21:59:59.999Z'))];
    const month = (at: string) =>
      measure({ count: 'a', over: 'this_month' }, log, Date.parse(at), { timeZone: 'Europe/Berlin' });
    expect([month('2026-06-30T21:59:59.999Z'), month('2026-06-30T22:00:00Z')]).toEqual([1, 0]);
  });

  it('T16: a birthday on 29 February, and one across the new year', () => {
    const until = (birthday: string, at: string) =>
      measure({ untilAnniversary: 'birthday' }, [event('$set', START, { birthday })], Date.parse(at));
    expect(until('2000-02-29', '2027-02-28T12:00:00Z')).toBe(12 * HOUR);
    expect(until('2000-02-29', '2027-03-01T12:00:00Z')).toBe(0);
    expect(until('2000-02-29', '2028-02-29T12:00:00Z')).toBe(0);
    expect(until('1990-01-03', '2026-12-25T00:00:00Z')).toBe(9 * DAY);
    const log = [event('$set', START, { birthday: '1990-01-03' })];
    expect(holds({ untilAnniversary: 'birthday', lte: '14d' }, log, Date.parse('2026-12-25T00:00:00Z'))).toBe(
      true,
    );
  });

  it('T17: a session lives through a gap of 29:59.999, not through one of 30:00.000', () => {
    const log = [event('a', START)];
    const active: Condition = { count: 'a', over: 'session', gte: 1 };
    expect(holds(active, log, START + 30 * MINUTE - 1)).toBe(true);
    expect(holds(active, log, START + 30 * MINUTE)).toBe(false);
  });
});

describe('state and definitions', () => {
  it('S1: in from five on, out below three', () => {
    const engine = engineOf(file([{ id: 'x', when: { trait: 'n', gte: 5 }, until: { trait: 'n', lt: 3 } }]));
    const seen = [5, 4, 3, 2, 3, 5].map((n, i) => {
      engine.apply(event('$set', START + i, { n }));
      return isIn(engine);
    });
    expect(seen).toEqual([true, true, true, false, false, true]);
  });

  it('S2: a condition that flaps every second makes at most one pair a period', () => {
    const flapping: Condition = { trait: 'on', is: true };
    const calm = engineOf(when(flapping, { cooldown: '1h' }));
    const settled = engineOf(when(flapping, { enterAfter: '10m', cooldown: '1h' }));
    const pairs = [calm, settled].map((engine) => {
      const changes = Array.from({ length: 2 * 3_600 }, (_, i) =>
        engine.apply(event('$set', START + i * SECOND, { on: i % 2 === 0 })),
      ).flat();
      return changes.filter(({ type }) => type === 'enter').length;
    });
    expect(pairs).toEqual([2, 0]);
  });

  it('S3: a reload tells nothing that was told', () => {
    const definitions = when({ count: 'a', gte: 1 });
    const engine = engineOf(definitions);
    expect(engine.apply(event('a', START))).toHaveLength(1);
    const again = reload(definitions, engine);
    expect(again.needsReplay).toBe(false);
    expect([...again.advance(START + DAY), ...again.apply(event('a', START + 2 * DAY))]).toEqual([]);
    expect(isIn(again)).toBe(true);
  });

  it('S4: an event at the instant of a window edge makes at most one change', () => {
    const engine = engineOf(
      when({
        any: [
          { count: 'a', over: '1h', gte: 1 },
          { count: 'b', over: '1h', gte: 1 },
        ],
      }),
    );
    engine.apply(event('a', START));
    expect(engine.apply(event('b', START + HOUR))).toEqual([]);
    expect(isIn(engine)).toBe(true);
    const other = engineOf(
      when({
        all: [
          { count: 'a', over: '1h', gte: 1 },
          { count: 'b', gte: 1 },
        ],
      }),
    );
    other.apply(event('a', START));
    expect(other.apply(event('b', START + HOUR))).toEqual([]);
    expect(isIn(other)).toBe(false);
  });

  it('S5: circles are errors that name themselves; a diamond is fine', () => {
    const of = (id: string, other: string, more: Partial<Segment> = {}): Segment => ({
      id,
      when: { segment: other },
      ...more,
    });
    const base: Segment = { id: 'base', when: { count: 'a', gte: 1 } };
    const circle = (definitions: unknown) => faultsOf(definitions).filter(({ code }) => code === 'circle');
    const [fault] = circle(file([of('one', 'two'), of('two', 'one')]));
    expect(JSON.stringify(fault)).toMatch(/one.*two|two.*one|segments\[0\].*segments\[1\]/);
    expect(circle(file([of('one', 'one')]))).not.toEqual([]);
    expect(
      circle(file([of('one', 'two', { exclusive: 'g' }), { ...base, id: 'two', exclusive: 'g' }])),
    ).not.toEqual([]);
    expect(
      circle(
        file([
          of('one', 'mid', { exclusive: 'g' }),
          of('mid', 'two'),
          { ...base, id: 'two', exclusive: 'g' },
        ]),
      ),
    ).not.toEqual([]);
    const top: Segment = { id: 'top', when: { all: [{ segment: 'left' }, { segment: 'right' }] } };
    expect(faultsOf(file([top, of('left', 'base'), of('right', 'base'), base]))).toEqual([]);
    expect(circle(file([], { metrics: { p: { metric: 'q' }, q: { metric: 'p' } } }))).not.toEqual([]);
  });

  it('S6: who refers to a segment sees it at the same instant', () => {
    const engine = engineOf(
      file([
        { id: 'x', when: { all: [{ segment: 'buyer' }, { count: 'a', gte: 1 }] } },
        { id: 'buyer', when: { count: 'buy', gte: 1 } },
      ]),
    );
    engine.apply(event('a', START));
    const changes = engine.apply(event('buy', START + 1));
    expect(changes.map(({ id }) => id).sort()).toEqual([`buyer:enter:${START + 1}`, `x:enter:${START + 1}`]);
  });

  /** Brings a new plan to where an old engine was, and gives what that tells. */
  const edit = (definitions: ReturnType<typeof file>, old: Engine, log: Event[], now: number) => {
    const engine = reload(definitions, old);
    const changes = engine.needsReplay ? engine.replay(log) : [];
    return { engine, changes: [...changes, ...engine.advance(now)] };
  };

  it('S7: an edit while somebody is in is filled from the log and says so', () => {
    const log = [event('a', START), event('b', START + 1)];
    const old = engineOf(when({ count: 'a', gte: 1 }));
    for (const record of log) old.apply(record);
    const stricter = edit(when({ count: 'a', gte: 2 }), old, log, START + HOUR);
    expect(stricter.changes).toMatchObject([{ segment: 'x', type: 'exit', reason: 'definitions' }]);
    const other = edit(when({ count: 'b', gte: 1 }), old, log, START + HOUR);
    expect([other.changes, isIn(other.engine)]).toEqual([[], true]);
    const grown = edit(
      file([
        { id: 'x', when: { count: 'a', gte: 1 } },
        { id: 'y', when: { count: 'b', gte: 1 } },
      ]),
      old,
      log,
      START + HOUR,
    );
    expect(grown.changes).toMatchObject([{ segment: 'y', type: 'enter', reason: 'definitions' }]);
  });

  it('S8: who is in a segment that goes away goes out of it', () => {
    const log = [event('a', START)];
    const old = engineOf(when({ count: 'a', gte: 1 }));
    for (const record of log) old.apply(record);
    const { engine, changes } = edit(file([]), old, log, START + HOUR);
    expect(changes).toMatchObject([{ segment: 'x', type: 'exit', reason: 'removed' }]);
    expect([...engine.segments()]).toEqual([]);
    const size = (of: Engine) => JSON.stringify(of.snapshot()).length;
    expect(size(engine)).toBeLessThan(size(old));
  });

  it('S9: a counter outlives the log that it counted', () => {
    const definitions = file([], { metrics: { n: { count: 'a' } } });
    const engine = engineOf(definitions);
    for (let i = 0; i < 3_000; i++) engine.apply(event('a', START + i * MINUTE));
    const again = reload(definitions, engine);
    expect(again.needsReplay).toBe(false);
    again.apply(event('a', START + 3_000 * MINUTE));
    expect(again.metric('n')).toBe(3_001);
  });

  it('S11: zero counts as zero', () => {
    const log = [event('b', START)];
    expect(holds({ count: 'a', is: 0 }, log, START)).toBe(true);
    expect(holds({ count: 'a', lt: 1 }, log, START)).toBe(true);
  });

  it('S12: of two that hold in a group the first in file order is entered', () => {
    const segments: Segment[] = ['one', 'two', 'three'].map((id) => ({
      id,
      exclusive: 'g',
      when: { count: id === 'one' ? 'late' : 'a', gte: 1 },
    }));
    const engine = engineOf(file(segments));
    engine.apply(event('a', START));
    expect([...engine.segments()]).toEqual(['two']);
    engine.apply(event('a', START + 1));
    expect([...engine.segments()]).toEqual(['two']);
    engine.apply(event('late', START + 2));
    expect([...engine.segments()]).toEqual(['one']);
  });

  it('S13: the sample is the published hash', () => {
    const vectors: [salt: string, visitorId: string, bucket: number][] = [
      ['seed', 'a', 505],
      ['seed', 'b', 2_696],
      ['foo', 'ab', 2_575],
      ['foo', 'def', 2_019],
      ['89123klj', '8952klfjas09ujkasdf', 1_240],
      ['90850943850283058242805', '123', 7_516],
      ['()**(%$##$%#$#', '___)((*":&', 128],
    ];
    for (const [salt, visitorId, bucket] of vectors) {
      const sampled = (percent: number) => {
        const definitions = when({ count: 'a', gte: 1 }, { sample: { percent, salt } });
        const engine = engineOf(definitions, { visitorId });
        engine.apply(event('a', START));
        return isIn(engine);
      };
      expect([sampled(bucket / 100), sampled((bucket + 1) / 100)], `${salt} ${visitorId}`).toEqual([
        false,
        true,
      ]);
    }
    const [byId, bySalt] = ['seed', 'other'].map((id) => {
      const sample = id === 'seed' ? { percent: 5.06 } : { percent: 5.06, salt: 'seed' };
      const engine = engineOf(file([{ id, when: { count: 'a', gte: 1 }, sample }]), { visitorId: 'a' });
      engine.apply(event('a', START));
      return isIn(engine, id);
    });
    expect([byId, bySalt]).toEqual([true, true]);
  });
});

describe('values and security', () => {
  const trait = (traits: { [key: string]: Json }, condition: Condition) =>
    holds(condition, [event('$set', START, traits)], START);

  it('V1, V2: who has no age, or null, is not below 18', () => {
    expect(trait({ other: 1 }, { trait: 'age', lt: 18 })).toBe(false);
    expect(trait({ age: null }, { trait: 'age', lt: 18 })).toBe(false);
    expect(trait({ age: null }, { trait: 'age', lte: 18 })).toBe(false);
    expect(trait({ age: 17 }, { trait: 'age', lt: 18 })).toBe(true);
  });

  it('V4: nothing is coerced', () => {
    expect(trait({ v: '10' }, { trait: 'v', gt: 9 })).toBe(false);
    expect(trait({ v: '9' }, { trait: 'v', is: 9 })).toBe(false);
    expect(trait({ v: '' }, { trait: 'v', is: 0 })).toBe(false);
    expect(trait({ v: true }, { trait: 'v', is: 1 })).toBe(false);
  });

  it('V5: numbers that are none are refused, and nothing is touched', () => {
    const engine = engineOf(file([], { metrics: { sum: { sum: 'v', of: 'a' }, n: { count: 'a' } } }));
    engine.apply(event('a', START, { v: 1 }));
    for (const v of [Number.NaN, Number.POSITIVE_INFINITY, JSON.parse('1e400')]) {
      const bad = event('a', START + 1, { deep: [{ v }], v });
      expect(() => engine.apply(bad)).toThrow(expect.objectContaining({ code: 'invalid-event' }));
      expect([engine.metric('sum'), engine.metric('n')]).toEqual([1, 1]);
    }
    const id = 'used-once';
    expect(() => engine.apply(event('', START + 1, {}, { id }))).toThrow();
    expect(() => engine.apply(event('a*', START + 1, {}, { id }))).toThrow();
    expect(() => engine.apply(event('a', Number.NaN, {}, { id }))).toThrow();
    engine.apply(event('a', START + 1, { v: 2 }, { id }));
    expect([engine.metric('sum'), engine.metric('n')]).toEqual([3, 2]);
  });

  it('V7: two tests that are meant of one element', () => {
    const log = [
      event('buy', START, {
        items: [
          { id: 'x', price: 1 },
          { id: 'y', price: 100 },
        ],
      }),
    ];
    const where = { id: 'x', price: { gte: 100 } };
    expect(holds({ count: { event: 'buy', each: 'items', where }, gte: 1 }, log, START)).toBe(false);
    const loose = { 'items.id': 'x', 'items.price': { gte: 100 } };
    expect(holds({ count: { event: 'buy', where: loose }, gte: 1 }, log, START)).toBe(true);
  });

  it('V8: case is ignored in the same way everywhere', () => {
    const is = (v: string, side: string) => trait({ v }, { trait: 'v', is: side, ignoreCase: true });
    expect(is('TITLE', 'title')).toBe(true);
    expect(is('İ', 'i')).toBe(false);
    expect(is('İ', 'i\u0307')).toBe(true);
    expect(is('I', 'ı')).toBe(false);
    expect(is('straße', 'STRASSE')).toBe(false);
    expect(is('É', 'é')).toBe(true);
    expect(is('e\u0301', 'é')).toBe(false);
  });

  it('R1: paths find nothing that was not put there', () => {
    for (const path of [
      'constructor.name',
      'toString',
      '__proto__.x',
      'hasOwnProperty',
      'list.length',
      'prototype',
    ]) {
      const there: Condition = { trait: path, exists: true };
      const paths: Condition = { count: { event: 'a', where: { [path]: { exists: true } } }, gte: 1 };
      expect(trait({ list: [], x: 1 }, there), path).toBe(false);
      expect(holds(paths, [event('a', START, { list: [1] })], START), path).toBe(false);
    }
  });

  it('R2: a `__proto__` key in what comes in reaches no prototype', () => {
    const evil = JSON.parse('{"__proto__": {"x": 1}, "constructor": {"prototype": {"x": 1}}, "plan": "pro"}');
    const engine = engineOf(file([{ id: 'x', when: { trait: 'plan', is: 'pro' } }]));
    engine.apply(event('$set', START, evil));
    engine.setTraits(evil, START + 1);
    engine.apply(event('a', START + 2, evil));
    const again = reload(file([{ id: 'x', when: { trait: 'plan', is: 'pro' } }]), engine);
    expect([isIn(engine), isIn(again)]).toEqual([true, true]);
    expect(({} as { x?: unknown }).x).toBeUndefined();
    expect([engine.trait('__proto__.x'), engine.trait('x')]).toEqual([undefined, undefined]);
  });

  it('R3: names that every object has', () => {
    const definitions = file(
      [
        { id: 'constructor', when: { count: 'constructor', gte: 1 } },
        { id: 'valueof', when: { metric: 'hasOwnProperty', gte: 1 } },
      ],
      { metrics: { hasOwnProperty: { count: 'toString' }, constructor: { distinct: 'k', of: '*' } } },
    );
    const engine = engineOf(definitions);
    engine.apply(event('toString', START, { k: 'constructor' }));
    expect([...engine.segments()]).toEqual(['valueof']);
    engine.apply(event('constructor', START + 1, { k: 'toString' }));
    expect([...engine.segments()].sort()).toEqual(['constructor', 'valueof']);
    expect([engine.metric('hasOwnProperty'), engine.metric('constructor')]).toEqual([1, 2]);
    expect(faultsOf(when({ metric: 'toString', gte: 1 }))).not.toEqual([]);
    expect(faultsOf(when({ segment: 'constructor' }))).not.toEqual([]);
    expect(faultsOf(file([{ id: '__proto__', when: { count: 'a', gte: 1 } }]))).not.toEqual([]);
  });

  it('R4: a pattern of 200 stars takes no longer than its length times the text', () => {
    const pattern = `${'*a'.repeat(100)}*b`;
    const started = performance.now();
    expect(trait({ v: 'a'.repeat(100_000) }, { trait: 'v', like: pattern })).toBe(false);
    expect(trait({ v: 'x'.repeat(100_000) }, { trait: 'v', like: '*'.repeat(200) })).toBe(true);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('R5: 20,000 nested groups are an error, not an overflow', () => {
    let nested: Condition = { count: 'a', gte: 1 };
    for (let i = 0; i < 20_000; i++) nested = i % 2 === 0 ? { not: nested } : { all: [nested] };
    expect(faultsOf(when(nested)).map(({ code }) => code)).toContain('limit');
    let shallow: Condition = { count: 'a', gte: 1 };
    for (let i = 0; i < 20; i++) shallow = { not: shallow };
    expect(faultsOf(when(shallow))).toEqual([]);
  });

  it('R5: every limit is an error of its own', () => {
    const limited = (definitions: unknown) => faultsOf(definitions).some(({ code }) => code === 'limit');
    const some: Condition = { count: 'a', gte: 1 };
    const steps = (length: number): Condition => ({ count: { sequence: Array(length).fill('a') }, gte: 1 });
    const segments = (length: number): Segment[] =>
      Array.from({ length }, (_, i) => ({ id: `s${i}`, when: some }));
    expect(faultsOf(when(steps(16)))).toEqual([]);
    expect(faultsOf(when(steps(17))).map(({ place }) => place)).toEqual(['segments[0].when.count.sequence']);
    expect([limited(file(segments(1_000))), limited(file(segments(1_001)))]).toEqual([false, true]);
    const word = (length: number): Condition => ({ trait: 'v', is: 'x'.repeat(length) });
    expect([limited(when(word(1_024))), limited(when(word(1_025)))]).toEqual([false, true]);
    const many = (length: number): Condition => ({ any: Array(length).fill(some) });
    expect([limited(when(many(9_000))), limited(when(many(10_001)))]).toEqual([false, true]);
  });

  it('R6: what is not known is an error with its place', () => {
    const places = (definitions: unknown) => faultsOf(definitions).map(({ place }) => place);
    const at = (condition: object) => places(file([{ id: 'x', when: condition as Condition }]));
    expect(at({ count: 'a', gteq: 1 })).toContain('segments[0].when.gteq');
    expect(at({ cuont: 'a', gte: 1 })).toEqual(['segments[0].when']);
    const fine = { count: 'a', gte: 1 };
    expect(at({ all: [fine, { count: 'a', over: '30x', gte: 1 }] })).toEqual([
      'segments[0].when.all[1].over',
    ]);
    expect(at({ count: { event: 'a', were: {} }, gte: 1 })).toEqual(['segments[0].when.count.were']);
    expect(at({ trait: 'v', is: null })).toEqual(['segments[0].when.is']);
    const several = [{ id: 'X', when: { segment: 'nobody' }, coolDown: '1h' }, { id: 'y' }];
    expect(places({ version: 1, segments: several, extra: 1 }).sort()).toEqual([
      'extra',
      'segments[0].coolDown',
      'segments[0].id',
      'segments[0].when.segment',
      'segments[1].when',
    ]);
  });

  it('R7: empty lists are errors', () => {
    for (const condition of [
      { all: [] },
      { any: [] },
      { atLeast: 1, of: [] },
      { trait: 'v', oneOf: [] },
    ] as Condition[]) {
      expect(faultsOf(when(condition)), JSON.stringify(condition)).not.toEqual([]);
    }
  });

  it('R9: a definition that carries code runs none', () => {
    const spy = { ran: false };
    Object.assign(globalThis, { __spy: spy });
    const code = '(() => { globalThis.__spy.ran = true; return true; })()';
    for (const condition of [
      { $where: code },
      { count: { event: 'a', where: { $where: code } }, gte: 1 },
      { trait: code, like: code },
    ]) {
      const definitions = when(condition as Condition);
      if (faultsOf(definitions).length === 0)
        evaluate(definitions, { events: [event('a', START, { [code]: code })], at: START });
    }
    expect(faultsOf(when({ count: 'a', gte: (() => 1) as unknown as number }))).not.toEqual([]);
    expect(spy.ran).toBe(false);
    delete (globalThis as { __spy?: unknown }).__spy;
  });
});

describe('numbers and sequences', () => {
  it('N1: many prices through a window, and then nothing: exactly zero', () => {
    const engine = engineOf(file([], { metrics: { sum: { sum: 'v', of: 'a', over: '1000ms' } } }));
    for (let i = 0; i < 1_000_000; i++)
      engine.apply(event('a', START + i, { v: ((i * 7_919) % 10_007) / 100 }));
    engine.advance(START + 1_000_000 + 1_000);
    expect(engine.metric('sum')).toBe(0);
  });

  it('N2: an outlier of 1e15 leaves nothing behind', () => {
    const engine = engineOf(file([], { metrics: { sum: { sum: 'v', of: 'a', over: '1h' } } }));
    engine.apply(event('a', START, { v: 1e15 }));
    engine.apply(event('a', START + 1, { v: 3.04 }));
    engine.apply(event('a', START + 2, { v: 0.1 }));
    engine.advance(START + HOUR);
    expect(engine.metric('sum')).toBe(3.14);
  });

  it('N3: least and greatest when values go, as by looking again', () => {
    const values = [5, 1, 4, 1, 3, 9, 2, 6];
    const engine = engineOf(
      file([], {
        metrics: { min: { min: 'v', of: 'a', over: '4ms' }, max: { max: 'v', of: 'a', over: '4ms' } },
      }),
    );
    for (let t = 0; t < values.length + 4; t++) {
      const v = values[t];
      if (v === undefined) engine.advance(START + t);
      else engine.apply(event('a', START + t, { v }));
      const inside = values.filter((_, i) => i <= t && i > t - 4);
      const expected =
        inside.length === 0 ? [undefined, undefined] : [Math.min(...inside), Math.max(...inside)];
      expect([engine.metric('min'), engine.metric('max')]).toEqual(expected);
    }
  });

  it('N4: no value where there is none, never NaN', () => {
    const log = [event('b', START)];
    const zero: Metric = { count: 'a' };
    expect(measure({ avg: 'v', of: 'a' }, log, START)).toBeUndefined();
    expect(measure({ ratio: [{ count: 'b' }, zero] }, log, START)).toBeUndefined();
    expect(measure({ ratio: [zero, zero] }, log, START)).toBeUndefined();
    expect(measure({ interval: 'b' }, log, START)).toBeUndefined();
    expect(measure({ share: 'v', of: 'a', value: 1 }, log, START)).toBeUndefined();
    expect(holds({ avg: 'v', of: 'a', lt: 1 }, log, START)).toBe(false);
  });

  it('N5: very many different values stay bounded, and go when they go', () => {
    const engine = engineOf(when({ distinct: 'sku', of: 'view', over: '30d', gte: 50 }));
    for (let i = 0; i < 100_000; i++) engine.apply(event('view', START + i, { sku: `sku-${i}` }));
    expect(isIn(engine)).toBe(true);
    expect(JSON.stringify(engine.snapshot()).length).toBeLessThan(4_000_000);
    engine.advance(START + 99_950 + 30 * DAY - 1);
    expect(isIn(engine)).toBe(true);
    engine.advance(START + 99_950 + 30 * DAY);
    expect(isIn(engine)).toBe(false);
  });

  it('N6: the most frequent: of equals the last seen; it turns when the leader goes', () => {
    const top: Metric = { top: 'k', of: 'a', over: '1h' };
    const log = ['x', 'y', 'x', 'y'].map((k, i) => event('a', START + i * MINUTE, { k }));
    expect(measure(top, log.slice(0, 3), START + 2 * MINUTE)).toBe('x');
    expect(measure(top, log, START + 3 * MINUTE)).toBe('y');
    const led = [...log.slice(0, 3), event('a', START + 3 * MINUTE, { k: 'z' })];
    expect(measure(top, led, START + HOUR - 1)).toBe('x');
    expect(measure(top, led, START + HOUR)).toBe('z');
  });

  it('N8: eight looks at a fading score, or one: the same', () => {
    const definitions = file([], { metrics: { s: { score: [{ of: 'a', points: 100 }], halfLife: '8d' } } });
    const [often, once] = [engineOf(definitions), engineOf(definitions)] as const;
    const record = event('a', START);
    often.apply(record);
    once.apply(record);
    for (let i = 1; i <= 8; i++) {
      often.advance(START + i * 2 * DAY);
      often.metric('s');
    }
    once.advance(START + 16 * DAY);
    expect(often.metric('s')).toBe(once.metric('s'));
    expect(once.metric('s')).toBeCloseTo(25, 8);
  });

  it('N9: ten years of fading come to nothing', () => {
    const definitions = file([{ id: 'x', when: { metric: 's', gt: 0.001 } }], {
      metrics: { s: { score: [{ of: 'a', points: 100 }], halfLife: '1d' } },
    });
    const engine = engineOf(definitions);
    engine.apply(event('a', START));
    const changes = engine.advance(START + 3_652 * DAY);
    expect(changes).toHaveLength(1);
    const exact = START + Math.log2(100_000) * DAY;
    expect(Math.abs((changes[0]?.time ?? 0) - exact)).toBeLessThan(3);
    expect(engine.metric('s')).toBe(0);
    engine.apply(event('a', START + 3_653 * DAY));
    expect(engine.metric('s')).toBeCloseTo(100, 8);
  });

  const follows = (
    selector: object,
    ...log: [name: string, seconds: number, props?: { [key: string]: Json }][]
  ) =>
    holds(
      { count: selector as never, gte: 1 },
      log.map(([name, seconds, props]) => event(name, START + seconds * SECOND, props)),
      START + HOUR,
    );

  it('Q1: B A B is A and then B', () => {
    expect(follows({ sequence: ['a', 'b'] }, ['b', 1], ['a', 2], ['b', 3])).toBe(true);
    expect(follows({ sequence: ['a', 'b'] }, ['b', 1], ['a', 2])).toBe(false);
  });

  it('Q2: one A is not A and then A', () => {
    expect(follows({ sequence: ['a', 'a'] }, ['a', 1])).toBe(false);
    expect(follows({ sequence: ['a', 'a'] }, ['a', 1], ['a', 1])).toBe(true);
    expect(follows({ sequence: ['a', 'a', 'a'] }, ['a', 1], ['a', 1])).toBe(false);
  });

  it('Q3: a later first step may be the one in time', () => {
    expect(follows({ sequence: ['a', 'b'], within: '10s' }, ['a', 0], ['a', 9], ['b', 15])).toBe(true);
    expect(follows({ sequence: ['a', 'b'], within: '10s' }, ['a', 0], ['b', 10])).toBe(true);
    expect(follows({ sequence: ['a', 'b'], within: '10s' }, ['a', 0], ['b', 11])).toBe(false);
    expect(follows({ sequence: ['a', 'b', 'c'], gap: '10s' }, ['a', 0], ['b', 5], ['b', 9], ['c', 19])).toBe(
      true,
    );
    expect(follows({ sequence: ['a', 'b', 'c'], gap: '10s' }, ['a', 0], ['b', 9], ['b', 30], ['c', 31])).toBe(
      false,
    );
  });

  it('Q5: A and then no B: in at A and the time given, without an event', () => {
    const engine = engineOf(when({ abandoned: 'a', without: 'b', for: '30m' }));
    engine.apply(event('a', START));
    expect(engine.nextDueAt()).toBe(START + 30 * MINUTE);
    engine.advance(START + 30 * MINUTE - 1);
    expect(isIn(engine)).toBe(false);
    expect(engine.advance(START + DAY)).toMatchObject([{ type: 'enter', time: START + 30 * MINUTE }]);
  });

  it('Q6: told of, and then the B that happened earlier comes late', () => {
    const engine = engineOf(when({ abandoned: 'a', without: 'b', for: '30m' }));
    engine.apply(event('a', START));
    engine.advance(START + HOUR);
    expect(engine.apply(event('b', START + MINUTE))).toMatchObject([{ type: 'exit', reason: 'late' }]);
    expect(isIn(engine)).toBe(false);
  });

  it('Q7: nothing at all in between', () => {
    expect(follows({ sequence: ['a', 'b'], without: '*' }, ['a', 1], ['x', 2], ['b', 3])).toBe(false);
    expect(follows({ sequence: ['a', 'b'], without: '*' }, ['a', 1], ['b', 3])).toBe(true);
    expect(follows({ sequence: ['a', 'b'], without: 'x' }, ['x', 0], ['a', 1], ['b', 3], ['x', 4])).toBe(
      true,
    );
  });

  it('Q8: viewed and did not buy the same', () => {
    const log = [
      event('view', START, { sku: 'p1' }),
      event('view', START + 1, { sku: 'p2' }),
      event('buy', START + 2, { sku: 'p1' }),
    ];
    const left: Condition = { abandoned: 'view', without: 'buy', for: '1ms', same: 'sku' };
    expect(holds(left, log, START + MINUTE)).toBe(true);
    expect(holds(left, [...log, event('buy', START + 3, { sku: 'p2' })], START + MINUTE)).toBe(false);
  });

  it('Q9: very many first steps without a second stay bounded', () => {
    const definitions = when({ count: { sequence: ['a', 'b'], within: '1h', same: 'sku' }, gte: 1 });
    const engine = engineOf(definitions);
    for (let i = 0; i < 100_000; i++) engine.apply(event('a', START + i, { sku: `sku-${i}` }));
    expect(JSON.stringify(engine.snapshot()).length).toBeLessThan(4_000_000);
    engine.apply(event('b', START + 100_000, { sku: 'sku-99999' }));
    expect(isIn(engine)).toBe(true);
  });
});
