import { expect, test } from 'vitest';
import { compile, createEngine } from '../../src/engine.js';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5, 12);
const plan = compile({
  version: 1,
  segments: [
    { id: 'fresh', when: { count: 'view', over: '10m', gte: 1 } },
    { id: 'gone', when: { sinceLast: 'view', gte: '30m' } },
    { id: 'viewer', when: { count: 'view', gte: 1 } },
  ],
});
const view = (id: string, time: number) => ({ id, name: 'view', time, session: 's', props: {} });

test('says what time alone brings, at the instants at which it then happens', () => {
  const engine = createEngine(plan);
  engine.apply(view('a', START));
  const before = engine.snapshot();
  const foreseen = engine.foresee();
  expect(foreseen).toEqual([
    [START + 10 * MINUTE, ['viewer']],
    [START + 30 * MINUTE, ['gone', 'viewer']],
  ]);
  expect(engine.snapshot()).toEqual(before);
  expect([...engine.segments()].sort()).toEqual(['fresh', 'viewer']);
  for (const [time, segments] of foreseen) {
    engine.advance(time - 1);
    expect([...engine.segments()].sort()).not.toEqual(segments);
    engine.advance(time);
    expect([...engine.segments()].sort()).toEqual(segments);
  }
  expect(engine.foresee()).toEqual([]);
});

test('leaves no trace: what happens next is told as if nobody had looked', () => {
  const [one, other] = [createEngine(plan), createEngine(plan)];
  for (const engine of [one, other]) engine.apply(view('a', START));
  one.foresee();
  const next = [view('b', START + 5 * MINUTE), view('c', START + 20 * MINUTE)];
  expect(one.applyAll(next)).toEqual(other.applyAll(next));
  expect(one.advance(START + 90 * MINUTE)).toEqual(other.advance(START + 90 * MINUTE));
});

test('looks ahead sixteen changes, and says nothing of an empty log', () => {
  const parts = Array.from({ length: 30 }, (_, index) => ({
    id: `s${index}`,
    when: { count: 'view', over: `${index + 1}m` as const, gte: 1 },
  }));
  const engine = createEngine(compile({ version: 1, segments: parts }));
  expect(engine.foresee()).toEqual([]);
  engine.apply(view('a', START));
  expect(engine.foresee()).toHaveLength(16);
});
