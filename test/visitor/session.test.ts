import { describe, expect, test } from 'vitest';
import { stamp } from '../../src/visitor/identity.js';
import { later, sessionAt } from '../../src/visitor/session.js';

const HALF_HOUR = 30 * 60_000;

describe('a session', () => {
  const current = { id: 'one', last: 1_000_000 };

  test.each([
    ['at once', 0, 'one'],
    ['a moment before the timeout', HALF_HOUR - 1, 'one'],
    ['at the timeout to the millisecond', HALF_HOUR, 'two'],
    ['long after', 10 * HALF_HOUR, 'two'],
    ['a little earlier, told late', -1_000, 'one'],
    ['long ago, told late', -HALF_HOUR, 'two'],
  ])('%s', (_, gap, id) => {
    expect(sessionAt(current, current.last + gap, HALF_HOUR, 'two').id).toBe(id);
  });

  test('begins with the first event', () => {
    expect(sessionAt(undefined, 5, HALF_HOUR, 'one')).toEqual({ id: 'one', last: 5 });
  });

  test('does not end sooner because something is told late', () => {
    expect(sessionAt(current, current.last - 500, HALF_HOUR, 'two').last).toBe(current.last);
  });

  test('of two tabs goes on with the one heard of last', () => {
    expect(later(current, { id: 'two', last: current.last + 1 }).id).toBe('two');
    expect(later(current, { id: 'two', last: current.last - 1 }).id).toBe('one');
    expect(later(undefined, current)).toBe(current);
  });
});

describe('a stamp', () => {
  let made = 0;
  const on = (draft: object, how: object = {}) =>
    stamp(
      { name: 'view', props: {}, ...draft },
      {
        now: 1_000,
        offset: 60,
        latest: 0,
        session: undefined,
        timeout: HALF_HOUR,
        newId: () => `id${++made}`,
        ...how,
      },
    );

  test('gives whole milliseconds, an id and a session', () => {
    const event = on({}, { now: 1_000.9 });
    expect(event).toMatchObject({ name: 'view', time: 1_000, offset: 60, props: {} });
    expect(event.id).not.toBe(event.session);
  });

  test('never runs back, even if the clock does', () => {
    expect(on({}, { latest: 5_000 }).time).toBe(5_000);
  });

  test('keeps a time of its own, rounded, unless it has not come yet', () => {
    expect(on({ time: 12.6 }, { latest: 5_000 }).time).toBe(13);
    expect(on({ time: 9_999 }).time).toBe(1_000);
  });

  test.each([
    ['its own', { id: 'mine', name: 'purchase', props: { transaction_id: 'P-1' } }, 'mine'],
    ["an order's", { name: 'purchase', props: { transaction_id: 'P-1' } }, 'purchase:P-1'],
    ["an order's, by number", { name: 'purchase', props: { transaction_id: 17 } }, 'purchase:17'],
  ])('gives %s id', (_, draft, id) => expect(on(draft).id).toBe(id));

  test.each([
    ['another event', { name: 'refund', props: { transaction_id: 'P-1' } }],
    ['an order without a number', { name: 'purchase', props: { transaction_id: '' } }],
    ['an order whose number is none', { name: 'purchase', props: { transaction_id: { a: 1 } } }],
  ])('gives %s an id of ours', (_, draft) => expect(on(draft).id).toMatch(/^id\d/));
});
