// @vitest-environment jsdom
/** How far back the log goes, and what a clock that is wrong does to it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LogRecord } from '../../src/store/types.js';
import { DAY, MINUTE } from './page.js';
import { createSite } from './site.js';

const definitions = {
  version: 1,
  metrics: { views: { count: 'view' }, spent: { sum: 'value', of: 'purchase' } },
  segments: [
    { id: 'regular', when: { metric: 'views', gte: 3 } },
    { id: 'recent', when: { count: 'view', over: '1h', gte: 1 } },
  ],
} as const;

let site: ReturnType<typeof createSite>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  site = createSite();
});
afterEach(async () => {
  await site.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const open = async (options: object = {}) => {
  const tab = site.open({ definitions, ...options });
  await site.pass(1_000);
  return tab;
};
/** Tells so much that a checkpoint is worth it, and waits until the page has been idle. */
const settle = async ({ ethogram }: Awaited<ReturnType<typeof open>>) => {
  await Promise.all([ethogram.flush(), site.pass(1_000)]);
};
const records = async () =>
  (await site.store.read(0, 100_000)).map(([position, record]) => ({ position, ...(record as LogRecord) }));

describe('the log', () => {
  test('goes back 90 days, to the next day; counters and traits go on beyond that', async () => {
    const first = await open();
    first.ethogram.setTraits({ plan: 'vip' });
    for (let times = 0; times < 3; times++) first.ethogram.track('view');
    first.ethogram.track('purchase', { transaction_id: 'P-1', value: 10 });
    await settle(first);
    site.clock.push(89 * DAY);
    first.ethogram.track('other');
    await settle(first);
    expect(await site.log()).toHaveLength(6);
    await site.close();

    site.clock.push(2 * DAY);
    const second = await open();
    second.ethogram.track('view');
    await settle(second);
    expect((await site.log()).map(({ name }) => name)).toEqual(['$set', 'other', 'view']);
    expect([second.ethogram.metric('views'), second.ethogram.trait('plan')]).toEqual([4, 'vip']);
    second.ethogram.track('purchase', { transaction_id: 'P-1', value: 10 });
    expect(second.ethogram.metric('spent')).toBe(10);
  });

  test('of a page that stays open for days is tidied every day', async () => {
    const tab = await open({ retention: { age: '1d' } });
    for (let day = 0; day < 4; day++) {
      tab.ethogram.track('view', { day });
      await settle(tab);
      site.clock.push(DAY + MINUTE);
    }
    tab.ethogram.track('view', { day: 4 });
    await settle(tab);
    expect((await site.log()).map(({ props }) => props.day)).toEqual([4]);
    expect(tab.ethogram.metric('views')).toBe(5);
  });

  test('holds the newest, at most as many as are asked for', async () => {
    const first = await open({ retention: { events: 500 } });
    for (let index = 0; index < 1_000; index++) {
      first.ethogram.track('view', { index });
      if (index % 10 === 0) await site.pass(1);
    }
    await settle(first);
    await site.close();
    site.clock.push(DAY);
    const second = await open({ retention: { events: 500 } });
    second.ethogram.track('view', { index: 1_000 });
    await settle(second);
    const kept = (await site.log()).map(({ props }) => props.index as number);
    expect(kept.length).toBeLessThanOrEqual(501);
    expect(kept.length).toBeGreaterThan(390);
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => 1_001 - kept.length + index));
    expect(second.ethogram.metric('views')).toBe(1_001);
  });

  test('is joined into chunks when there are many small ones, and other tabs go on reading', async () => {
    const [one, other] = [await open(), await open()];
    for (let index = 0; index < 250; index++) {
      one.ethogram.track('view', { index });
      await site.pass(1);
    }
    await site.pass(3_000);
    const { length } = await records();
    expect(length).toBeLessThan(120);
    for (const { events } of await records()) expect(events.length).toBeLessThanOrEqual(100);
    expect((await site.log()).map(({ props }) => props.index)).toEqual(
      Array.from({ length: 250 }, (_, i) => i),
    );
    await site.pass(2_000);
    expect(other.ethogram.metric('views')).toBe(250);
    other.ethogram.track('view');
    await site.pass(2_000);
    expect([one, other].map(({ ethogram }) => ethogram.metric('views'))).toEqual([251, 251]);
  });
});

