// @vitest-environment jsdom
import { IDBDatabase } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Definitions, start } from '../../src/index.js';
import { closeAll, createClock, DAY, log, MINUTE, open, settle, stored, useStorage } from './page.js';

const DEFINITIONS: Definitions = {
  version: 1,
  metrics: { views: { count: 'view' } },
  segments: [
    { id: 'viewer', when: { metric: 'views', gte: 2 } },
    { id: 'abandoner', when: { abandoned: 'add_to_cart', without: 'purchase', for: '30m' } },
    { id: 'buyer', when: { sum: 'value', of: 'purchase', gte: 10 } },
    { id: 'vip', when: { trait: 'plan', is: 'vip' } },
    { id: 'recent', when: { count: 'view', over: '1d', gte: 1 } },
  ],
};

let clock: ReturnType<typeof createClock>;

beforeEach(() => {
  useStorage();
  clock = createClock();
});
afterEach(async () => {
  await closeAll();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const begin = (options: object = {}) => open({ definitions: DEFINITIONS, clock, ...options });
const segments = ({ ethogram }: ReturnType<typeof begin>) => [...ethogram.segments()].sort();

describe('from event to callback', () => {
  test('a visitor comes in, and listeners hear of it in a microtask', async () => {
    const page = begin();
    const { ethogram, changes, events } = page;
    await ethogram.ready;
    const watched = vi.fn();
    const entered = vi.fn();
    ethogram.watch('viewer', watched);
    ethogram.on('enter', 'viewer', entered);
    ethogram.track('view', { item: 'a' });
    ethogram.track('view', { item: 'b' });
    expect(ethogram.has('viewer')).toBe(true);
    expect(ethogram.metric('views')).toBe(2);
    expect(watched).not.toHaveBeenCalled();
    await settle();
    expect(watched.mock.calls.map(([isIn]) => isIn)).toEqual([false, true]);
    expect(entered).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ segment: 'viewer', type: 'enter', time: clock.now(), reason: 'event' }),
    );
    expect(changes.map(({ segment, type }) => [segment, type])).toEqual([
      ['recent', 'enter'],
      ['viewer', 'enter'],
    ]);
    expect(events.map(({ name, props }) => [name, props])).toEqual([
      ['view', { item: 'a' }],
      ['view', { item: 'b' }],
    ]);
    expect(segments(page)).toEqual(['recent', 'viewer']);
  });

  test('time alone brings a visitor in, by the one timer', async () => {
    const page = begin();
    await page.ethogram.ready;
    page.ethogram.track('add_to_cart');
    const at = clock.now();
    expect(clock.due.size).toBe(1);
    clock.push(30 * MINUTE - 1);
    await settle();
    expect(page.changes).toEqual([]);
    clock.push(1);
    await settle();
    expect(page.changes).toEqual([
      expect.objectContaining({ segment: 'abandoner', time: at + 30 * MINUTE, reason: 'time' }),
    ]);
  });

  test('a question lets time pass first', async () => {
    const { ethogram } = begin({ clock: { now: () => clock.now(), wake: () => () => undefined } });
    await ethogram.ready;
    ethogram.track('add_to_cart');
    clock.push(30 * MINUTE);
    expect(ethogram.has('abandoner')).toBe(true);
  });

  test('what happens before the store is read is held, with its time', async () => {
    const page = begin();
    page.ethogram.track('view');
    clock.push(1000);
    page.ethogram.track('view');
    expect(segments(page)).toEqual([]);
    await page.ethogram.ready;
    expect(page.ethogram.has('viewer')).toBe(true);
    await settle();
    expect(page.events.map(({ time }) => time)).toEqual([clock.now() - 1000, clock.now()]);
    expect(new Set(page.events.map(({ session }) => session)).size).toBe(1);
  });

  test('traits are records of the log, and of two at one instant the later counts', async () => {
    const { ethogram, errors } = begin();
    await ethogram.ready;
    ethogram.setTraits({ plan: 'vip' });
    ethogram.setTraits({ plan: 'free' });
    expect(ethogram.trait('plan')).toBe('free');
    ethogram.identify('u-1', { plan: 'vip' });
    expect([ethogram.trait('user_id'), ethogram.has('vip')]).toEqual(['u-1', true]);
    ethogram.setTraits({ bad: (() => 1) as never });
    ethogram.identify('');
    await settle();
    expect(errors.map(({ code }) => code)).toEqual(['invalid-traits', 'invalid-traits']);
    await ethogram.flush();
    expect((await log()).map(({ name }) => name)).toEqual(['$set', '$set', '$set']);
  });

  test('an order counts once, however often it is told', async () => {
    const page = begin();
    for (let times = 0; times < 3; times++)
      page.ethogram.track('purchase', { transaction_id: 'P-1', value: 6 });
    await page.ethogram.ready;
    expect(page.ethogram.has('buyer')).toBe(false);
    page.ethogram.track('purchase', { transaction_id: 'P-2', value: 6 });
    expect(page.ethogram.has('buyer')).toBe(true);
  });
});

