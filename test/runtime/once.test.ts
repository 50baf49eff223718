// @vitest-environment jsdom
/** What may happen once: claimed before it runs, in all tabs, over reloads and crashes. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMemoryStore } from '../../src/store/memory.js';
import { closeAll, createClock, MINUTE, open, settle, useStorage } from './page.js';
import { createSite } from './site.js';

const definitions = {
  version: 1,
  segments: [
    { id: 'viewer', when: { count: 'view', over: '5m', gte: 1 } },
    { id: 'reader', when: { count: 'read', gte: 1 } },
  ],
} as const;

let clock: ReturnType<typeof createClock>;

beforeEach(() => {
  useStorage();
  clock = createClock();
});
afterEach(async () => {
  await closeAll();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const begin = (options: object = {}) => open({ definitions, clock, ...options });

/** Comes in, and goes out by time. */
const comeAndGo = async ({ ethogram }: ReturnType<typeof begin>) => {
  ethogram.track('view');
  await settle();
  clock.push(6 * MINUTE);
  await settle();
};

describe.each(['indexeddb', 'memory'] as const)('on one page, kept in %s', (storage) => {
  test.each([
    ['visitor', 1],
    ['page', 1],
    ['session', 2],
  ] as const)('once a %s', async (once, times) => {
    const page = begin({ storage });
    const heard = vi.fn();
    page.ethogram.on('enter', 'viewer', heard, { once, key: 'banner' });
    await page.ethogram.ready;
    await comeAndGo(page);
    await comeAndGo(page);
    expect(heard).toHaveBeenCalledTimes(1);
    clock.push(60 * MINUTE);
    await comeAndGo(page);
    expect(heard).toHaveBeenCalledTimes(times);
    expect(page.changes.filter(({ type }) => type === 'enter')).toHaveLength(3);
    expect(page.errors).toEqual([]);
  });

  test('of two with one key one runs; each segment has a key of its own by default', async () => {
    const page = begin({ storage });
    const heard: string[] = [];
    page.ethogram.on('enter', 'viewer', () => heard.push('one'), { once: 'visitor', key: 'a' });
    page.ethogram.on('enter', 'viewer', () => heard.push('two'), { once: 'visitor', key: 'a' });
    page.ethogram.on('enter', ({ segment }) => heard.push(segment), { once: 'visitor' });
    await page.ethogram.ready;
    page.ethogram.track('read');
    await comeAndGo(page);
    await comeAndGo(page);
    expect(heard.sort()).toEqual(['one', 'reader', 'viewer']);
  });
});

test('over reloads: the visitor’s never again, the page’s on each', async () => {
  const heard: string[] = [];
  const visit = async () => {
    const page = begin();
    page.ethogram.on('enter', 'viewer', () => heard.push('visitor'), { once: 'visitor' });
    page.ethogram.on('enter', 'viewer', () => heard.push('session'), { once: 'session' });
    page.ethogram.on('enter', 'viewer', () => heard.push('page'), { once: 'page' });
    await page.ethogram.ready;
    await comeAndGo(page);
    await page.ethogram.stop();
  };
  await visit();
  expect(heard.splice(0).sort()).toEqual(['page', 'session', 'visitor']);
  await visit();
  expect(heard.splice(0)).toEqual(['page']);
  clock.push(60 * MINUTE);
  await visit();
  expect(heard.sort()).toEqual(['page', 'session']);
});

test('after erase there is another visitor: once more, on the next page', async () => {
  const heard = vi.fn();
  const page = begin();
  page.ethogram.on('enter', 'viewer', heard, { once: 'visitor' });
  await page.ethogram.ready;
  await comeAndGo(page);
  await page.ethogram.erase();
  await comeAndGo(page);
  expect(heard).toHaveBeenCalledTimes(1);
  await page.ethogram.stop();
  for (let times = 0; times < 2; times++) {
    const next = begin();
    next.ethogram.on('enter', 'viewer', heard, { once: 'visitor' });
    await next.ethogram.ready;
    await comeAndGo(next);
    await next.ethogram.stop();
  }
  expect(heard).toHaveBeenCalledTimes(2);
});

test('of four tabs one runs; one that crashes after its claim was the one', async () => {
  vi.useFakeTimers();
  const site = createSite();
  const heard: number[] = [];
  const tabs = [1, 2, 3, 4].map((number) => {
    const tab = site.open({ definitions });
    tab.ethogram.on('enter', 'reader', () => heard.push(number), { once: 'visitor' });
    return tab;
  });
  await site.pass(100);
  tabs[0]?.ethogram.track('read');
  await site.pass(2_000);
  expect(tabs.map(({ ethogram }) => ethogram.has('reader'))).toEqual([true, true, true, true]);
  expect(heard).toHaveLength(1);
  await site.close();
});

