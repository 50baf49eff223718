/** A bug report: what is masked in it, and that it is decided again. */
import { expect, test } from 'vitest';
import { compile, createEngine, type Event } from '../../src/engine.js';
import type { Copy } from '../../src/index.js';
import { maskLog } from '../../src/inspect/masking.js';
import { createReport, replay } from '../../src/inspect/report.js';
import type { Definitions } from '../../src/segment/types.js';

const START = Date.parse('2026-06-10T08:00:00Z');

const definitions: Definitions = {
  version: 1,
  segments: [
    {
      id: 'shoes',
      name: 'Private name',
      when: { count: { event: 'view', where: { category: { like: '*shoes*' } } }, gte: 2 },
    },
    { id: 'many', when: { distinct: 'item', of: 'view', gte: 2 } },
  ],
};
const event = (index: number, props: Event['props']): Event => ({
  id: `secret-id-${index}`,
  name: 'view',
  time: START + index,
  session: 'secret-visit',
  props,
});
const log = [
  event(0, { category: 'running shoes', item: 'Ada Lovelace', price: 3, tags: ['a mail', null, true] }),
  event(1, { category: 'trail shoes', item: 'Ada Lovelace', inner: { note: 'call 0123' } }),
  event(2, { category: 'flasks', item: 'Grace Hopper' }),
];
const copy: Copy = {
  name: 'ethogram',
  definitions,
  snapshot: () => undefined,
  time: START + 10,
  visitorId: 'secret-visitor',
  timeZone: 'UTC',
  sessionTimeout: 1_800_000,
  keep: 'stored',
};
const health = { state: 'memory', events: 3, unwritten: 0, failures: 0 } as const;

test('texts that the definitions do not name are replaced, the same by the same; numbers and truths stay', () => {
  const masked = maskLog(definitions, log);
  expect(JSON.stringify(masked)).not.toMatch(/Ada|Grace|mail|0123|secret|running|trail|flasks/);
  const [one, two, three] = masked;
  expect(one?.props).toMatchObject({ price: 3, tags: [expect.stringMatching(/^~/), null, true] });
  expect(one?.props.category).toMatch(/shoes$/);
  expect(one?.props.item).toBe(two?.props.item);
  expect(one?.props.item).not.toBe(three?.props.item);
  expect(one?.session).toBe(two?.session);
  expect(new Set(masked.map(({ id }) => id)).size).toBe(3);
  expect(masked.map(({ name, time }) => [name, time])).toEqual(log.map(({ name, time }) => [name, time]));
});

test('decided again elsewhere it says the same; of a visitor only where a sample needs it', () => {
  const engine = createEngine(compile(definitions), { visitorId: 'secret-visitor', timeZone: 'UTC' });
  engine.applyAll(log);
  const segments = [...engine.segments()];
  expect(segments.sort()).toEqual(['many', 'shoes']);
  const report = createReport(copy, log, { segments, health, version: '1.2.3' });
  expect([report.v, report.visitorId, report.version]).toEqual([1, '', '1.2.3']);
  const told = replay(JSON.parse(JSON.stringify(report)));
  expect(told).toContain('the same as on the page');
  expect(told).toMatch(/^in: many, shoes$/m);

  const sampled = { ...definitions, segments: [{ ...definitions.segments?.[0], sample: 0.5 }] } as never;
  const page = { segments: [], health, version: '' };
  expect(createReport({ ...copy, definitions: sampled }, log, page).visitorId).toBe('secret-visitor');
});

test('what differs from the page is said', () => {
  const report = createReport(copy, log, { segments: ['shoes', 'gone'], health, version: '' });
  const told = replay(report);
  expect(told).toContain('+ many: in here, out on the page');
  expect(told).toContain('- gone: out here, in on the page');
});
