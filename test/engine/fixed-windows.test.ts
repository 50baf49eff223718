import { expect, test } from 'vitest';
import { compile, createEngine } from '../../src/engine.js';
import { oracle } from '../oracle/oracle.js';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5, 12, 10);

test.each([
  [{ since: '2026-01-05T12:30:00Z' }, 30],
  [{ between: ['2026-01-05T11:00:00Z', '2026-01-05T12:40:00Z'] }, 40],
  [undefined, 60],
])('a test that drifts is decided at the instants that its window names: %j', (over, minute) => {
  const of = { count: 'other', ...(over && { over }) };
  const definitions = {
    version: 1,
    segments: [{ id: 'x', when: { total: [of, { sinceFirst: 'view' }], gte: '15m' } }],
  } as const;
  const view = { id: 'a', name: 'view', time: START, session: 's', props: {} };
  const entered = START + (minute - 10) * MINUTE;
  const engine = createEngine(compile(definitions as never));
  engine.apply(view);
  expect(engine.advance(START + 90 * MINUTE)).toMatchObject([{ segment: 'x', type: 'enter', time: entered }]);
  for (const [at, segments] of [
    [entered - 1, []],
    [entered, ['x']],
  ] as const)
    expect([...oracle(definitions as never, [view], { at } as never).segments]).toEqual(segments);
});
