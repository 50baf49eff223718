/** What lies at the ends of what a number, a date or a list can be: refused with a reason, or right. */
import { describe, expect, it } from 'vitest';
import { compile, createEngine, type Event, evaluate } from '../../src/engine.js';

const START = Date.parse('2026-06-10T08:00:00Z');

type File = Parameters<typeof compile>[0];
const file = (more: object): File => ({ version: 1, segments: [], ...more }) as File;
const when = (condition: object): File => file({ segments: [{ id: 'x', when: condition }] });

const record = (place: number, props: Event['props'] = {}): Event => ({
  id: `e${place}`,
  name: 'a',
  time: START + place,
  session: 's',
  props,
});

describe('sums that no number can hold', () => {
  const sums = (...values: number[]) => {
    const engine = createEngine(compile(file({ metrics: { m: { sum: 'v', of: 'a' } } })));
    return values.map((v, place) => {
      engine.apply(record(place, { v }));
      return engine.metric('m');
    });
  };

  it('are infinite, and exact again when something is taken away', () => {
    expect(sums(1e308, 1e308, -1e308)).toEqual([1e308, Number.POSITIVE_INFINITY, 1e308]);
    expect(sums(-1e308, -1e308, -1, 1e308, 1e308)).toEqual([
      -1e308,
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      -1e308,
      -1,
    ]);
  });

  it('pass the tests that they are above', () => {
    const events = [record(0, { v: 1e308 }), record(1, { v: 1e308 })];
    const of = (test: object) =>
      evaluate(when({ sum: 'v', of: 'a', ...test }), { events, at: START + 2 }).segments;
    expect(of({ gt: 1 })).toEqual(['x']);
    expect(of({ lt: 1 })).toEqual([]);
  });

  it('leave out a product that is none', () => {
    const events = [record(0, { v: 1e308, w: 10 }), record(1, { v: 1 })];
    const metrics = { m: { sum: 'v', times: 'w', of: 'a' } };
    expect(evaluate(file({ metrics }), { events, at: START + 2 }).metrics).toEqual({ m: 1 });
  });
});

describe('dates that there are not', () => {
  const faults = (over: object) =>
    compile(when({ count: 'a', over, gte: 1 }), { lenient: true }).faults.map(
      ({ code, place }) => `${code} ${place}`,
    );

  it.each(['2026-02-29', '2026-02-30', '2026-04-31', '2100-02-29', '2026-13-01', '2026-00-10'])(
    '%s is refused',
    (date) => {
      expect(faults({ since: `${date}T00:00:00Z` })).toEqual(['invalid segments[0].when.over.since']);
    },
  );

  it.each(['2024-02-29', '2000-02-29', '1970-01-01', '0001-01-01', '2026-12-31'])('%s is taken', (date) => {
    expect(faults({ since: `${date}T00:00:00+14:00` })).toEqual([]);
  });
});

describe('times that are none', () => {
  const engine = () => createEngine(compile(when({ count: 'a', over: '1h', gte: 1 })));

  it.each([Number.POSITIVE_INFINITY, Number.NaN, '5', undefined, 1e15])('advance(%s) is refused', (time) => {
    expect(() => engine().advance(time as number)).toThrow(/No time/);
    expect(() => evaluate(when({ count: 'a', gte: 1 }), { events: [], at: time as number })).toThrow(
      /No time/,
    );
  });

  it('an event after the year 9999 is refused, and its id not used up', () => {
    const one = engine();
    const late = { ...record(0), time: START * 1_000 };
    expect(() => one.apply(late)).toThrow(/No time/);
    expect(one.apply(record(0))).toHaveLength(1);
  });
});

describe('files that JSON cannot hold', () => {
  const hole = ['a', 'b', 'c'];
  delete hole[1];

  it('a hole in a list is a fault', () => {
    const { faults } = compile(when({ count: { sequence: hole }, gte: 1 }), { lenient: true });
    expect(faults).toMatchObject([{ code: 'invalid', place: 'segments[0].when.count.sequence[1]' }]);
  });

  it.each([null, 3, 'x', []])('of %j nothing runs, and nothing throws', (definitions) => {
    const plan = compile(definitions as unknown as File, { lenient: true });
    expect(plan.faults).not.toEqual([]);
    expect(createEngine(plan).apply(record(0))).toEqual([]);
  });
});
