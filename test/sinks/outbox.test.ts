import { describe, expect, test } from 'vitest';
import type { SegmentChange } from '../../src/segment/types.js';
import { acknowledge, hold, type Outbox, pause, put, readOutbox, take } from '../../src/sinks/outbox.js';

const NOW = Date.UTC(2026, 0, 5);
const change = (segment: string, type: SegmentChange['type'], time: number): SegmentChange => ({
  id: `${segment}:${type}:${time}`,
  segment,
  type,
  time,
  reason: 'event',
});
const empty = readOutbox(undefined);
const ids = (changes: readonly { id: string }[]) => changes.map(({ id }) => id);
/** As the store gives it back. */
const stored = (outbox: Outbox): Outbox => readOutbox(structuredClone(outbox));

describe('putting in', () => {
  const story = [
    change('a', 'enter', 1),
    change('a', 'exit', 2),
    change('b', 'enter', 2),
    change('a', 'enter', 3),
  ];

  test('each change goes in once, whichever tab tells it, and however late', () => {
    let outbox = put(empty, story);
    expect(ids(outbox.waiting)).toEqual(ids(story));
    for (const told of [story, story.slice(1), story.slice(2), story.slice(0, 1)])
      outbox = put(stored(outbox), told);
    expect(ids(outbox.waiting)).toEqual(ids(story));
  });

  test('what nobody was told to have entered, nobody leaves', () => {
    expect(put(empty, [change('a', 'exit', 5)])).toBe(empty);
  });

  test('keeps the last thousand', () => {
    const many = Array.from({ length: 1_200 }, (_, at) => change('a', at % 2 ? 'exit' : 'enter', at));
    expect(ids(put(empty, many).waiting)).toEqual(ids(many.slice(200)));
  });
});

describe('taking out', () => {
  const full = put(
    empty,
    Array.from({ length: 120 }, (_, at) => change(`s${at}`, 'enter', at)),
  );

  test('is one tab’s at a time, a hundred at once, until it has an answer or is gone', () => {
    const [taken, batch] = take(full, NOW, false);
    expect(batch).toHaveLength(100);
    for (const isBack of [false, true]) expect(take(stored(taken), NOW + 5_999, isBack)[1]).toEqual([]);
    expect(take(stored(hold(taken, NOW + 3_000)), NOW + 8_999, false)[1]).toEqual([]);
    expect(take(stored(taken), NOW + 6_000, false)[1]).toHaveLength(100);
    const [, rest] = take(stored(acknowledge(taken, batch)), NOW + 1, false);
    expect(ids(rest)).toEqual(ids(full.waiting.slice(100)));
  });

  test('rests after a failure, twice as long after each, at most five minutes; a network that is back ends that', () => {
    let outbox = full;
    const rests = Array.from({ length: 12 }, () => {
      outbox = pause(outbox, NOW, 1);
      return (outbox.until - NOW) / 1_000;
    });
    expect(rests).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    expect(pause(full, NOW, 0).until).toBe(NOW + 500);
    expect(take(stored(outbox), NOW + 299_999, false)[1]).toEqual([]);
    expect(take(stored(outbox), NOW, true)[1]).toHaveLength(100);
    expect(take(stored(outbox), NOW + 300_000, false)[1]).toHaveLength(100);
    expect(acknowledge(outbox, []).tries).toBe(0);
  });

  test('a pause that a wrong clock has set does not last', () => {
    expect(take({ ...full, until: NOW + 86_400_000 }, NOW, false)[1]).toHaveLength(100);
  });
});

test.each([
  [null],
  ['text'],
  [[]],
  [{ v: 2, waiting: [change('a', 'enter', 1)] }],
  [{ v: 1, known: 3, waiting: 'all', until: 'never', isTaken: 1, tries: Number.NaN }],
  [
    {
      v: 1,
      known: { a: null },
      waiting: [null, 3, { id: 'a' }, { ...change('a', 'enter', 1), type: 'explode' }],
    },
  ],
])('what somebody else has written there is not believed: %j', (record) => {
  expect(readOutbox(record)).toEqual(empty);
});
