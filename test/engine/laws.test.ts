/**
 * The laws that the engine keeps, over random definitions, logs and calls. `FUZZ_RUNS` sets how many of each;
 * a failing run prints its seed and the smallest scenario that fails, which belongs into regressions.json once it is mended.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/engine.js';
import { scenarios } from '../oracle/arbitraries.js';
import { LANDED } from '../oracle/forms.js';
import type { Definitions } from '../oracle/language.js';
import { inOrder } from '../oracle/log.js';
import { type Answer, oracle } from '../oracle/oracle.js';
import type { Scenario } from '../oracle/random-scenario.js';
import { Driver, lines, net, planOf, type Told } from './driver.js';
import regressions from './regressions.json' with { type: 'json' };

const RUNS = Number(process.env.FUZZ_RUNS ?? 250);

/** The usual run is the same every time; a long one, with FUZZ_RUNS, goes where no run has been. */
const SEED = Number(
  process.env.FUZZ_SEED ?? (process.env.FUZZ_RUNS === undefined ? 1_873 : Date.now() % 2 ** 31),
);

/** A decaying score is right to one part in 10⁹, its crossing to the millisecond after. */
const NEAR = 3;

/** Whether values may differ in their last digits: where something decays, or is put through a curve. */
const isRough = ({ definitions }: Scenario) => /"halfLife"|"terms"/.test(JSON.stringify(definitions));

/** All that comes in, by whatever call. */
const recordsOf = (scene: Scenario): readonly Event[] => {
  const driver = new Driver(planOf({ version: 1, segments: [] }), scene.options);
  for (const call of scene.calls) driver.call(call);
  return driver.arrived;
};

/** How far apart two numbers may be: shares of a classifier are a quotient of sums, nowhere said to be exact. */
function slackOf(scene: Scenario): number {
  if (isRough(scene)) return 1e-8;
  return JSON.stringify(scene.definitions).includes('"confidence"') ? 1e-14 : 0;
}

function close(a: unknown, b: unknown, slack: number): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  return a === b || Math.abs(a - b) <= slack * Math.max(1, Math.abs(a), Math.abs(b));
}

function expectMetrics(
  slack: number,
  actual: Answer['metrics'],
  expected: Answer['metrics'],
  why: string,
): void {
  const off = Object.keys(expected).filter((name) => !close(actual[name], expected[name], slack));
  const those = (values: Answer['metrics']) => off.map((name) => [name, values[name]]);
  expect(those(actual), why).toEqual(those(expected));
}

function expectSegments(driver: Driver, scene: Scenario, at: number, why: string): void {
  if (at === Number.NEGATIVE_INFINITY) return;
  const asked = (at: number) =>
    [...oracle(scene.definitions, driver.arrived, { ...scene.options, at }).segments].sort();
  const right = asked(at);
  const actual = driver.segments;
  const near = isRough(scene) && String(actual) !== String(right) ? [asked(at - NEAR), asked(at + NEAR)] : [];
  if (!near.some((segments) => String(segments) === String(actual))) expect(actual, why).toEqual(right);
}

/** Where something decays, times may be a little off: they are brought to those of what is expected. */
function expectChanges(rough: boolean, told: readonly Told[], expected: readonly Told[], why: string): void {
  const left = [...net(expected)];
  const moved = net(told).map((change) => {
    const i = left.findIndex(
      ({ segment, type, time }) =>
        segment === change.segment &&
        type === change.type &&
        Math.abs(time - change.time) <= (rough ? NEAR : 0),
    );
    return i < 0 ? change : (left.splice(i, 1)[0] as Told);
  });
  expect(lines(moved), why).toEqual(lines(net(expected)));
}

function expectSameMetrics(driver: Driver, scene: Scenario, why: string): void {
  const at = driver.clock;
  if (at === Number.NEGATIVE_INFINITY) return;
  const { metrics } = oracle({ ...scene.definitions, segments: [] }, driver.arrived, {
    ...scene.options,
    at,
  });
  expectMetrics(slackOf(scene), driver.metrics(Object.keys(metrics)), metrics, `metrics ${why}`);
}

/** Agreement at every instant asked, whatever the order of arrival and the calls; segments only at some, for speed. */
function oracleLaw(scene: Scenario): void {
  const driver = new Driver(planOf(scene.definitions), scene.options);
  for (const [i, call] of [...scene.calls, { do: 'advance', now: scene.end } as const].entries()) {
    driver.call(call);
    expectSameMetrics(driver, scene, `after call ${i}`);
    if ((scene.seed + i) % 6 === 0) expectSegments(driver, scene, driver.clock, `segments after call ${i}`);
  }
  expectSegments(driver, scene, driver.clock, 'segments in the end');
}

