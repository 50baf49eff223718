// @vitest-environment jsdom
import { IDBDatabase } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Ethogram, StartOptions } from '../../src/index.js';
import { createClock, log, settle, stored, useStorage } from './page.js';

const definitions = {
  version: 1,
  metrics: { views: { count: 'view' }, visits: { sessions: '*' } },
  segments: [{ id: 'viewer', when: { metric: 'views', gte: 2 } }],
} as const;

let clock: ReturnType<typeof createClock>;
let pages: Ethogram[];

/** A page of its own: its module knows nothing of the other's. One that was left does nothing until it is shown. */
const openPage = async (options: StartOptions = {}) => {
  vi.resetModules();
  const { start } = await import('../../src/index.js');
  const page = start({ definitions, clock, capture: false, ...options });
  pages.push(page);
  return page;
};
const leave = () => window.dispatchEvent(new Event('pagehide'));
const comeBack = () => window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));

const hide = () => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
};

const keys = () => Object.keys(localStorage).filter((key) => key.startsWith('ethogram'));
const written = () => keys().map((key) => JSON.parse(localStorage.getItem(key) as string));
const event = (id: string) => ({ id, name: 'view', time: clock.now(), session: 's', props: {} });
const leftBehind = (key: string, events: unknown, more: object = {}) =>
  localStorage.setItem(`ethogram:w:${key}`, JSON.stringify({ v: 1, events, ...more }));

beforeEach(() => {
  useStorage();
  clock = createClock();
  pages = [];
});
afterEach(async () => {
  comeBack();
  for (const page of pages) await page.stop();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('a page that is left', () => {
  test('D17: in its first task loses nothing: the next page counts what it told, once, in one session', async () => {
    const first = await openPage();
    first.track('view');
    first.track('view');
    leave();
    expect(written().flatMap(({ events }) => events)).toHaveLength(2);
    await settle();
    expect(await log()).toEqual([]);

    const second = await openPage();
    second.track('view');
    await second.ready;
    expect([second.metric('views'), second.metric('visits')]).toEqual([3, 1]);
    await second.flush();
    expect(await log()).toHaveLength(3);
    expect(keys()).toEqual([]);
  });

  test('begins no transaction any more, and goes on when it comes back', async () => {
    const page = await openPage();
    await page.ready;
    await page.flush();
    leave();
    const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
    page.track('view');
    hide();
    await settle(50);
    expect(begun).not.toHaveBeenCalled();
    comeBack();
    await page.flush();
    expect(await log()).toHaveLength(1);
    expect(keys()).toEqual([]);
  });

  test('keeps what the host tells in its own last moment', async () => {
    const page = await openPage();
    await page.ready;
    leave();
    page.track('farewell');
    expect(written().flatMap(({ events }) => events)).toMatchObject([{ name: 'farewell' }]);
  });

  test('while its database is still being opened leaves that alone too', async () => {
    const first = await openPage();
    first.track('view');
    leave();
    const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await settle(50);
    // that which makes the database is the browser's
    expect(begun.mock.calls.map(([, mode]) => mode)).toEqual(['versionchange']);
  });

  test('writes what a host with a `toJSON` on every array can read again', async () => {
    Object.assign(Array.prototype, { toJSON: () => '[]' });
    try {
      const page = await openPage();
      page.track('view', { items: [{ item_id: 'a' }] });
      leave();
    } finally {
      Reflect.deleteProperty(Array.prototype, 'toJSON');
    }
    expect(written()[0].events[0].props).toEqual({ items: [{ item_id: 'a' }] });
  });

  test('writes the newest, if it is too much', async () => {
    const page = await openPage();
    for (let index = 0; index < 100; index++) page.track('view', { index, text: 'x'.repeat(1000) });
    leave();
    const [text] = keys().map((key) => localStorage.getItem(key) as string);
    expect(text?.length).toBeLessThanOrEqual(64 * 1024);
    const events: { props: { index: number } }[] = JSON.parse(text as string).events;
    expect(events.length).toBeGreaterThan(50);
    expect(events.at(-1)?.props.index).toBe(99);
  });
});

describe('what was written ahead', () => {
  test('when the page was hidden is removed when it is stored', async () => {
    const page = await openPage();
    await page.ready;
    page.track('view');
    hide();
    expect(keys()).toHaveLength(1);
    await page.flush();
    expect(keys()).toEqual([]);
  });

  test('S14: is taken up by two tabs at once and counted once', async () => {
    leftBehind('gone', [event('a'), event('b')]);
    const [one, other] = [await openPage(), await openPage()];
    await Promise.all([one.ready, other.ready]);
    await Promise.all([one.flush(), other.flush()]);
    await settle(700);
    expect([one.metric('views'), other.metric('views')]).toEqual([2, 2]);
    expect(keys()).toEqual([]);
  });

  test('D12: and stored as well, because the page heard of that too late, is counted once', async () => {
    const first = await openPage();
    first.track('view', {}, { id: 'a' });
    await first.flush();
    leave();
    leftBehind('gone', [event('a')]);
    const second = await openPage();
    await second.flush();
    expect(second.metric('views')).toBe(1);
    // in the log it may lie twice: what is covered by a checkpoint is not read again
    expect((await second.export()).events).toHaveLength(1);
  });

  test('by a page of somebody who was forgotten since is not taken up', async () => {
    const first = await openPage();
    await first.flush();
    leftBehind('gone', [event('a')], { visitor: 'somebody' });
    leave();
    const second = await openPage();
    await second.flush();
    expect(second.metric('views')).toBe(0);
    expect(keys()).toEqual([]);
  });

  test('and cannot be read is dropped, and told once', async () => {
    localStorage.setItem('ethogram:w:one', 'no JSON');
    localStorage.setItem('ethogram:w:two', `{"v":1,"events":["${'x'.repeat(70_000)}"]}`);
    localStorage.setItem('ethogram:w:three', '{"v":1,"events":7}');
    localStorage.setItem('ethogram:w:four', '{"v":9,"events":[]}');
    localStorage.setItem('ethogram:w:w:five', 'of a site named w');
    leftBehind('six', [null, 3, { id: 4 }, { __proto__: null, id: 'x' }, event('a')]);
    const page = await openPage();
    const told = vi.fn();
    page.on('error', ({ code }) => told(code));
    await page.flush();
    expect(page.metric('views')).toBe(1);
    await settle();
    expect(told.mock.calls).toEqual([['record-unreadable']]);
    // a newer version's, and another site's
    expect(keys()).toEqual(['ethogram:w:four', 'ethogram:w:w:five']);
  });

  test('is gone after erase', async () => {
    const page = await openPage();
    await page.ready;
    leftBehind('gone', [event('a')]);
    await page.erase();
    expect(keys()).toEqual([]);
    expect([...(await stored()).keys()]).toEqual(['visitor']);
  });
});

test('no storage is touched while the page starts', async () => {
  const touched = vi.spyOn(Storage.prototype, 'getItem');
  const wrote = vi.spyOn(Storage.prototype, 'setItem');
  vi.resetModules();
  const { start } = await import('../../src/index.js');
  pages.push(start({ definitions, clock }));
  expect([touched, wrote].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
  await settle();
  expect(touched).toHaveBeenCalled();
});
