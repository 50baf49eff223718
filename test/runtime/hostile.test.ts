// @vitest-environment jsdom
/** Whatever stands in the storage, comes from the page, or was done to the page's built-in objects: nothing is thrown. */

import { IDBDatabase } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DAY, settle, useStorage } from './page.js';
import { createSite } from './site.js';

const definitions = {
  version: 1,
  metrics: { views: { count: 'view' }, items: { distinct: 'items.item_id', of: 'view' } },
  segments: [
    { id: 'viewer', when: { metric: 'views', gte: 3 } },
    { id: 'recent', when: { count: 'view', over: '1h', gte: 1 } },
  ],
} as const;

let uncaught: unknown[];
const note = (error: unknown) => uncaught.push(error);

beforeEach(() => {
  uncaught = [];
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
});
afterEach(async () => {
  await settle(1);
  process.off('unhandledRejection', note);
  process.off('uncaughtException', note);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  expect(uncaught).toEqual([]);
  expect([({} as { x?: 1 }).x, Object.keys(Object.prototype)]).toEqual([undefined, []]);
});

const withFakeTimers = async (run: () => Promise<void>) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await run();
  } finally {
    vi.useRealTimers();
  }
};

/** JSON of any kind, with names that mean something to us or to JavaScript. */
const junk = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, undefined, true, '', 'view', '$set', Number.NaN, -1, 1e308, 'x'.repeat(300)),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(
        'v',
        'id',
        'name',
        'time',
        'session',
        'props',
        'events',
        'visitor',
        'held',
        'constructor',
        'x',
      ),
      tie('any'),
      { maxKeys: 6 },
    ),
  ),
})).any;

const chunkOf = (event: unknown) => ({ v: 1, tab: 't', events: [event] });

test('10,000 malformed records: nothing is thrown, what is sound counts', async () => {
  await withFakeTimers(async () => {
    const site = createSite();
    const first = site.open({ definitions });
    for (let times = 0; times < 3; times++) first.ethogram.track('view');
    await site.pass(1_000);
    await site.close();
    const records = fc.sample(
      fc.oneof(junk, junk.map(chunkOf), fc.constant({ v: 1, events: [{ __proto__: null, x: 1 }] })),
      {
        numRuns: 9_700,
        seed: 7,
      },
    );
    for (const record of records) await site.store.append(record as never);
    localStorage.setItem(
      'ethogram:w:sound',
      JSON.stringify({
        v: 1,
        held: 'x',
        events: [{ id: 'a', name: 'view', time: site.clock.now(), session: 's', props: {} }],
      }),
    );
    fc.sample(junk, { numRuns: 300, seed: 8 }).forEach((what, index) => {
      localStorage.setItem(`ethogram:w:${index}`, JSON.stringify(what) ?? 'undefined');
    });
    const second = site.open({ definitions });
    second.ethogram.track('view');
    await site.pass(5_000);
    const known = new Set(
      (await second.ethogram.export()).events.filter(({ name }) => name === 'view').map(({ id }) => id),
    );
    expect(second.ethogram.metric('views')).toBe(known.size);
    expect(known.size).toBeGreaterThanOrEqual(5);
    expect(second.ethogram.has('viewer')).toBe(true);
    const codes = second.errors.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)]);
    await site.close();
  });
});

test('malformed named records: the page goes on as with a new visitor, or with this one', async () => {
  await withFakeTimers(async () => {
    for (const [index, what] of fc.sample(junk, { numRuns: 200, seed: 9 }).entries()) {
      const site = createSite();
      for (const name of ['visitor', 'checkpoint', 'definitions']) await site.store.update(name, () => what);
      const visitor = { v: 1, id: 'somebody' };
      if (index % 2) await site.store.update('visitor', () => visitor);
      if (index % 4 === 1)
        await site.store.update('checkpoint', () => ({
          v: 1,
          visitor: 'somebody',
          position: 0,
          time: 0,
          snapshot: what,
          session: what,
          tidied: what,
        }));
      const { ethogram } = site.open({ definitions });
      for (let times = 0; times < 3; times++) ethogram.track('view');
      await site.pass(1_000);
      expect([...ethogram.segments()].sort(), JSON.stringify(what)).toEqual(['recent', 'viewer']);
      await site.close();
    }
  });
});