describe('the next page', () => {
  test('knows the visitor, tells nothing twice, and goes on in the session', async () => {
    const first = begin();
    await first.ethogram.ready;
    first.ethogram.track('view');
    first.ethogram.track('view');
    await settle();
    await first.ethogram.stop();

    clock.push(MINUTE);
    const second = begin();
    const watched = vi.fn();
    second.ethogram.watch('viewer', watched);
    await second.ethogram.ready;
    await settle();
    expect(watched.mock.calls).toEqual([[true, undefined]]);
    expect(second.changes).toEqual([]);
    second.ethogram.track('view');
    await settle();
    expect(second.ethogram.metric('views')).toBe(3);
    expect(second.events[0]?.session).toBe(first.events[0]?.session);
  });

  test('reads the log where there is no checkpoint', async () => {
    const first = begin();
    await first.ethogram.ready;
    first.ethogram.track('view');
    first.ethogram.track('view');
    await settle();
    const database = await stored();
    expect([...database.keys()].filter((key) => typeof key === 'number').length).toBeGreaterThan(0);
    await first.ethogram.stop();
    const request = indexedDB.open('ethogram');
    const opened = await new Promise<globalThis.IDBDatabase>((resolve) => {
      request.onsuccess = () => resolve(request.result);
    });
    const transaction = opened.transaction('ethogram', 'readwrite');
    transaction.objectStore('ethogram').delete('checkpoint');
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    opened.close();

    const second = begin();
    await second.ethogram.ready;
    expect(segments(second)).toEqual(['recent', 'viewer']);
    await settle();
    expect(second.changes).toEqual([]);
  });

  test('hears what happened while nobody was there', async () => {
    const first = begin();
    await first.ethogram.ready;
    first.ethogram.track('add_to_cart');
    const at = clock.now();
    await first.ethogram.stop();
    clock.push(2 * DAY);
    const second = begin();
    await second.ethogram.ready;
    await settle();
    expect(second.changes).toEqual([
      expect.objectContaining({ segment: 'abandoner', type: 'enter', time: at + 30 * MINUTE }),
    ]);
  });

  test('begins a new session after half an hour, to the millisecond', async () => {
    const first = begin();
    first.ethogram.track('view');
    await first.ethogram.ready;
    await first.ethogram.stop();
    clock.push(30 * MINUTE);
    const second = begin();
    second.ethogram.track('view');
    await second.ethogram.ready;
    await settle();
    expect(second.events[0]?.session).not.toBe(first.events[0]?.session);
  });

  test('outlives a poisoned store', async () => {
    const first = begin();
    await first.ethogram.ready;
    first.ethogram.track('view');
    first.ethogram.track('view');
    await first.ethogram.stop();
    const request = indexedDB.open('ethogram');
    const database = await new Promise<globalThis.IDBDatabase>((resolve) => {
      request.onsuccess = () => resolve(request.result);
    });
    const checkpoint = (await stored()).get('checkpoint') as object;
    const transaction = database.transaction('ethogram', 'readwrite');
    const store = transaction.objectStore('ethogram');
    store.put({ ...checkpoint, snapshot: { form: 1, told: 'nonsense' } }, 'checkpoint');
    for (const bad of [
      'text',
      null,
      { v: 2 },
      { v: 1, events: 'none' },
      { v: 1, events: [null, 3, { id: 4 }] },
    ])
      store.put(bad, 1_000 + Math.floor(Math.random() * 1e9));
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    database.close();

    const second = begin();
    await second.ethogram.ready;
    expect(second.ethogram.metric('views')).toBe(2);
    await settle();
    expect(second.codes()).toContain('record-unreadable');
  });
});