test('S15: a crash between the log and the checkpoint: what is behind it is taken up from the log, each event once', async () => {
  let isDying = false;
  const first = site.open({ definitions }, (_, method) =>
    isDying && method === 'update' ? 'hangs' : undefined,
  );
  await site.pass(1_000);
  for (let times = 0; times < 40; times++) first.ethogram.track('view');
  await settle(first);
  isDying = true;
  const { position } = (await site.store.get('checkpoint')) as { position: number };
  for (const id of ['one', 'two', 'three']) first.ethogram.track('view', {}, { id });
  await site.pass(1_000);
  first.crash();
  // all is in the log, and the checkpoint has not moved
  expect((await site.log()).length).toBe(43);
  expect((await records()).at(-1)?.position).toBeGreaterThan(position);
  expect(await site.store.get('checkpoint')).toMatchObject({ position });

  const second = await open();
  expect(second.ethogram.metric('views')).toBe(43);
  second.ethogram.track('view', {}, { id: 'two' });
  expect(second.ethogram.metric('views')).toBe(43);
  await settle(second);
  expect((await open()).ethogram.metric('views')).toBe(43);
});

test('where the chunk for upkeep cannot be had, the log is not tidied, all else goes on, and an import says why it does not', async () => {
  const upkeep = () => Promise.reject(new TypeError('Failed to fetch'));
  const { ethogram, errors } = site.open({ definitions }, undefined, { upkeep });
  await site.pass(1_000);
  for (let index = 0; index < 150; index++) {
    ethogram.track('view', { index });
    await site.pass(1);
  }
  await site.pass(3_000);
  expect(await records()).toHaveLength(150);
  expect([ethogram.metric('views'), ethogram.health().state]).toEqual([150, 'persistent']);
  const given = [{ id: 'a', name: 'view', time: site.clock.now() }];
  const refused = expect(ethogram.import(given)).rejects.toMatchObject({ code: 'storage-failed' });
  await site.pass(1_000);
  await refused;
  expect(errors.map(({ code }) => code)).toEqual(['storage-failed']);
  expect((await open()).ethogram.metric('views')).toBe(150);
});

test('10,000 events without a checkpoint are gone through in small tasks, and what is told meanwhile counts', async () => {
  const first = await open();
  const { visitor } = await first.ethogram.export();
  await site.close();
  const events = Array.from({ length: 100 }, (_, index) => ({
    name: 'view',
    time: site.clock.now() - index,
    session: 's',
    props: {},
  }));
  for (let chunk = 0; chunk < 100; chunk++)
    await site.store.append({
      v: 1,
      tab: 't',
      visitor,
      events: events.map((event, index) => ({ ...event, id: `${chunk} ${index}` })),
    });
  const before = site.tasks();
  const tab = site.open({ definitions });
  const { ethogram } = tab;
  const isReady = vi.fn();
  ethogram.ready.then(isReady);
  let told = 0;
  while (!isReady.mock.calls.length) {
    ethogram.track('view');
    told++;
    // a checkpoint now would say of events that they are in it which are not
    ethogram.flush();
    await site.pass(1);
  }
  expect(site.tasks() - before).toBeGreaterThanOrEqual(10_000 / 200);
  expect(ethogram.metric('views')).toBe(10_000 + told);
  tab.crash();
  expect((await open()).ethogram.metric('views')).toBe(10_000 + told);
});

describe('a clock that was wrong', () => {
  test('a day ahead, and is set right: the next page is not locked in the future, and keeps the order', async () => {
    site.clock.push(DAY);
    const first = await open();
    for (let times = 0; times < 3; times++) first.ethogram.track('view', { times });
    await settle(first);
    await site.close();
    site.clock.push(-DAY);
    const second = await open();
    expect([...second.ethogram.segments()].sort()).toEqual(['recent', 'regular']);
    site.clock.push(1);
    second.ethogram.track('view', { times: 3 });
    expect(second.ethogram.metric('views')).toBe(4);
    site.clock.push(2 * 60 * MINUTE);
    expect([...second.ethogram.segments()]).toEqual(['regular']);
    await settle(second);
    const events = (await second.ethogram.export()).events.filter(({ name }) => name === 'view');
    expect(events.map(({ props }) => props.times)).toEqual([0, 1, 2, 3]);
    for (const { time } of events) expect(time).toBeLessThanOrEqual(site.clock.now());
  });

  test('set back an hour while the page is open: time stands still for it, and the order is kept', async () => {
    const tab = await open();
    tab.ethogram.track('view', { times: 0 });
    site.clock.push(-60 * MINUTE);
    tab.ethogram.track('view', { times: 1 });
    expect(tab.ethogram.metric('views')).toBe(2);
    const [one, other] = tab.events.map(({ time }) => time);
    expect(other).toBe(one);
    site.clock.push(121 * MINUTE);
    expect([...tab.ethogram.segments()]).toEqual([]);
  });

  test('T4: a machine that sleeps for days wakes to what is true then', async () => {
    const tab = await open();
    tab.ethogram.track('view');
    await settle(tab);
    tab.leave();
    site.clock.push(3 * DAY);
    tab.comeBack();
    await site.pass(100);
    expect([...tab.ethogram.segments()]).toEqual([]);
    tab.ethogram.track('view');
    await site.pass(1);
    expect(new Set(tab.events.map(({ session }) => session)).size).toBe(2);
  });
});