test('a crash between the claim and the call: never, and not twice', async () => {
  vi.useFakeTimers();
  const store = createMemoryStore();
  const site = createSite(store);
  const heard = vi.fn();
  let isClaiming = false;
  // the claim is committed, and its answer comes to nobody
  const first = site.open({ definitions }, (_, method) =>
    method === 'update' && isClaiming ? 'lies' : undefined,
  );
  first.ethogram.on('enter', 'reader', heard, { once: 'visitor' });
  await site.pass(100);
  isClaiming = true;
  first.ethogram.track('read');
  await site.pass(1_000);
  expect(await store.get('claim:visitor:enter:reader')).toMatchObject({ v: 1 });
  first.crash();
  const second = site.open({ definitions });
  second.ethogram.on('enter', 'reader', heard, { once: 'visitor' });
  await site.pass(2_000);
  expect(second.ethogram.has('reader')).toBe(true);
  expect(heard).not.toHaveBeenCalled();
  await site.close();
});

test('taken back while it is claimed, it does not run', async () => {
  const page = begin();
  const heard = vi.fn();
  await page.ethogram.ready;
  const undo = page.ethogram.on('enter', 'viewer', heard, { once: 'visitor' });
  page.ethogram.track('view');
  await Promise.resolve();
  undo();
  await settle(50);
  expect(page.changes).toHaveLength(1);
  expect(heard).not.toHaveBeenCalled();
});

test('one that throws is told of like any other', async () => {
  const page = begin();
  await page.ethogram.ready;
  page.ethogram.on(
    'enter',
    () => {
      throw new Error('mine');
    },
    { once: 'page' },
  );
  page.ethogram.track('view');
  page.ethogram.track('read');
  await settle();
  expect(page.errors.map(({ code, message }) => [code, message])).toEqual([
    ['listener-threw', expect.stringContaining('mine')],
  ]);
});

test.each([
  ['event', { once: 'page' }],
  ['enter', { once: 'day' }],
  ['enter', {}],
])('%s with %j is refused', (signal, how) => {
  const { ethogram } = begin();
  expect(() => ethogram.on(signal as 'enter', () => {}, how as never)).toThrow(
    expect.objectContaining({ code: 'invalid-options', message: expect.stringContaining(`got '${signal}`) }),
  );
});

describe('what is told', () => {
  test('says which change it was, when the state is the new one, in the order of time', async () => {
    const page = begin();
    await page.ethogram.ready;
    const heard: unknown[] = [];
    page.ethogram.on('change', (change) => heard.push([change, page.ethogram.has(change.segment)]));
    page.ethogram.track('view');
    page.ethogram.track('read');
    await settle();
    const time = clock.now();
    expect(heard).toEqual([
      [{ id: `viewer:enter:${time}`, segment: 'viewer', type: 'enter', time, reason: 'event' }, true],
      [{ id: `reader:enter:${time}`, segment: 'reader', type: 'enter', time, reason: 'event' }, true],
    ]);
  });

  test('after an absence is the net of it, each with its own instant', async () => {
    const first = begin();
    first.ethogram.track('view');
    const since = clock.now();
    await first.ethogram.flush();
    await first.ethogram.stop();
    clock.push(60 * MINUTE);
    const second = begin();
    await second.ethogram.ready;
    await settle();
    expect(second.changes).toMatchObject([
      { segment: 'viewer', type: 'exit', time: since + 5 * MINUTE, reason: 'time' },
    ]);
  });

  test('a listener that tracks gets its effects afterwards', async () => {
    const page = begin();
    await page.ethogram.ready;
    const heard: string[] = [];
    page.ethogram.on('enter', 'viewer', () => {
      heard.push('in');
      page.ethogram.track('read');
      heard.push(`reader: ${page.ethogram.has('reader')}`);
      heard.push('out');
    });
    page.ethogram.on('enter', ({ segment }) => heard.push(segment));
    page.ethogram.track('view');
    await settle();
    expect(heard).toEqual(['in', 'reader: true', 'out', 'viewer', 'reader']);
  });

  test('is told on the document, too', async () => {
    const page = begin();
    await page.ethogram.ready;
    const heard: unknown[] = [];
    const hear = (event: Event) => heard.push([event.type, (event as CustomEvent).detail.segment]);
    document.addEventListener('ethogram:enter', hear);
    document.addEventListener('ethogram:exit', hear);
    await comeAndGo(page);
    document.removeEventListener('ethogram:enter', hear);
    document.removeEventListener('ethogram:exit', hear);
    expect(heard).toEqual([
      ['ethogram:enter', 'viewer'],
      ['ethogram:exit', 'viewer'],
    ]);
  });
});
