// @vitest-environment jsdom
/** What is kept can be taken along, and taken in again. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSite, type Tab } from './site.js';

const definitions = {
  version: 1,
  metrics: { views: { count: 'view' }, opens: { count: 'email_open' }, visits: { sessions: '*' } },
  segments: [
    { id: 'viewer', when: { metric: 'views', gte: 2 } },
    { id: 'vip', when: { trait: 'plan', is: 'vip' } },
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

const open = async () => {
  const tab = site.open({ definitions });
  await site.pass(1_000);
  return tab;
};
const answer = async <T>(promise: Promise<T>) => {
  await site.pass(100);
  return promise;
};
const views = ({ ethogram }: Tab) => ethogram.metric('views');

test('an export is everything, each once, in order, as JSON that can be read', async () => {
  const { ethogram } = await open();
  ethogram.track('view', { item: 'b' });
  ethogram.track('view', { item: 'a' }, { id: 'mine', time: site.clock.now() - 60_000 });
  ethogram.setTraits({ plan: 'vip' });
  const made = await answer(ethogram.export());
  expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  expect(made).toMatchObject({ v: 1, visitor: expect.any(String), time: site.clock.now() });
  expect(made.events.map(({ name }) => name)).toEqual(['view', 'view', '$set']);
  expect(made.events[0]).toMatchObject({ id: 'mine', props: { item: 'a' } });
  expect([...made.segments].sort()).toEqual(['viewer', 'vip']);
});

test('an export is taken back by somebody new: the same segments, the same export', async () => {
  const first = await open();
  first.ethogram.track('view');
  first.ethogram.track('view');
  first.ethogram.setTraits({ plan: 'vip' });
  const made = await answer(first.ethogram.export());
  await answer(first.ethogram.erase());
  expect((await answer(first.ethogram.export())).events).toEqual([]);

  expect(await answer(first.ethogram.import(made))).toEqual({ taken: 3, known: 0, refused: [] });
  const again = await answer(first.ethogram.export());
  expect(again.events).toEqual(made.events);
  expect([...again.segments].sort()).toEqual([...made.segments].sort());
  expect(await answer(first.ethogram.import(made))).toEqual({ taken: 0, known: 3, refused: [] });
  expect(views(first)).toBe(2);
  expect(await site.log()).toHaveLength(3);
});

test('what other systems know is taken in at its time, in every tab, and told to no listener', async () => {
  const [one, other] = [await open(), await open()];
  one.ethogram.track('view');
  await site.pass(1_000);
  const opened = {
    id: 'mail-7',
    name: 'email_open',
    time: site.clock.now() - 86_400_000,
    props: { campaign: 'x' },
  };
  expect(await answer(one.ethogram.import([opened]))).toMatchObject({ taken: 1 });
  await site.pass(1_000);
  for (const { ethogram } of [one, other])
    expect([ethogram.metric('opens'), ethogram.metric('views'), ethogram.metric('visits')]).toEqual([
      1, 1, 2,
    ]);
  expect(one.events.map(({ name }) => name)).toEqual(['view']);
  const [oldest] = (await answer(one.ethogram.export())).events;
  expect(oldest).toMatchObject(opened);
});

test('what cannot be taken is refused with its place and a reason, and the rest is taken', async () => {
  const { ethogram } = await open();
  const good = { id: 'a', name: 'view', time: site.clock.now(), props: {} };
  const imported = await answer(
    ethogram.import([
      good,
      { ...good, id: undefined },
      { ...good, id: 'b', time: undefined },
      { ...good, id: 'c', time: 'yesterday' },
      { ...good, id: 'd', name: '$view' },
      { ...good, id: 'e', props: { run: () => 1 } },
      null,
      { ...good, id: 'f', props: undefined },
    ] as object[]),
  );
  expect(imported).toMatchObject({ taken: 2, known: 0 });
  expect(imported.refused.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(imported.refused[4]?.reason).toContain('props.run');
  await expect(ethogram.import('none' as never)).rejects.toMatchObject({ code: 'invalid-options' });
});

test('10,000 records are taken in without holding up the page, and known by the next one', async () => {
  const tab = await open();
  const records = Array.from({ length: 10_000 }, (_, index) => ({
    id: `old-${index}`,
    name: 'view',
    time: site.clock.now() - 1_000 * (10_000 - index),
    props: {},
  }));
  const imported = tab.ethogram.import(records);
  await site.pass(5_000);
  expect(await imported).toMatchObject({ taken: 10_000 });
  expect(views(tab)).toBe(10_000);
  expect((await site.store.read(0, 1_000)).length).toBeLessThanOrEqual(110);
  await site.close();
  expect(views(await open())).toBe(10_000);
});

test('without consent there is nothing to export, and nothing is taken', async () => {
  const { ethogram } = site.open({ definitions, consent: 'denied' });
  await site.pass(100);
  const record = { id: 'a', name: 'view', time: site.clock.now(), props: {} };
  expect(await answer(ethogram.import([record]))).toMatchObject({ taken: 0 });
  expect((await answer(ethogram.export())).events).toEqual([]);
});
