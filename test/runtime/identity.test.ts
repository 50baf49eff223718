// @vitest-environment jsdom
/** The table of docs/identity.md, row by row, by what the calls do. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Ethogram } from '../../src/index.js';
import { createSite } from './site.js';

const definitions = {
  version: 1,
  segments: [{ id: 'viewer', when: { count: 'view', gte: 2 } }],
} as const;

const page = readFileSync('docs/identity.md', 'utf8');
const cells = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const table = page.split('\n').filter((line) => /^\| `(identify|setTraits|reset|erase)\(/.test(line));
const rows = table.map(cells).map(([call = '', ...effects]) => [call, effects] as const);

const run: {
  readonly [call: string]: readonly [before: string | undefined, call: (of: Ethogram) => unknown];
} = {
  "`identify('anna')`, nobody was known": [undefined, (of) => of.identify('anna', { plan: 'pro' })],
  "`identify('anna')`, who is known": ['anna', (of) => of.identify('anna', { plan: 'pro' })],
  "`identify('ben')`, another was known": ['anna', (of) => of.identify('ben', { plan: 'pro' })],
  "`setTraits({ plan: 'pro' })`": ['anna', (of) => of.setTraits({ plan: 'pro' })],
  '`reset()`': ['anna', (of) => of.reset()],
  '`erase()`': ['anna', (of) => of.erase()],
};

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

const open = async () => {
  const tab = site.open({ definitions });
  await site.pass(1_000);
  return tab;
};

/** Of whom it is, where, and what is known. */
const lookAt = async ({ ethogram, events }: Awaited<ReturnType<typeof open>>) => {
  const isIn = ethogram.has('viewer');
  ethogram.track('look');
  await site.pass(1_000);
  const exported = ethogram.export();
  await site.pass(1_000);
  const { visitor, events: log } = await exported;
  const session = events.filter(({ name }) => name === 'look').at(-1)?.session;
  const traits = [ethogram.trait('user_id'), ethogram.trait('city'), ethogram.trait('plan')];
  return { visitor, session, isIn, traits, views: log.filter(({ name }) => name === 'view').length };
};

test('the table has a row for each call that is tried here, and no other', () => {
  expect(rows.map(([call]) => call)).toEqual(Object.keys(run));
});

describe.each(rows)('%s', (call, [visitorId, session, traits, segments, log]) => {
  test.each(['here', 'in another tab'])('%s', async (where) => {
    const [who, act] = run[call] as (typeof run)[string];
    const tab = await open();
    const seenIn = where === 'here' ? tab : await open();
    tab.ethogram.setTraits({ city: 'Gdynia' });
    if (who) tab.ethogram.identify(who);
    tab.ethogram.track('view');
    tab.ethogram.track('view');
    await site.pass(2_000);
    const before = await lookAt(seenIn);
    expect(before).toMatchObject({ isIn: true, views: 2 });
    act(tab.ethogram);
    await site.pass(5_000);
    const after = await lookAt(seenIn);

    expect(after.visitor === before.visitor).toBe(visitorId === 'stays');
    expect(after.session === before.session).toBe(session === 'stays');
    const named = call.includes('ben') ? 'ben' : 'anna';
    expect(after.traits).toEqual(
      {
        merged: [named, 'Gdynia', 'pro'],
        replaced: [named, undefined, 'pro'],
        go: [undefined, undefined, undefined],
      }[traits as 'merged'],
    );
    expect(after.isIn).toBe(segments === 'stay');
    expect(after.views).toBe(log === 'stays' ? 2 : 0);
  });
});

test('another person who is named before anything is known begins anew', async () => {
  const first = await open();
  first.ethogram.identify('anna');
  first.ethogram.track('view');
  first.ethogram.track('view');
  await site.pass(1_000);
  first.leave(true);
  const second = site.open({ definitions });
  second.ethogram.identify('ben');
  await site.pass(5_000);
  second.ethogram.track('view');
  await site.pass(1_000);
  expect(second.ethogram.trait('user_id')).toBe('ben');
  expect(second.ethogram.has('viewer')).toBe(false);
  expect((await site.log()).filter(({ name }) => name === 'view')).toHaveLength(1);
});

test('the same person who is named before anything is known goes on', async () => {
  const first = await open();
  first.ethogram.identify('anna');
  first.ethogram.track('view');
  await site.pass(1_000);
  first.leave(true);
  const second = site.open({ definitions });
  second.ethogram.identify('anna');
  second.ethogram.track('view');
  await site.pass(5_000);
  expect(second.ethogram.has('viewer')).toBe(true);
});
