// @vitest-environment jsdom
/** Visits as segments can read them: how many, since when, and how they came about. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StartOptions } from '../../src/index.js';
import { DAY, MINUTE } from './page.js';
import { createSite, type Tab } from './site.js';

const asking = {
  version: 1,
  segments: [
    { id: 'third', when: { trait: 'visitor.sessionNumber', gte: 3 } },
    { id: 'by-letter', when: { trait: 'lastTouch.channel', is: 'Email' } },
    { id: 'found', when: { trait: 'firstTouch.channel', is: 'Organic Search' } },
  ],
} as const;
const silent = { version: 1, segments: [{ id: 'any', when: { count: 'page_view', gte: 1 } }] } as const;

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

const openTab = async (definitions: StartOptions['definitions'] = asking, visits?: boolean): Promise<Tab> => {
  const capture = { page: false, declarative: false, device: false, ...(visits !== undefined && { visits }) };
  const tab = site.open({ definitions, capture } as StartOptions);
  await site.pass(1_000);
  return tab;
};

const land = async (tab: Tab, query = '', referrer = '') => {
  tab.ethogram.track('page_view', {
    page_location: `https://shop.example/shoes${query}`,
    page_path: '/shoes',
    page_referrer: referrer,
  });
  // the chunk is a module, which comes when it comes
  await vi.dynamicImportSettled();
  await site.pass(1_000);
};

const names = ({ events }: Tab) => events.map(({ name }) => name).filter((name) => name !== '$set');

test('a first visit, and how it came about', async () => {
  const tab = await openTab();
  await land(tab, '?utm_source=Letter&utm_medium=email&utm_term=shoes', 'https://mail.google.com/');
  expect(names(tab)).toEqual(['page_view', 'first_visit', 'session_start', 'campaign_details']);
  expect(tab.events.find(({ name }) => name === 'campaign_details')?.props).toMatchObject({
    source: 'letter',
    medium: 'email',
    channel: 'Email',
    term: 'shoes',
    page_path: '/shoes',
  });
  expect(new Set(tab.events.map(({ session }) => session)).size).toBe(1);
  expect(tab.ethogram.trait('visitor')).toMatchObject({
    sessionNumber: 1,
    firstSeen: '2026-01-05',
    seen: '2026-01-05',
    daysSinceFirst: 0,
  });
  expect(tab.ethogram.trait('visitor.lastSeen')).toBeUndefined();
  expect([...tab.ethogram.segments()]).toEqual(['by-letter']);
});

test('later views of a visit tell nothing more; later visits count up, and know the days between', async () => {
  const first = await openTab();
  await land(first, '', 'https://www.google.com/');
  await land(first, '', 'https://shop.example/');
  expect(names(first).filter((name) => name === 'session_start')).toHaveLength(1);
  first.leave(true);
  site.clock.push(4 * DAY);
  const second = await openTab();
  await land(second);
  expect(names(second)).toEqual(['page_view', 'session_start']);
  site.clock.push(31 * MINUTE);
  await land(second, '?gclid=1');
  expect(second.ethogram.trait('visitor')).toMatchObject({
    sessionNumber: 3,
    firstSeen: '2026-01-05',
    lastSeen: '2026-01-09',
    daysSinceFirst: 4,
    daysSinceLast: 0,
  });
  expect([...second.ethogram.segments()].sort()).toEqual(['found', 'third']);
  expect(second.ethogram.trait('lastTouch')).toMatchObject({ channel: 'Paid Search', page: '/shoes' });
});

test('a visit without a source leaves the last touch; another source in the midst of one replaces it', async () => {
  const tab = await openTab();
  await land(tab);
  expect(tab.ethogram.trait('lastTouch.channel')).toBe('Direct');
  await land(tab, '', 'https://chatgpt.com/');
  expect(tab.ethogram.trait('lastTouch.channel')).toBe('AI Assistant');
  expect(tab.ethogram.trait('firstTouch.channel')).toBe('Direct');
  site.clock.push(DAY);
  await land(tab);
  expect(tab.ethogram.trait('lastTouch.channel')).toBe('AI Assistant');
  expect(names(tab).filter((name) => name === 'campaign_details')).toHaveLength(1);
});

test('two tabs tell of one visit once', async () => {
  const [one, other] = [await openTab(), await openTab()];
  one.ethogram.track('other');
  await site.pass(1_000);
  await Promise.all([land(one), land(other)]);
  await site.pass(1_000);
  const log = await site.log();
  expect(log.filter(({ name }) => name === 'session_start')).toHaveLength(1);
  expect(log.filter(({ name }) => name === 'first_visit')).toHaveLength(1);
  for (const tab of [one, other]) expect(tab.ethogram.trait('visitor.sessionNumber')).toBe(1);
});

test('definitions that ask later hear of what the log still knows', async () => {
  const before = await openTab(silent);
  await land(before, '', 'https://www.google.com/');
  expect(names(before)).toEqual(['page_view']);
  before.leave(true);
  site.clock.push(2 * DAY);
  const after = await openTab();
  await land(after);
  expect(after.ethogram.trait('visitor')).toMatchObject({ sessionNumber: 2, daysSinceLast: 2 });
  expect(after.ethogram.has('found')).toBe(true);
  expect(names(after)).toEqual(['page_view', 'session_start']);
});

test.each([
  ['nobody asks', silent, undefined, 0],
  ['somebody asks, and it is off', asking, false, 0],
  ['nobody asks, and it is on', silent, true, 1],
  [
    'an event of it is asked for',
    { version: 1, metrics: { visits: { count: 'session_start' } } },
    undefined,
    1,
  ],
])('where %s', async (_, definitions, visits, told) => {
  const tab = await openTab(definitions as StartOptions['definitions'], visits);
  await land(tab);
  expect(names(tab).filter((name) => name === 'session_start')).toHaveLength(told);
});
