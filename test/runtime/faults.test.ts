// @vitest-environment jsdom
/** Whatever the storage does, the page goes on: nothing is thrown, segments are right for the visit, trouble is told once. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fault } from '../store/faulty.js';
import { createSite } from './site.js';

const definitions = {
  version: 1,
  metrics: { views: { count: 'view' } },
  segments: [
    { id: 'viewer', when: { metric: 'views', gte: 3 } },
    { id: 'waiter', when: { abandoned: 'view', without: 'buy', for: '10m' } },
  ],
} as const;

let uncaught: unknown[];
const note = (error: unknown) => uncaught.push(error);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  uncaught = [];
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
});
afterEach(async () => {
  await vi.advanceTimersByTimeAsync(100);
  process.off('unhandledRejection', note);
  process.off('uncaughtException', note);
  vi.useRealTimers();
  vi.unstubAllGlobals();
  expect(uncaught).toEqual([]);
});

/** A visit as it should be, on a store with a fault. */
const visit = async (faultAt: (call: number, method: string) => Fault | undefined) => {
  const site = createSite();
  const tab = site.open({ definitions }, faultAt);
  const { ethogram } = tab;
  for (let index = 0; index < 5; index++) {
    ethogram.track('view', { index });
    await site.pass(1_200);
  }
  expect(ethogram.has('viewer')).toBe(true);
  expect(ethogram.metric('views')).toBe(5);
  site.clock.push(10 * 60_000);
  expect([...ethogram.segments()].sort()).toEqual(['viewer', 'waiter']);
  const flushed = ethogram.flush().then(
    () => 'stored',
    ({ code }) => code,
  );
  await site.pass(15_000);
  return { site, tab, flushed: await flushed };
};

const FAULTS: readonly Fault[] = ['fails', 'is full', 'hangs', 'lies'];

/** What the next page knows, on a store that has recovered. */
const nextPage = async (site: ReturnType<typeof createSite>) => {
  for (const tab of site.tabs) tab.leave();
  const { ethogram } = site.open({ definitions });
  await site.pass(1_000);
  return { views: ethogram.metric('views'), stored: (await site.log()).length, left: site.writtenAhead() };
};
/** What is full gives up the oldest; what it came to is still known. */
const everything = (fault: Fault) => ({
  views: 5,
  stored: fault === 'is full' ? expect.any(Number) : 5,
  left: [],
});

describe.each(FAULTS)('a store that %s', (fault) => {
  test('from the n-th call on, n = 1…60: segments are right, trouble is told once, the next page knows all', async () => {
    for (let from = 1; from <= 60; from++) {
      const { site, tab } = await visit((call) => (call >= from ? fault : undefined));
      const codes = tab.errors.map(({ code }) => code);
      expect(new Set(codes).size, `from ${from}: ${codes}`).toBe(codes.length);
      expect(await nextPage(site), `from ${from}`).toEqual(everything(fault));
      await site.close();
    }
  });

  test('at the n-th call alone, n = 1…60: and the next page knows all', async () => {
    for (let at = 1; at <= 60; at++) {
      const { site } = await visit((call) => (call === at ? fault : undefined));
      expect(await nextPage(site), `at ${at}`).toEqual(everything(fault));
      await site.close();
    }
  });
});

test('a write that failed is tried again of itself, three times, and all is stored', async () => {
  let times = 3;
  const { site, tab, flushed } = await visit((_, method) =>
    method === 'append' && times-- > 0 ? 'fails' : undefined,
  );
  expect([flushed, tab.errors, tab.ethogram.health().state]).toEqual(['stored', [], 'persistent']);
  expect(await site.log()).toHaveLength(5);
  await site.close();
});

test('a store that does not answer keeps the page waiting for a second, and no longer', async () => {
  const site = createSite();
  const { ethogram } = site.open({ definitions }, () => 'hangs');
  for (let times = 0; times < 3; times++) ethogram.track('view');
  await site.pass(999);
  expect(ethogram.has('viewer')).toBe(false);
  await site.pass(1);
  expect(ethogram.has('viewer')).toBe(true);
  expect(ethogram.health()).toMatchObject({ state: 'memory', unwritten: 3 });
  await site.close();
});