test('10,000 hostile calls: none throws, what is sound counts', async () => {
  await withFakeTimers(async () => {
    const site = createSite();
    const { ethogram } = site.open({ definitions });
    await site.pass(1_000);
    const circle: Record<string, unknown> = {};
    circle.inside = circle;
    const deep = Array.from({ length: 5_000 }).reduce<unknown>((inner) => ({ inner }), 1);
    const bad = [
      circle,
      deep,
      {
        get value() {
          throw new Error('mine');
        },
      },
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('mine');
          },
        },
      ),
      { node: document.body },
      { text: 'x'.repeat(1_000_000) },
      { toString: null, valueOf: null },
      JSON.parse('{"__proto__":{"x":1}}'),
      Object.create(null),
      Symbol('x'),
      () => 1,
      10n,
    ];
    for (let index = 0; index < 10_000; index++) {
      const props = bad[index % bad.length] as object;
      ethogram.track(index % 7 ? 'view' : (props as never), props, index % 5 ? undefined : (props as never));
      if (index % 11 === 0) ethogram.setTraits(props as never);
      if (index % 13 === 0) ethogram.identify(props as never, props as never);
    }
    await site.pass(1_000);
    expect(ethogram.metric('views')).toBe((await site.log()).filter(({ name }) => name === 'view').length);
    await site.close();
  });
});

describe('a page whose built-in objects were changed', () => {
  const run = (change: () => void = () => {}) =>
    withFakeTimers(async () => {
      const site = createSite();
      change();
      const first = site.open({ definitions });
      for (let times = 0; times < 3; times++)
        first.ethogram.track('view', { items: [{ item_id: `i${times}` }] });
      await site.pass(1_000);
      expect([first.ethogram.metric('views'), first.ethogram.metric('items')]).toEqual([3, 3]);
      // an event from before the others goes back in time, and that needs what was saved of it
      first.ethogram.track(
        'view',
        { items: [{ item_id: 'i0' }] },
        { id: 'early', time: site.clock.now() - 1 },
      );
      expect([first.ethogram.metric('views'), first.ethogram.metric('items')]).toEqual([4, 3]);
      await site.pass(1_000);
      first.leave(true);
      first.ethogram.track('view', { items: [{ item_id: 'last' }] });
      site.clock.push(DAY);
      const second = site.open({ definitions });
      await site.pass(1_000);
      expect([second.ethogram.metric('views'), second.ethogram.metric('items')]).toEqual([5, 4]);
      expect([...second.ethogram.segments()]).toEqual(['viewer']);
      expect([...first.errors, ...second.errors]).toEqual([]);
      await site.close();
    });

  test('by a `toJSON` on every array, string and object', async () => {
    const all = [Array.prototype, String.prototype, Object.prototype];
    for (const prototype of all)
      Object.defineProperty(prototype, 'toJSON', { value: () => 'spoilt', configurable: true });
    try {
      await run();
    } finally {
      for (const prototype of all) Reflect.deleteProperty(prototype, 'toJSON');
    }
  });

  test('by properties on every object', async () => {
    const names = ['polluted', 'v', 'visitor', 'events', 'held', 'tab', 'position'];
    for (const name of names) Object.assign(Object.prototype, { [name]: 'spoilt' });
    try {
      await run();
    } finally {
      for (const name of names) Reflect.deleteProperty(Object.prototype, name);
    }
  });

  test('by promises that are wrapped, and a date that cannot be changed', async () => {
    const { then } = Promise.prototype;
    // biome-ignore lint/suspicious/noThenProperty: that is what is tried
    Promise.prototype.then = function (...all) {
      return Reflect.apply(
        then,
        this,
        all.map((run) => run && ((value: unknown) => (run as (value: unknown) => never)(value))) as never,
      );
    };
    try {
      await run(() => vi.stubGlobal('Date', Object.freeze(class extends Date {})));
    } finally {
      // biome-ignore lint/suspicious/noThenProperty: as it was
      Promise.prototype.then = then;
    }
  });
});

