/** What would be if: asked of a copy, and of nobody else. */
import { describe, expect, test } from 'vitest';
import { compile, createEngine, type Event } from '../../src/engine.js';
import type { Copy } from '../../src/index.js';
import { whatIf } from '../../src/inspect/copy.js';
import type { Definitions } from '../../src/segment/types.js';

const MINUTE = 60_000;
const START = Date.parse('2026-06-10T08:00:00Z');

const definitions: Definitions = {
  version: 1,
  segments: [
    { id: 'buyer', when: { count: 'purchase', gte: 2 } },
    { id: 'recent', when: { count: 'view', over: '1h', gte: 1 } },
    { id: 'today', when: { count: 'view', over: 'session', gte: 3 } },
  ],
};
const log: Event[] = [1, 2].map((n) => ({
  id: `v${n}`,
  name: 'view',
  time: START + n * MINUTE,
  session: 's',
  props: {},
}));

const begin = () => {
  const engine = createEngine(compile(definitions), { visitorId: 'v', timeZone: 'UTC' });
  engine.applyAll(log);
  const copy: Copy = {
    name: 'ethogram',
    definitions,
    snapshot: () => engine.snapshot(),
    time: START + 2 * MINUTE,
    visitorId: 'v',
    timeZone: 'UTC',
    sessionTimeout: 30 * MINUTE,
    keep: 'stored',
  };
  const ask = (question: Partial<Parameters<typeof whatIf>[3]>) =>
    whatIf(copy, engine.segments(), log, { events: [], ahead: 0, ...question });
  return { engine, ask };
};
const event = (name: string, after = 0) => ({ name, after, props: {} });

describe('what if', () => {
  test('nothing is supposed: nobody enters, nobody leaves', () => {
    expect(begin().ask({})).toEqual({ enters: [], leaves: [], changes: [], faults: [] });
  });

  test('events happen, and time passes: who enters and who leaves, and when', () => {
    const { ask } = begin();
    const { enters, leaves, changes } = ask({
      events: [event('purchase', 5 * MINUTE), event('purchase')],
      ahead: 60 * MINUTE,
    });
    expect([enters, leaves]).toEqual([['buyer'], ['recent']]);
    expect(changes.map(({ segment, type, time }) => [segment, type, (time - START) / MINUTE])).toEqual([
      ['buyer', 'enter', 7],
      ['recent', 'exit', 62],
    ]);
  });

  test('an event belongs to the visit that goes on, and after its timeout to another', () => {
    const { ask } = begin();
    expect(ask({ events: [event('view', 29 * MINUTE)], ahead: 29 * MINUTE }).enters).toEqual(['today']);
    expect(ask({ events: [event('view', 31 * MINUTE)], ahead: 31 * MINUTE }).enters).toEqual([]);
  });

  test('a segment is defined otherwise; one with faults is not asked, and its faults are told', () => {
    const { ask } = begin();
    const other = { version: 1, segments: [{ id: 'buyer', when: { count: 'view', gte: 2 } }] } as const;
    expect(ask({ definitions: other })).toMatchObject({ enters: ['buyer'], leaves: ['recent'], faults: [] });
    const faulty = { version: 1, segments: [{ id: 'buyer', when: { count: 'view', gte: 'two' } }] };
    const answer = ask({ definitions: faulty as never });
    expect(answer).toMatchObject({ enters: [], leaves: [], changes: [] });
    expect(answer.faults.length).toBeGreaterThan(0);
  });

  test('the engine that was copied stays as it was', () => {
    const { engine, ask } = begin();
    const before = JSON.stringify([engine.snapshot(), [...engine.segments()], engine.explain('buyer')]);
    ask({ events: [event('purchase'), event('purchase')], ahead: 1_000 * MINUTE });
    expect(JSON.stringify([engine.snapshot(), [...engine.segments()], engine.explain('buyer')])).toBe(before);
  });
});
