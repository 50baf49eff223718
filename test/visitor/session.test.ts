import { describe, expect, test } from 'vitest';
import { stamp } from '../../src/visitor/identity.js';
import { readSession, type Session, sessionAt, sessionIn } from '../../src/visitor/session.js';

const HALF_HOUR = 30 * 60_000;
const DAY = 48 * HALF_HOUR;
const rules = { timeout: HALF_HOUR, cap: DAY, onCampaign: false };

const at = (time: number, address?: string, name = 'page_view') => ({
  name,
  time,
  props: address ? { page_location: `https://shop.example/${address}` } : {},
});

describe('a session', () => {
  const current = { id: 'one', start: 9_000_000, last: 10_000_000 };

  test.each([
    ['at once', 0, 'one'],
    ['a moment before the timeout', HALF_HOUR - 1, 'one'],
    ['at the timeout to the millisecond', HALF_HOUR, 'two'],
    ['long after', 10 * HALF_HOUR, 'two'],
    ['a little earlier, told late', -1_000, 'one'],
    ['within the timeout before it began, told late', -1_000_000 - HALF_HOUR + 1, 'one'],
    ['longer before it began, told late', -1_000_000 - HALF_HOUR, 'two'],
  ])('%s', (_, gap, id) => {
    expect(sessionAt(current, at(current.last + gap), rules, 'two')).toBe(id);
  });

  test('begins with the first event', () => {
    expect(sessionAt(undefined, at(5), rules, 'one')).toBe('one');
    expect(sessionIn(undefined, { ...at(5), session: 'one' })).toMatchObject({
      id: 'one',
      start: 5,
      last: 5,
    });
  });

  test.each([
    ['a moment before the cap', DAY - 1, 'one'],
    ['at the cap to the millisecond', DAY, 'two'],
  ])('that never rests: %s', (_, age, id) => {
    const lively = { id: 'one', start: 0, last: DAY - 60_000 };
    expect(sessionAt(lively, at(age), rules, 'two')).toBe(id);
  });

  test('reaches from its earliest event to its latest, in whatever order they are heard of', () => {
    const times = [50, 20, 90, 70];
    const heard = times.map((time) => ({ ...at(time), session: 'one' }));
    const found = heard.reduce<Session | undefined>(sessionIn, undefined);
    expect(found).toMatchObject({ start: 20, last: 90 });
    expect(heard.reverse().reduce<Session | undefined>(sessionIn, undefined)).toEqual(found);
  });

  test('of two tabs goes on with the one heard of last', () => {
    const hear = (time: number) => sessionIn(current, { ...at(time), session: 'two' });
    expect(hear(current.last + 1)).toMatchObject({ id: 'two', start: current.last + 1 });
    expect(hear(current.last - 1)).toBe(current);
  });

  test('is not kept going by traits, but may begin with them', () => {
    const set = { ...at(current.last + 1_000, undefined, '$set'), session: 'one' };
    expect(sessionIn(current, set)).toBe(current);
    expect(sessionIn(undefined, set)).toMatchObject({ id: 'one', last: set.time });
    expect(sessionIn(current, { ...set, session: 'two' })).toMatchObject({ id: 'two' });
  });

  test.each([
    ['none', undefined],
    ['a text', 'one'],
    ['without an id', { start: 1, last: 2 }],
    ['without a time', { id: 'one', start: 1, last: '2' }],
  ])('in a checkpoint that is broken is none: %s', (_, saved) => expect(readSession(saved)).toBeUndefined());

  test('in a checkpoint that does not know when it began, began then', () => {
    expect(readSession({ id: 'one', last: 2 })).toEqual({ id: 'one', start: 2, last: 2 });
  });
});

describe('another campaign', () => {
  const landed = sessionIn(undefined, { ...at(0, '?utm_source=letter&utm_medium=email'), session: 'one' });
  const asked = { ...rules, onCampaign: true };
  const next = (address: string, by = asked, name?: string) =>
    sessionAt(landed, at(1_000, address, name), by, 'two');

  test('begins a new session if that is asked for', () => {
    expect(next('?utm_source=ads')).toBe('two');
    expect(next('?utm_source=ads', rules)).toBe('one');
  });

  test.each([
    ['the same one', '?utm_source=letter&utm_medium=email', 'one'],
    ['none', 'shoes', 'one'],
    ['a click on an ad', '?gclid=1', 'two'],
    ['another parameter', '?q=clid', 'one'],
  ])('%s', (_, address, id) => expect(next(address)).toBe(id));

  test('is heard of by views alone, so that two tabs do not take turns', () => {
    expect(next('?utm_source=ads', asked, 'scroll')).toBe('one');
  });

  test('is remembered over pages that say nothing of it', () => {
    const on = sessionIn(landed, { ...at(1_000, 'shoes'), session: 'one' });
    expect(sessionAt(on, at(2_000, '?utm_source=letter&utm_medium=email'), asked, 'two')).toBe('one');
    const led = sessionIn(undefined, { ...at(0, 'shoes'), session: 'one' });
    expect(sessionAt(led, at(2_000, '?utm_source=letter'), asked, 'two')).toBe('two');
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
        rules,
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

  test('goes on in the session of before if the clock was set back since', () => {
    const session = { id: 'one', start: 0, last: 9_000_000 };
    expect(on({}, { session }).session).toBe('one');
    expect(on({ time: 900 }, { session: { ...session, start: 8_000_000 } }).session).not.toBe('one');
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
