// @vitest-environment jsdom
/** The rows of what goes wrong with sessions in others' products: several tabs, one visit. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DAY, MINUTE } from './page.js';
import { createSite, type Tab } from './site.js';

const definitions = {
  version: 1,
  metrics: { views: { count: 'view', over: 'session' }, visits: { sessions: '*' } },
  segments: [{ id: 'viewer', when: { count: 'view', over: 'session', gte: 2 } }],
} as const;

let site: ReturnType<typeof createSite>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  site = createSite();
});
afterEach(async () => {
  await site.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const openTab = async (session?: object): Promise<Tab> => {
  const tab = site.open({ definitions, ...(session && { session }) });
  await site.pass(1_000);
  return tab;
};

/** Something happens in a tab, and the others hear of it. Gives the session. */
const view = async ({ ethogram, events }: Tab, name = 'view', props = {}) => {
  ethogram.track(name, props);
  await site.pass(1_000);
  return events.at(-1)?.session as string;
};

test('S1: a tab that was idle goes on in the session that another tab kept alive', async () => {
  const [one, other] = [await openTab(), await openTab()];
  const session = await view(one);
  site.clock.push(20 * MINUTE);
  await view(other);
  site.clock.push(11 * MINUTE);
  expect(await view(one)).toBe(session);
});

test('S2: a tab whose session ended elsewhere has the one that began there, and never none', async () => {
  const [one, other] = [await openTab(), await openTab()];
  const session = await view(one);
  site.clock.push(31 * MINUTE);
  const next = await view(other);
  expect(next).not.toBe(session);
  expect(await view(one)).toBe(next);
  for (const { session } of await site.log()) expect(session).toMatch(/./);
});

test('S3: what was made of the session before is made anew in every tab, which says why', async () => {
  const [one, other] = [await openTab(), await openTab()];
  await view(one);
  await view(one);
  const told = vi.fn();
  one.ethogram.on('change', ({ type, reason }) => told(type, reason));
  site.clock.push(31 * MINUTE);
  await site.pass(1_000);
  expect(told.mock.calls).toEqual([['exit', 'time']]);
  await view(other);
  expect(one.ethogram.metric('views')).toBe(1);
  await view(other);
  expect(told.mock.calls).toEqual([
    ['exit', 'time'],
    ['enter', 'event'],
  ]);
});

test.each([
  ['the tab that was idle', 0],
  ['the other one', 1],
])(
  'S4: of two tabs that were idle, %s acts first: one new session, by an act and not by looking',
  async (_, first) => {
    const tabs = [await openTab(), await openTab()] as const;
    const session = await view(tabs[0]);
    site.clock.push(31 * MINUTE);
    tabs[0].comeBack();
    await site.pass(1_000);
    expect(await site.log()).toHaveLength(1);
    const next = await view(tabs[first] as Tab);
    expect(next).not.toBe(session);
    expect(await view(tabs[1 - first] as Tab)).toBe(next);
  },
);

test('S5: a screen that is always on, for 25 hours, begins a second session after 24', async () => {
  const tab = await openTab();
  const sessions: string[] = [];
  for (let minutes = 0; minutes < 25 * 60; minutes += 10) {
    sessions.push(await view(tab));
    site.clock.push(10 * MINUTE - 1_000);
    await site.pass(1_000);
    site.clock.push(1_000);
  }
  expect(new Set(sessions).size).toBe(2);
  expect(sessions.indexOf(sessions.at(-1) as string)).toBe((24 * 60) / 10);
  expect(tab.ethogram.metric('visits')).toBe(2);
});

test('S5: the cap is one for all tabs and later pages, and can be set', async () => {
  const short = { cap: 60 * MINUTE };
  const [one, other] = [await openTab(short), await openTab(short)];
  const session = await view(one);
  site.clock.push(25 * MINUTE);
  expect(await view(other)).toBe(session);
  other.leave(true);
  site.clock.push(25 * MINUTE);
  const third = await openTab(short);
  expect(await view(third)).toBe(session);
  site.clock.push(10 * MINUTE);
  const next = await view(third);
  expect(next).not.toBe(session);
  expect(await view(one)).toBe(next);
});