describe('a page that may store nothing', () => {
  test('in a sandboxed frame: memory, said once, and everything works', async () => {
    await withFakeTimers(async () => {
      const site = createSite();
      const denied = () => {
        throw new DOMException('sandboxed', 'SecurityError');
      };
      vi.stubGlobal('indexedDB', { open: denied, deleteDatabase: denied });
      vi.stubGlobal('localStorage', new Proxy({}, { get: denied, ownKeys: denied }));
      vi.stubGlobal(
        'BroadcastChannel',
        class {
          constructor() {
            denied();
          }
        },
      );
      vi.stubGlobal('navigator', { userAgent: '', language: 'en' });
      const tab = site.open({ definitions, storage: 'indexeddb' });
      for (let times = 0; times < 3; times++) tab.ethogram.track('view');
      await site.pass(10);
      expect(tab.ethogram.has('viewer')).toBe(true);
      expect(tab.ethogram.health()).toMatchObject({ state: 'memory', events: 3 });
      tab.leave();
      tab.comeBack();
      await site.pass(1_000);
      expect(tab.errors.map(({ code }) => code)).toEqual(['storage-unavailable']);
      expect((await tab.ethogram.export()).events).toHaveLength(3);
      await tab.ethogram.erase().catch(() => undefined);
      expect(tab.ethogram.has('viewer')).toBe(false);
      await site.close();
    });
  });
});

test('a database that somebody deletes under load: nothing hangs, and within a second it is stored again', async () => {
  useStorage();
  const site = createSite();
  const tabs = [1, 2].map(() => site.open({ definitions, storage: 'indexeddb' }));
  await Promise.all(tabs.map(({ ethogram }) => ethogram.ready));
  const work = setInterval(() => {
    for (const { ethogram } of tabs) ethogram.track('view');
  }, 5);
  await settle(200);
  await new Promise((resolve) => {
    indexedDB.deleteDatabase('ethogram').onsuccess = resolve;
  });
  await settle(1_000);
  clearInterval(work);
  await Promise.all(tabs.map(({ ethogram }) => ethogram.flush()));
  await settle(700);
  const [one, other] = tabs.map(({ ethogram }) => ethogram.metric('views'));
  expect(one).toBe(other);
  expect(one).toBeGreaterThan(50);
  for (const { ethogram } of tabs)
    expect(ethogram.health()).toMatchObject({ state: 'persistent', unwritten: 0 });
  expect(tabs.flatMap(({ errors }) => errors)).toEqual([]);
  for (const { ethogram } of tabs) await ethogram.stop();
});

test('fifty times into the back/forward cache and back: nothing is lost, and no transaction is left open', async () => {
  useStorage();
  const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
  await withFakeTimers(async () => {
    const site = createSite();
    const tab = site.open({ definitions });
    await site.pass(1_000);
    for (let times = 1; times <= 50; times++) {
      tab.ethogram.track('view');
      tab.leave();
      tab.ethogram.track('view');
      const { length } = tab.calls;
      await site.pass(500);
      expect(tab.calls.length).toBe(length);
      tab.comeBack();
      await site.pass(500);
      expect(tab.ethogram.metric('views')).toBe(2 * times);
    }
    await site.pass(1_000);
    expect(await site.log()).toHaveLength(100);
    expect([site.writtenAhead(), tab.errors]).toEqual([[], []]);
    await site.close();
  });
  expect(begun).not.toHaveBeenCalled();
});

test('stopped twice, started twice: no timer, no listener, no channel is left', async () => {
  await withFakeTimers(async () => {
    const site = createSite();
    for (let times = 0; times < 2; times++) {
      const { ethogram } = site.open({ definitions });
      ethogram.track('view');
      await site.pass(100);
      const stopped = [ethogram.stop(), ethogram.stop()];
      await site.pass(10_000);
      await Promise.all(stopped);
    }
    await site.pass(10_000);
    expect([vi.getTimerCount(), site.clock.due.size, site.channels()]).toEqual([0, 0, 0]);
    expect(await site.log()).toHaveLength(2);
  });
});
