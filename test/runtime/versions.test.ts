// @vitest-environment jsdom
/** What older versions of ours have stored is read; what newer ones have is left as it is. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Entry, Store } from '../../src/store/types.js';
import release from '../store/fixtures/0.0.1.json' with { type: 'json' };
import { DAY } from './page.js';
import { createSite } from './site.js';

const definitions = {
  version: 1,
  metrics: { views: { count: 'view' }, spent: { sum: 'value', of: 'purchase' } },
  segments: [{ id: 'viewer', when: { metric: 'views', gte: 3 } }],
} as const;

interface Stored {
  readonly log: readonly (readonly [position: number, record: unknown])[];
  readonly named: { readonly [name: string]: unknown };
  readonly writtenAhead: { readonly [key: string]: string };
}

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

const fill = async (store: Store, { log, named, writtenAhead }: Stored) => {
  for (const [name, record] of Object.entries(named)) await store.update(name, () => record);
  const last = log.at(-1)?.[0] ?? 0;
  for (let at = 0; at < last; ) at = await store.append({ v: 1, tab: '', visitor: '', events: [] });
  await store.rewrite(0, 1_000, () => log as readonly Entry[]);
  for (const [key, text] of Object.entries(writtenAhead)) localStorage.setItem(key, text);
};
const open = async () => {
  const tab = site.open({ definitions: Promise.resolve(definitions) });
  await site.pass(1_000);
  return tab;
};

test.each([['0.0.1', release as unknown as Stored]])(
  'what %s has stored is read, and gone on with',
  async (_, stored) => {
    await fill(site.store, stored);
    site.clock.push(Date.UTC(2026, 0, 5, 13) - site.clock.now());
    const { ethogram, errors } = await open();
    expect([ethogram.metric('views'), ethogram.metric('spent'), ethogram.trait('plan')]).toEqual([
      4,
      20,
      'vip',
    ]);
    expect([...ethogram.segments()]).toEqual(['viewer']);
    ethogram.track('purchase', { transaction_id: 'P-1', value: 20 });
    expect(ethogram.metric('spent')).toBe(20);
    ethogram.track('view');
    await Promise.all([ethogram.flush(), site.pass(1_000)]);
    expect(errors).toEqual([]);
    expect((await ethogram.export()).events).toHaveLength(7);
    expect(site.writtenAhead()).toEqual([]);
  },
);

test('what a newer version has stored is set aside, told, and never erased, not even when the log is tidied', async () => {
  const record = { v: 2, chunks: 'of another kind' };
  const checkpoint = { v: 2, state: 'of another kind' };
  const copy = { v: 2, files: 'of another kind' };
  const ahead = '{"v":2,"what":"of another kind"}';
  await fill(site.store, {
    log: [[1, record]],
    named: { visitor: { v: 2, id: 'somebody', more: true }, checkpoint, definitions: copy },
    writtenAhead: { 'ethogram:w:newer': ahead },
  });
  for (let day = 0; day < 3; day++) {
    const tab = await open();
    for (let times = 0; times < 50; times++) {
      tab.ethogram.track('view');
      await site.pass(1);
    }
    await Promise.all([tab.ethogram.flush(), site.pass(1_000)]);
    expect(tab.ethogram.metric('views')).toBe(50 * (day + 1));
    expect(tab.errors.map(({ code }) => code)).toEqual(['record-unreadable']);
    await site.close();
    site.clock.push(DAY);
  }
  expect((await site.store.read(0, 1))[0]).toEqual([1, record]);
  expect(await site.store.get('visitor')).toMatchObject({ v: 2, id: 'somebody', more: true });
  expect([await site.store.get('checkpoint'), await site.store.get('definitions')]).toEqual([
    checkpoint,
    copy,
  ]);
  expect(localStorage.getItem('ethogram:w:newer')).toBe(ahead);
});
