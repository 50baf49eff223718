import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Ethogram, type SegmentChange, type StartOptions, start } from '../../src/index.js';
import { sink, toAnalytics, toDataLayer } from '../../src/sinks.js';
import { createMemoryStore } from '../../src/testing.js';

const definitions = {
  version: 1,
  segments: [
    { id: 'cart-abandoner', when: { last: 'to', of: 'cart', is: 'left' } },
    { id: 'reader', when: { count: 'read', gte: 1 } },
  ],
} as const;

let running: Ethogram | undefined;
const storage = { current: createMemoryStore() };
const open = async (options: Partial<StartOptions> = {}) => {
  running = start({ capture: false, definitions, storage: storage.current, ...options });
  return running;
};
const page = window as unknown as { [name: string]: unknown };
const settle = (milliseconds = 30) => new Promise((resolve) => setTimeout(resolve, milliseconds));

beforeEach(() => {
  storage.current = createMemoryStore();
});
afterEach(async () => {
  await running?.stop();
  delete page.dataLayer;
  vi.restoreAllMocks();
});

test('the data layer hears of each change as an event, with user properties where they are asked for', async () => {
  const ethogram = await open();
  toDataLayer(ethogram, { userProperties: { 'cart-abandoner': 'cart_abandoner' } });
  ethogram.track('cart', { to: 'left' });
  ethogram.track('read');
  await settle();
  expect(page.dataLayer).toEqual([
    {
      event: 'segment_enter',
      segment: 'cart-abandoner',
      segment_change: expect.stringMatching(/^cart-abandoner:enter:\d+$/),
      user_properties: { cart_abandoner: 'true' },
    },
    {
      event: 'segment_enter',
      segment: 'reader',
      segment_change: expect.stringMatching(/^reader:enter:\d+$/),
    },
  ]);
});

test('gtag.js is given commands, as arguments objects', async () => {
  page.dataLayer = [];
  const ethogram = await open();
  toDataLayer(ethogram, { gtag: true, userProperties: { 'cart-abandoner': 'cart_abandoner' } });
  ethogram.track('cart', { to: 'left' });
  await settle();
  const layer = page.dataLayer as IArguments[];
  expect(layer.map((command) => Object.prototype.toString.call(command))).toEqual([
    '[object Arguments]',
    '[object Arguments]',
  ]);
  expect(layer.map((command) => [...command].slice(0, 3))).toEqual([
    ['set', 'user_properties', { cart_abandoner: 'true' }],
    ['event', 'segment_enter', { segment: 'cart-abandoner', segment_change: expect.any(String) }],
  ]);
});

test('Analytics.js hears of the traits and of each change, at its time', async () => {
  const analytics = { identify: vi.fn(), track: vi.fn() };
  const ethogram = await open();
  toAnalytics(ethogram, () => analytics);
  const changes: SegmentChange[] = [];
  ethogram.on('change', (change) => changes.push(change));
  ethogram.track('cart', { to: 'left' });
  await settle();
  ethogram.track('cart', { to: 'bought' });
  await settle();
  expect(analytics.identify.mock.calls).toEqual([
    [{ 'segment_cart-abandoner': true }],
    [{ 'segment_cart-abandoner': false }],
  ]);
  expect(analytics.track.mock.calls).toEqual(
    changes.map(({ id, type, time }) => [
      type === 'enter' ? 'Segment Entered' : 'Segment Exited',
      { segment: 'cart-abandoner', change_id: id },
      { timestamp: new Date(time).toISOString() },
    ]),
  );
  expect(changes).toHaveLength(2);
});

const heard: string[] = [];
const hear = (changes: readonly SegmentChange[]) => {
  for (const { segment, type } of changes) heard.push(`${type} ${segment}`);
};
beforeEach(() => {
  heard.length = 0;
});

test('a sink hears of what it was not there for, once; and of the segments that it asked for', async () => {
  const before = await open();
  before.track('cart', { to: 'left' });
  before.track('read');
  await before.stop();
  const ethogram = await open();
  sink(ethogram, hear, { name: 'one', segments: ['reader'] });
  await settle();
  const undo = sink(ethogram, hear, { name: 'all' });
  await settle();
  undo();
  sink(ethogram, hear, { name: 'all' });
  await settle();
  expect(heard).toEqual(['enter reader', 'enter cart-abandoner', 'enter reader']);
});

test('what somebody was told is taken back where the past turns out otherwise, but not what another tab may know', async () => {
  const now = Date.now();
  const ethogram = await open();
  const tell = (ago: number) => ({ type: 'enter', time: now - ago });
  await ethogram.remember('sink:all', () => ({
    v: 1,
    known: { 'cart-abandoner': tell(60_000), gone: tell(3_600_000), reader: tell(2_000) },
  }));
  sink(ethogram, hear, { name: 'all' });
  await settle();
  expect(heard.sort()).toEqual(['exit cart-abandoner', 'exit gone']);
});

test('what fails is tried again, with the same ids, and nothing overtakes it', async () => {
  const ethogram = await open();
  const tries: string[][] = [];
  const failures: unknown[] = [];
  sink(
    ethogram,
    (changes) => {
      tries.push(changes.map(({ id }) => id));
      if (tries.length < 3) throw new Error('not now');
    },
    { name: 'slow', failed: (error) => failures.push(error) },
  );
  ethogram.track('read');
  await settle();
  ethogram.track('cart', { to: 'left' });
  await vi.waitUntil(() => tries.length === 3, { timeout: 5000 });
  expect(tries[1]?.[0]).toBe(tries[0]?.[0]);
  expect(tries[2]).toEqual([tries[0]?.[0], expect.stringMatching(/^cart-abandoner:enter/)]);
  expect(failures).toHaveLength(2);
});

test.each(['pending', 'denied', { measure: false, personalise: true }] as const)(
  'with the consent %o nothing goes out; what is so when it is given does',
  async (consent) => {
    const ethogram = await open({ consent });
    sink(ethogram, hear, { name: 'all' });
    ethogram.track('read');
    await settle();
    expect(heard).toEqual([]);
    ethogram.setConsent('granted');
    ethogram.track('read');
    await settle(60);
    expect(heard).toEqual(['enter reader']);
  },
);

test('what waits is forgotten with the visitor, who goes out without a word', async () => {
  const ethogram = await open();
  let isOpen = false;
  sink(
    ethogram,
    (changes) => {
      if (!isOpen) throw new Error('not now');
      hear(changes);
    },
    { name: 'all' },
  );
  ethogram.track('read');
  await settle();
  await ethogram.erase();
  isOpen = true;
  await settle(1500);
  expect(heard).toEqual([]);
  ethogram.track('cart', { to: 'left' });
  await settle();
  expect(heard).toEqual(['enter cart-abandoner']);
});
