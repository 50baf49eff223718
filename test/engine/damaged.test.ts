/** A snapshot that something else wrote to: what cannot be is not believed, and nothing throws or runs for ever. */
import { describe, expect, it } from 'vitest';
import { compile, createEngine, type Event } from '../../src/engine.js';

const DAY = 86_400_000;
const START = Date.parse('2026-06-10T08:00:00Z');

const plan = compile({
  version: 1,
  segments: [
    { id: 'here', when: { count: 'a', over: '1h', gte: 1 } },
    { id: 'big', when: { sum: 'v', of: 'a', over: '7d', gte: 5 } },
  ],
});

const log: readonly Event[] = Array.from({ length: 20 }, (_, place) => ({
  id: `e${place}`,
  name: 'a',
  time: START + place,
  session: 's',
  props: { v: 1 },
}));
const next: Event = { id: 'next', name: 'a', time: START + 100, session: 's', props: { v: 1 } };

const written = () => {
  const engine = createEngine(plan);
  for (const event of log) engine.apply(event);
  return JSON.parse(JSON.stringify(engine.snapshot()));
};

/** Every place in it. */
const places = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? Object.keys(value).flatMap((key) => [
        [...path, key],
        ...places((value as Record<string, unknown>)[key], [...path, key]),
      ])
    : [];

const put = (snapshot: unknown, path: readonly string[], value: unknown) => {
  const parent = path.slice(0, -1).reduce((at, key) => (at as Record<string, unknown>)[key], snapshot);
  const key = path.at(-1) as string;
  if (value === undefined) delete (parent as Record<string, unknown>)[key];
  else (parent as Record<string, unknown>)[key] = value;
  return snapshot as never;
};

describe.each([
  ['null', null],
  ['a text', 'x'],
  ['a number', -1],
  ['a list', []],
  ['an object', {}],
  ['nothing', undefined],
])('%s in the place of', (_, damage) => {
  it.each(places(written()).map((path) => [path.join('.').slice(0, 90), path] as const))('%s', (_, path) => {
    const engine = createEngine(plan, { snapshot: put(written(), path, damage) });
    engine.apply(next);
    engine.advance(START + DAY);
    engine.explain('here');
    if (engine.needsReplay) {
      engine.replay([...log, next]);
      engine.advance(START + DAY);
      expect([...engine.segments()]).toEqual(['big']);
    }
    expect(() => JSON.stringify(engine.snapshot())).not.toThrow();
  });
});