test('what is told while a store is waited for is taken as far as ever, and a burst beyond that is told of once', async () => {
  const site = createSite();
  const tab = site.open({ definitions }, () => 'hangs');
  for (let index = 0; index < 1_000; index++) tab.ethogram.track('view', { index });
  for (let index = 0; index < 1_001; index++) tab.ethogram.track('look', { index });
  await site.pass(1_100);
  expect(tab.ethogram.metric('views')).toBe(1_000);
  expect(tab.ethogram.health()).toMatchObject({ events: 2_000, unwritten: 2_000 });
  expect(tab.errors.map(({ code }) => code)).toEqual(['too-many-events']);
  await site.close();
});

test('a store that answers late takes in what happened meanwhile, as one visit', async () => {
  const first = createSite();
  const before = first.open({ definitions });
  before.ethogram.track('view');
  await first.pass(1_000);
  await first.close();

  const late = {
    ...first.store,
    update: async (...call: Parameters<typeof first.store.update>) => {
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      return first.store.update(...call);
    },
  };
  const site = createSite(late);
  const { ethogram, errors } = site.open({ definitions });
  ethogram.track('view');
  await site.pass(1_500);
  ethogram.track('view');
  expect(ethogram.metric('views')).toBe(2);
  await site.pass(5_000);
  expect(ethogram.metric('views')).toBe(3);
  expect([ethogram.health().state, errors]).toEqual(['persistent', []]);
  expect(new Set((await site.log()).map(({ session }) => session)).size).toBe(1);
  await site.close();
});

test('after trouble a page that is shown again tries once more', async () => {
  let isBroken = true;
  const site = createSite();
  const tab = site.open({ definitions }, () => (isBroken ? 'fails' : undefined));
  tab.ethogram.track('view');
  await site.pass(3_000);
  expect(tab.ethogram.health()).toMatchObject({ state: 'memory', unwritten: 1 });
  expect(site.writtenAhead()).toHaveLength(1);
  isBroken = false;
  tab.comeBack();
  await site.pass(1_000);
  expect(tab.ethogram.health()).toMatchObject({ state: 'persistent', unwritten: 0 });
  expect(site.writtenAhead()).toEqual([]);
  await site.close();
});

test('D15: a full storage: the newest is kept, the oldest goes, and nothing is tried without end', async () => {
  const site = createSite();
  const before = site.open({ definitions });
  for (let index = 0; index < 400; index++) before.ethogram.track('view', { index });
  await site.pass(2_000);
  await site.close();
  const most = (await site.store.read(0, 1_000)).length;

  let room = 0;
  const store = {
    ...site.store,
    append: async (record: never) => {
      if ((await site.store.read(0, 1_000)).length >= most + room)
        throw new DOMException('', 'QuotaExceededError');
      return site.store.append(record);
    },
  };
  const tab = site.open({ definitions, storage: store });
  tab.ethogram.track('view', { index: 400 });
  await site.pass(2_000);
  const kept = (await site.log()).map(({ props }) => props.index as number);
  expect(kept.at(-1)).toBe(400);
  expect(kept.length).toBeLessThanOrEqual(201);
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => 401 - kept.length + index));
  expect(tab.ethogram.metric('views')).toBe(401);

  room = -1_000;
  const writes = vi.spyOn(site.store, 'append');
  const tries = vi.spyOn(store, 'append');
  for (let index = 0; index < 60; index++) {
    tab.ethogram.track('view', { index });
    await site.pass(1_000);
  }
  expect(writes).not.toHaveBeenCalled();
  expect(tries.mock.calls.length).toBeLessThanOrEqual(20);
  expect(tab.errors.map(({ code }) => code)).toEqual(['storage-full', 'storage-unavailable']);
  expect(tab.ethogram.metric('views')).toBe(461);
  await site.close();
});