/** Any order of arrival, any pattern of calls, replay, snapshots: all end the same. */
function functionLaw(scene: Scenario): void {
  const plan = planOf(scene.definitions);
  const names = Object.keys(scene.definitions.metrics ?? {});
  const records = recordsOf(scene);
  const ways: { [way: string]: (driver: Driver) => void } = {
    'as the scenario has it': (driver) => {
      for (const call of scene.calls) driver.call(call);
    },
    backwards: (driver) => {
      for (const event of [...records].sort(inOrder).reverse()) driver.apply(event);
    },
    'late, after the end': (driver) => {
      driver.advance(scene.end);
      for (const event of records) driver.apply(event);
    },
    replayed: (driver) => {
      driver.arrived.push(...records);
      driver.call({ do: 'replay' });
    },
    'with a snapshot after every third call': (driver) => {
      for (const [i, event] of [...records].sort(inOrder).entries()) {
        driver.apply(event);
        if (i % 3 === 0) driver.call({ do: 'restore' });
      }
    },
    'in lists that overlap in time': (driver) => {
      for (const start of [2, 0, 1]) {
        const some = records.filter((_, index) => index % 3 === start);
        for (let from = 0; from < some.length; from += 7) driver.applyAll(some.slice(from, from + 7));
      }
    },
    'every record twice': (driver) => {
      for (const event of [...records, ...records]) driver.apply(event);
    },
  };
  const first = new Driver(plan, scene.options);
  for (const event of [...records].sort(inOrder)) first.apply(event);
  first.advance(scene.end);
  for (const [way, go] of Object.entries(ways)) {
    const other = new Driver(plan, scene.options);
    go(other);
    other.advance(scene.end);
    expect(other.segments, way).toEqual(first.segments);
    expectMetrics(slackOf(scene), other.metrics(names), first.metrics(names), way);
  }
}

/** Nothing changes before it is due, and a call an instant tells what one call after days tells. */
function timeLaw(scene: Scenario): void {
  const plan = planOf(scene.definitions);
  const records = [...recordsOf(scene)].sort(inOrder);
  const rough = isRough(scene);
  const seldom = new Driver(plan, scene.options);
  const often = new Driver(plan, scene.options);
  const pass = (driver: Driver, until: number) => {
    for (let steps = 0; steps < 40; steps++) {
      const due = driver.engine.nextDueAt() ?? Number.POSITIVE_INFINITY;
      expect(due, 'due is to come').toBeGreaterThan(driver.clock);
      const quiet = Math.min(due, until) - 1;
      if (quiet > driver.clock) expect(driver.advance(quiet), `quiet up to ${quiet}`).toEqual([]);
      if (due >= until) return;
      for (const { time } of driver.advance(due)) expect(time, 'tells what is due').toBe(due);
    }
  };
  for (const event of records) {
    if (often.clock > Number.NEGATIVE_INFINITY) pass(often, event.time);
    often.apply(event);
    seldom.apply(event);
  }
  pass(often, scene.end + 1);
  often.advance(scene.end);
  seldom.advance(scene.end);
  const { transitions } = oracle(scene.definitions, records, { ...scene.options, at: scene.end });
  expectChanges(rough, seldom.changes, transitions, 'a call a record');
  expectChanges(rough, often.changes, transitions, 'a call an instant');
}

/** Enter and exit alternate, in time order within a call; the changes folded are the memberships; late ones say so. */
function silenceLaw(scene: Scenario): void {
  const driver = new Driver(planOf(scene.definitions), scene.options);
  const inside = new Set<string>();
  for (const call of [...scene.calls, { do: 'advance', now: scene.end } as const]) {
    const replays = call.do === 'replay';
    const late =
      (call.do === 'apply' && call.event.time < driver.clock) ||
      (call.do === 'setTraits' && call.time < driver.clock);
    const before = driver.clock;
    const changes = driver.call(call);
    if (replays) continue;
    expect(changes.map(({ time }) => time)).toEqual(changes.map(({ time }) => time).sort((a, b) => a - b));
    expect(new Set(changes.map(({ id }) => id)).size, 'one change of a segment at one instant').toBe(
      changes.length,
    );
    for (const { id, segment, type, time, reason } of changes) {
      expect(id).toBe(`${segment}:${type}:${time}`);
      expect(inside.has(segment), `${id} alternates`).toBe(type === 'exit');
      if (type === 'enter') inside.add(segment);
      else inside.delete(segment);
      expect(time).toBeLessThanOrEqual(driver.clock);
      if (call.do === 'advance') expect([reason, time > before]).toEqual(['time', true]);
      else if (late) expect(reason).toBe('late');
      else if (call.do === 'setTraits') expect(['traits', 'time']).toContain(reason);
      else if (call.do === 'apply') expect(['event', 'traits', 'time']).toContain(reason);
    }
    expect([...inside].sort()).toEqual(driver.segments);
  }
}

const laws = { Oracle: oracleLaw, Function: functionLaw, Time: timeLaw, Silence: silenceLaw };

describe.each(Object.entries(laws))('%s', (_, law) => {
  it('over random definitions, logs and calls', { timeout: 36e5 }, () => {
    fc.assert(fc.property(scenarios(LANDED), law), { seed: SEED, numRuns: RUNS, includeErrorInReport: true });
  });

  it.each(regressions as { why: string; scenario: unknown }[])('(regression) $why', ({ scenario }) => {
    law(scenario as Scenario);
  });
});