describe('options', () => {
  test.each([
    [undefined, 'expected an object'],
    [{ definition: {} }, 'options among definitions'],
    [{ definitions: 3 }, 'start, definitions: expected'],
    [{ consent: 'yes' }, 'start, consent: expected'],
    [{ storage: 'disk' }, 'start, storage: expected'],
    [{ session: { timeout: 0 } }, 'start, session: expected'],
    [{ session: { cap: '24h' } }, 'start, session: expected'],
    [{ session: { timout: 1 } }, 'start, session: expected'],
    [{ clock: { now: 3 } }, 'start, clock: expected'],
    [{ retention: '90d' }, 'start, retention: expected'],
    [{ retention: { age: 90 } }, 'start, retention: expected'],
    [{ retention: { events: 0 } }, 'start, retention: expected'],
    [{ capture: { pages: true } }, 'start, capture: expected'],
    [{ name: 3 }, 'start, name: expected'],
  ])('%j throw', (options, message) => {
    expect(() => start(options as never)).toThrow(message);
    expect(() => start(options as never)).toThrow(expect.objectContaining({ code: 'invalid-options' }));
  });

  test('definitions that cannot be compiled throw, each fault in its place, and nothing runs', () => {
    const definitions = { version: 1, segments: [{ id: 'a', when: { cuont: 'view' } }] };
    expect(() => start({ definitions } as never)).toThrow(
      expect.objectContaining({ code: 'invalid-definitions', faults: expect.any(Array) }),
    );
    const { ethogram } = begin();
    expect(ethogram.version).toMatch(/^\d/);
  });

  test('a second start gives the same handle, and says so', async () => {
    const page = begin();
    expect(start({ definitions: DEFINITIONS })).toBe(page.ethogram);
    await settle();
    expect(page.codes()).toEqual(['already-started']);
    expect(begin({ name: 'other' }).ethogram).not.toBe(page.ethogram);
  });

  test('what a host put on every object is none', async () => {
    Object.assign(Object.prototype, { storage: 'disk', name: 3 });
    const { ethogram } = begin();
    await ethogram.ready;
    expect(ethogram.health().state).toBe('persistent');
    Reflect.deleteProperty(Object.prototype, 'storage');
    Reflect.deleteProperty(Object.prototype, 'name');
  });
});

describe('what cannot be taken', () => {
  test('is refused with a reason, and thrown at nobody', async () => {
    const { ethogram, events, errors } = begin();
    await ethogram.ready;
    for (const name of ['', '$set', 'a*', 3, undefined]) ethogram.track(name as string);
    ethogram.track('a', { node: document.body });
    ethogram.track('a', {}, { time: Number.NaN });
    ethogram.page({ run: (() => 1) as never });
    await settle();
    expect(events).toEqual([]);
    expect(errors.map(({ code }) => code)).toEqual(Array(8).fill('invalid-event'));
    expect(errors[5]?.message).toContain('props.node');
  });

  test('a listener that throws is told of once and spoils nothing', async () => {
    const { ethogram, codes, events } = begin();
    await ethogram.ready;
    ethogram.on('event', () => {
      throw new Error('mine');
    });
    ethogram.track('view');
    ethogram.track('view');
    await settle();
    expect(codes()).toEqual(['listener-threw']);
    expect(events).toHaveLength(2);
  });

  test('is told to whoever begins to listen later, too: each once, and the first twenty', async () => {
    const ethogram = start({ definitions: DEFINITIONS, clock, capture: false });
    for (let times = 0; times < 30; times++) ethogram.track('');
    await ethogram.ready;
    const first = vi.fn();
    const second = vi.fn();
    ethogram.on('error', first);
    await settle();
    expect(first).toHaveBeenCalledTimes(20);
    expect(first.mock.calls[0]?.[0]).toMatchObject({ code: 'invalid-event' });
    ethogram.track('');
    ethogram.on('error', second);
    await settle();
    expect(first).toHaveBeenCalledTimes(21);
    expect(second.mock.calls).toEqual(first.mock.calls.slice(0, 20));
    await ethogram.stop();
  });

  test('an event that tracks another for ever does not hang the page', async () => {
    const { ethogram, codes } = begin({ storage: 'memory' });
    ethogram.on('event', () => ethogram.track('view'));
    ethogram.track('view');
    await settle();
    expect(codes()).toEqual(['listener-threw']);
    await ethogram.stop();
  });

  test('a listener to `ready` hears it, early or late', async () => {
    const { ethogram } = begin();
    const early = vi.fn();
    const late = vi.fn();
    const never = vi.fn();
    ethogram.on('ready', early);
    await ethogram.ready;
    ethogram.on('ready', late);
    ethogram.on('ready', never)();
    await settle();
    expect([early, late, never].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 0]);
  });

  test('a listener that is none throws at once', () => {
    const { ethogram } = begin();
    expect(() => ethogram.watch('viewer', undefined as never)).toThrow('expected a function');
    expect(() => ethogram.on('enter', 'viewer', 3 as never)).toThrow('expected a function');
  });
});

