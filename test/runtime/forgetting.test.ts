// @vitest-environment jsdom
/** Erasing and withdrawing: in every tab, under load, and where the storage does not answer. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LogRecord } from '../../src/store/types.js';
import type { Fault } from '../store/faulty.js';
import { settle, useStorage } from './page.js';
import { createSite } from './site.js';

const definitions = {
  version: 1,
  metrics: { views: { count: 'view' } },
  segments: [{ id: 'viewer', when: { metric: 'views', gte: 1 } }],
} as const;

type Site = ReturnType<typeof createSite>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const openFour = async (site: Site) => {
  const tabs = [1, 2, 3, 4].map(() => site.open({ definitions }));
  await site.pass(1_000);
  return tabs;
};

/** Every tab tells something every 10 ms. */
const work = async (site: Site, milliseconds: number) => {
  for (let passed = 0; passed < milliseconds; passed += 10) {
    for (const { ethogram } of site.tabs) ethogram.track('view', {}, { id: `${++told}` });
    await site.pass(10);
  }
};
let told = 0;

const records = async ({ store }: Site) =>
  (await store.read(0, 100_000)).map(([, record]) => record as LogRecord);
const visitorOf = async ({ store }: Site) => ((await store.get('visitor')) as { id: string } | undefined)?.id;

describe('four tabs that write all the time', () => {
  test('erased in one: within a second nothing of the visitor is left, and all are the same new one', async () => {
    const site = createSite();
    const [first] = await openFour(site);
    await work(site, 2_000);
    const before = await visitorOf(site);
    first?.ethogram.erase();
    await work(site, 1_000);
    const owners = new Set((await records(site)).map(({ visitor }) => visitor));
    expect(owners).toEqual(new Set([await visitorOf(site)]));
    expect(owners.has(before as string)).toBe(false);
    await site.pass(3_000);
    const counts = [...site.tabs].map(({ ethogram }) => ethogram.metric('views'));
    expect(new Set(counts)).toEqual(new Set([(await site.log()).length]));
    expect([...site.tabs].flatMap(({ errors }) => errors)).toEqual([]);
    await site.close();
  });

  test('withdrawn in one: within a second nothing is stored anywhere, and nothing is written later', async () => {
    const site = createSite();
    const [first, second] = await openFour(site);
    await work(site, 1_000);
    second?.leave();
    second?.comeBack();
    first?.ethogram.setConsent('denied');
    await work(site, 1_000);
    const nothing = async () => [await records(site), await visitorOf(site), site.writtenAhead()];
    expect(await nothing()).toEqual([[], undefined, []]);
    await work(site, 3_000);
    expect(await nothing()).toEqual([[], undefined, []]);
    for (const { ethogram } of site.tabs) expect([...ethogram.segments()]).toEqual([]);
    await site.close();
  });

  test('withdrawn in one: the others do not wait for their timers, which out of sight come once a second', async () => {
    const site = createSite();
    const [first, ...others] = await openFour(site);
    await work(site, 100);
    first?.ethogram.setConsent('denied');
    await site.pass(150);
    for (const { ethogram } of others) ethogram.track('view');
    for (const { ethogram } of others)
      expect(ethogram.health()).toMatchObject({ state: 'memory', unwritten: 0 });
    expect(await records(site)).toEqual([]);
    await site.close();
  });

  test('and only told, by anybody, that the visitor is forgotten: they look, and go on', async () => {
    const site = createSite();
    const tabs = await openFour(site);
    const before = await visitorOf(site);
    const calls = tabs.map(({ calls }) => calls.length);
    const forger = new BroadcastChannel('ethogram');
    for (let index = 0; index < 1_000; index++)
      forger.postMessage(['withdrawn', 'forgotten', 'written', { visitor: null }][index % 4]);
    await site.pass(10_000);
    tabs.forEach(({ calls: { length } }, index) => {
      // two a second to read again and two to look whether, of two calls at most
      expect(length - (calls[index] as number)).toBeLessThanOrEqual(4);
    });
    expect(await visitorOf(site)).toBe(before);
    await work(site, 100);
    await site.pass(2_000);
    expect(tabs.map(({ ethogram }) => ethogram.metric('views'))).toEqual([40, 40, 40, 40]);
    await site.close();
  });
});