describe('what the laws rest on', () => {
  const definitions: Definitions = {
    version: 1,
    metrics: { sum: { sum: 'v', of: 'a', over: '2h' }, days: { days: 'a' } },
    segments: [
      { id: 'busy', when: { count: 'a', over: '10m', gte: 6 }, enterAfter: '3m', cooldown: '1h' },
      { id: 'dear', when: { metric: 'sum', gte: 700 }, until: { metric: 'sum', lt: 600 } },
    ],
  };
  const options = { visitorId: 'v', sessionTimeout: 1_800_000 };
  const start = Date.parse('2026-06-10T08:00:00Z');
  const record = (i: number, minutes: number): Event => ({
    id: `e${String(i).padStart(6, '0')}`,
    name: i % 7 === 0 ? 'b' : 'a',
    time: start + minutes * 60_000,
    session: 's',
    props: { v: (i * 37) % 11 },
  });

  it('a late record finds its place, however far back: from memory, or from the log that is asked for', () => {
    const log = Array.from({ length: 1_500 }, (_, i) => record(i, i + (i % 50 < 10 ? 0 : 5)));
    const driver = new Driver(planOf(definitions), options);
    for (const event of log) driver.apply(event);
    const end = driver.clock;
    for (const [i, minutes] of [1_490.5, 1_000.5, 600.5, 100.5, 0.5].entries()) {
      driver.apply({ ...record(7_001 + i, minutes), props: { v: 400 } });
      expect(driver.engine.needsReplay).toBe(false);
      const right = oracle(definitions, driver.arrived, { ...options, at: end });
      expect(driver.segments).toEqual([...right.segments].sort());
      expect(driver.metrics(['sum', 'days'])).toEqual(right.metrics);
    }
  });

  it('bridges the last thousand records without the log', () => {
    const engine = new Driver(planOf(definitions), options).engine;
    const log = Array.from({ length: 3_000 }, (_, i) => record(i, i));
    for (const event of log) engine.apply(event);
    engine.apply(record(7_001, 2_000.5));
    expect(engine.needsReplay).toBe(false);
  });

  it('of records with one id the earliest counts, also when the later one was long let go from memory', () => {
    const log = Array.from({ length: 3_000 }, (_, i) => record(i, i));
    const driver = new Driver(planOf(definitions), options);
    for (const event of log) driver.apply(event);
    const first = log[100] as Event;
    driver.apply({ ...first, props: { v: 7_000 } }); // the same instant: the record that is known already
    expect(driver.engine.needsReplay).toBe(false);
    expect(driver.engine.apply({ ...first, time: first.time - 1, props: { v: 400 } })).toEqual([]);
    expect(driver.engine.needsReplay).toBe(true);
    driver.engine.replay(log);
    const told = [...log, { ...first, time: first.time - 1, props: { v: 400 } }];
    const right = oracle(definitions, told, { ...options, at: driver.clock });
    expect(driver.metrics(['sum', 'days'])).toEqual(right.metrics);
  });

  it('time goes on where one operand has no value and another waits for its window', () => {
    const plan = planOf({
      version: 1,
      metrics: { a: { avg: 'v', of: 'nothing' }, b: { sum: 'v', of: 'x', over: { from: '2h', to: '1h' } } },
      segments: [{ id: 's', when: { count: 'x', gte: { metric: 'a' }, lte: { metric: 'b' } } }],
    });
    const engine = new Driver(plan, options).engine;
    engine.apply({ id: 'x1', name: 'x', time: start, session: 's1', props: { v: 1 } });
    const due: number[] = [];
    for (let at = engine.nextDueAt(); at !== undefined && due.length < 5; at = engine.nextDueAt()) {
      due.push(at - start);
      if (due.at(-2) === at - start) break;
      engine.advance(at);
    }
    expect(due).toEqual([3_600_000, 7_200_000]);
  });

  it('a change of traits by call is a record like any other, the later call of one instant the later record', () => {
    const plan = planOf({
      version: 1,
      metrics: { asked: { count: '$set' } },
      segments: [{ id: 'pro', when: { trait: 'plan', is: 'pro' } }],
    });
    const engine = new Driver(plan, options).engine;
    expect(engine.setTraits({ plan: 'pro', age: 3 }, start)).toMatchObject([
      { type: 'enter', reason: 'traits', time: start },
    ]);
    expect(engine.setTraits({ plan: null }, start)).toMatchObject([{ type: 'exit', time: start }]);
    expect([engine.trait('plan'), engine.trait('age'), engine.metric('asked')]).toEqual([undefined, 3, 2]);
    for (let i = 0; i < 12; i++) engine.setTraits({ plan: i % 2 === 0 ? 'free' : 'pro' }, start + 1);
    expect([[...engine.segments()], engine.metric('asked')]).toEqual([['pro'], 14]);
    engine.setTraits({ plan: 'free' }, start - 1);
    expect([[...engine.segments()], engine.metric('asked')]).toEqual([['pro'], 15]);
  });
});