describe('S16: storage that is not there', () => {
  test.each([
    ['missing', undefined],
    [
      'denied',
      {
        open: () => {
          throw new DOMException('insecure', 'SecurityError');
        },
      },
    ],
  ])('%s: memory, said once, and segments work', async (_, indexedDB) => {
    vi.stubGlobal('indexedDB', indexedDB);
    const page = begin();
    page.ethogram.track('view');
    await page.ethogram.ready;
    page.ethogram.track('view');
    expect(page.ethogram.has('viewer')).toBe(true);
    expect(page.ethogram.health()).toMatchObject({ state: 'memory', events: 2, unwritten: 2 });
    await expect(page.ethogram.flush()).rejects.toMatchObject({ code: 'storage-failed' });
    await settle();
    expect(page.codes()).toEqual(['storage-unavailable']);
  });

  test('by choice: nothing waits, nothing is stored, nothing is said', async () => {
    const page = begin({ storage: 'memory' });
    page.ethogram.track('view');
    page.ethogram.track('view');
    expect(page.ethogram.has('viewer')).toBe(true);
    await settle();
    expect(await indexedDB.databases()).toEqual([]);
    expect(page.codes()).toEqual([]);
  });

  test('D15: breaking down in the middle: degraded, then memory, each said once', async () => {
    const page = begin();
    await page.ethogram.ready;
    page.ethogram.track('view');
    await page.ethogram.flush();
    expect(page.ethogram.health()).toEqual({ state: 'persistent', events: 1, unwritten: 0, failures: 0 });
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new DOMException('lost', 'UnknownError');
    });
    page.ethogram.track('view');
    await expect(page.ethogram.flush()).rejects.toMatchObject({ code: 'storage-failed' });
    expect(page.ethogram.health()).toMatchObject({ state: 'degraded', unwritten: 1 });
    for (let times = 0; times < 2; times++) {
      page.ethogram.track('view');
      await settle(350);
    }
    expect(page.ethogram.health().state).toBe('memory');
    expect(page.ethogram.metric('views')).toBe(4);
    expect(page.codes()).toEqual(['storage-failed', 'storage-unavailable']);
  });
});

describe('what is stored', () => {
  test('is there when flush has resolved', async () => {
    const { ethogram } = begin();
    for (let index = 0; index < 20; index++) ethogram.track('view', { index });
    await ethogram.flush();
    expect((await log()).map(({ props }) => props.index)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(((await stored()).get('checkpoint') as { position: number }).position).toBeGreaterThan(0);
  });

  test('is gone after erase, and somebody new begins', async () => {
    const page = begin();
    await page.ethogram.ready;
    page.ethogram.track('view');
    page.ethogram.track('view');
    page.ethogram.setTraits({ plan: 'vip' });
    await page.ethogram.flush();
    const before = (await stored()).get('visitor');
    await page.ethogram.erase();
    expect(await log()).toEqual([]);
    expect((await stored()).get('checkpoint')).toBeUndefined();
    expect((await stored()).get('visitor')).not.toEqual(before);
    expect(segments(page)).toEqual([]);
    expect(page.ethogram.trait('plan')).toBeUndefined();
    await settle();
    expect(
      page.changes
        .filter(({ type }) => type === 'exit')
        .map(({ segment }) => segment)
        .sort(),
    ).toEqual(['recent', 'viewer', 'vip']);
    page.ethogram.track('view');
    await page.ethogram.flush();
    expect(await log()).toHaveLength(1);
  });
});

describe('after stop', () => {
  test('nothing is left: no timer, no listener, no patch, and no word', async () => {
    const added = vi.spyOn(window, 'addEventListener');
    const addedToDocument = vi.spyOn(document, 'addEventListener');
    const removed = vi.spyOn(window, 'removeEventListener');
    const removedFromDocument = vi.spyOn(document, 'removeEventListener');
    const { pushState } = history;
    const page = begin({ capture: true });
    await page.ethogram.ready;
    page.ethogram.track('add_to_cart');
    const told = page.events.length;
    await page.ethogram.stop();
    expect(clock.due.size).toBe(0);
    expect(history.pushState).toBe(pushState);
    expect(added.mock.calls.length).toBeGreaterThan(3);
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
    expect(removedFromDocument).toHaveBeenCalledTimes(addedToDocument.mock.calls.length);
    page.ethogram.track('view');
    clock.push(DAY);
    await settle();
    expect(page.events.length).toBeGreaterThanOrEqual(told);
    expect(page.events.some(({ name }) => name === 'view')).toBe(false);
    expect(begin().ethogram).not.toBe(page.ethogram);
  });
});