describe('where the storage does not answer', () => {
  const open = async () => {
    const site = createSite();
    let fault: Fault | undefined;
    const tab = site.open({ definitions }, () => fault);
    tab.ethogram.track('view');
    await site.pass(1_000);
    fault = 'hangs';
    return { site, tab };
  };

  test('erasing is refused with a reason; the page begins anew, and the next one forgets before it reads', async () => {
    const { site, tab } = await open();
    const before = await visitorOf(site);
    const erased = tab.ethogram.erase().catch(({ code }) => code);
    expect(tab.ethogram.metric('views')).toBe(0);
    await site.pass(60_000);
    expect(await erased).toBe('storage-failed');
    expect(await records(site)).toHaveLength(1);
    tab.leave();
    const next = site.open({ definitions });
    await site.pass(1_000);
    expect([await records(site), next.ethogram.metric('views'), site.writtenAhead()]).toEqual([[], 0, []]);
    expect(await visitorOf(site)).not.toBe(before);
    await site.close();
  });

  test('withdrawing is carried out by the next page, whether that is allowed to store or not', async () => {
    for (const consent of ['granted', 'denied'] as const) {
      const { site, tab } = await open();
      const before = await visitorOf(site);
      tab.ethogram.setConsent('denied');
      await site.pass(1);
      tab.crash();
      site.open({ definitions, consent });
      await site.pass(1_000);
      expect([await records(site), site.writtenAhead()]).toEqual([[], []]);
      expect(await visitorOf(site)).not.toBe(before);
      await site.close();
    }
  });
});

test('erasing while it is stopped begins nobody anew', async () => {
  const site = createSite();
  const { ethogram } = site.open({ definitions });
  ethogram.track('view');
  await site.pass(1_000);
  ethogram.erase().catch(() => undefined);
  ethogram.stop();
  await site.pass(60_000);
  expect([await records(site), await visitorOf(site)]).toEqual([[], undefined]);
});

test('what a page tells and erases in its first task is forgotten', async () => {
  const site = createSite();
  const { ethogram } = site.open({ definitions });
  ethogram.track('view');
  ethogram.erase();
  await site.pass(1_000);
  expect([ethogram.metric('views'), await records(site), site.writtenAhead()]).toEqual([0, [], []]);
  await site.close();
});

test('what is told while the visitor is forgotten is the new one’s', async () => {
  const site = createSite();
  const { ethogram } = site.open({ definitions });
  ethogram.track('view');
  await site.pass(1_000);
  const [old] = await site.log();
  const erased = ethogram.erase();
  ethogram.track('view');
  await erased;
  await site.pass(1_000);
  const [event] = await site.log();
  expect(await site.log()).toHaveLength(1);
  expect(ethogram.metric('views')).toBe(1);
  expect(event?.session).not.toBe(old?.session);
  await site.close();
});

test('in a real database nothing is left of four tabs, not even its name', async () => {
  vi.useRealTimers();
  useStorage();
  const site = createSite();
  const tabs = [1, 2, 3, 4].map(() => site.open({ definitions, storage: 'indexeddb' }));
  await Promise.all(tabs.map(({ ethogram }) => ethogram.ready));
  const work = setInterval(() => {
    for (const { ethogram } of tabs) ethogram.track('view');
  }, 5);
  await settle(300);
  tabs[0]?.ethogram.setConsent('denied');
  await settle(1_000);
  expect([await indexedDB.databases(), site.writtenAhead()]).toEqual([[], []]);
  await settle(500);
  expect([await indexedDB.databases(), site.writtenAhead()]).toEqual([[], []]);
  clearInterval(work);
  for (const { ethogram } of tabs) await ethogram.stop();
});