test('S6: 1,000 events in a second write no session, and as few records as they fill', async () => {
  const tab = await openTab();
  const before = tab.calls.length;
  for (let count = 0; count < 1_000; count++) tab.ethogram.track('view', { count });
  await site.pass(1_000);
  const calls = tab.calls.slice(before);
  expect(calls.filter((method) => method === 'append').length).toBeLessThanOrEqual(20);
  expect(calls.filter((method) => method === 'update').length).toBeLessThanOrEqual(1);
  expect(new Set((await site.log()).map(({ session }) => session)).size).toBe(1);
});

test.each([
  ['an hour back', -60 * MINUTE, 0],
  ['three quarters of an hour back', -45 * MINUTE, 0],
  ['three days ahead', 3 * DAY, 1],
])('S7: the clock is set %s, and right again: at most one other session', async (_, jump, others) => {
  const first = await openTab();
  for (let count = 0; count < 3; count++) await view(first);
  site.clock.push(jump);
  for (let count = 0; count < 3; count++) await view(first);
  first.leave(true);
  const second = await openTab();
  for (let count = 0; count < 3; count++) await view(second);
  site.clock.push(-jump);
  for (let count = 0; count < 3; count++) await view(second);
  const sessions = [...first.events, ...second.events].map(({ session }) => session);
  expect(new Set(sessions).size).toBe(1 + others);
  expect([...first.errors, ...second.errors]).toEqual([]);
});

test('S8: a tab has its name from nowhere, so that a copy of it has another', async () => {
  sessionStorage.clear();
  const append = vi.spyOn(site.store, 'append');
  const [one, copy] = [await openTab(), await openTab()];
  await view(one);
  await view(copy);
  expect(new Set(append.mock.calls.map(([{ tab }]) => tab)).size).toBe(2);
  expect(sessionStorage.length).toBe(0);
});

test('S9: a tab that was frozen for two hours begins a new session with its next event, and not by waking', async () => {
  const tab = await openTab();
  const session = await view(tab);
  tab.leave();
  site.clock.push(120 * MINUTE);
  tab.comeBack();
  await site.pass(1_000);
  expect(await site.log()).toHaveLength(1);
  expect(await view(tab)).not.toBe(session);
});

test('S9: a tab that was frozen goes on in the session that began meanwhile', async () => {
  const [one, other] = [await openTab(), await openTab()];
  await view(one);
  one.leave();
  site.clock.push(120 * MINUTE);
  const next = await view(other);
  one.comeBack();
  await site.pass(1_000);
  expect(await view(one)).toBe(next);
});

test('S11: what names the session is deleted every second: no storm of sessions', async () => {
  const tab = await openTab();
  const sessions = new Set<string>();
  for (let count = 0; count < 20; count++) {
    localStorage.clear();
    await site.store.update('checkpoint', () => undefined);
    sessions.add(await view(tab));
  }
  localStorage.clear();
  await site.store.update('checkpoint', () => undefined);
  tab.leave(true);
  sessions.add(await view(await openTab()));
  expect(sessions.size).toBe(1);
});

test('another campaign begins a session where that is asked for, in whichever tab it arrives', async () => {
  const asked = { onCampaign: true };
  const [one, other] = [await openTab(asked), await openTab(asked)];
  const land = (tab: Tab, query: string) =>
    view(tab, 'page_view', { page_location: `https://shop.example/${query}` });
  const session = await land(one, '?utm_source=letter');
  expect(await land(other, 'shoes')).toBe(session);
  expect(await land(other, '?utm_source=letter')).toBe(session);
  const next = await land(other, '?utm_source=ads&utm_medium=cpc');
  expect(next).not.toBe(session);
  expect(await view(one)).toBe(next);
  other.leave(true);
  expect(await land(await openTab(asked), '?utm_source=ads&utm_medium=cpc')).toBe(next);
});

test('a change of traits keeps no session alive', async () => {
  const tab = await openTab();
  const session = await view(tab);
  for (let count = 0; count < 4; count++) {
    site.clock.push(10 * MINUTE);
    tab.ethogram.setTraits({ count });
  }
  expect(await view(tab)).not.toBe(session);
});
