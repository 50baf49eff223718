import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { delay } from '../../src/platform/browser.js';
import { claim } from '../../src/store/claim.js';
import { openIndexedDb } from '../../src/store/indexeddb.js';
import { createMemoryStore } from '../../src/store/memory.js';
import { createSturdy } from '../../src/store/sturdy.js';
import { createFaulty } from './faulty.js';

const NOW = Date.UTC(2026, 0, 5);
const HOUR = 3_600_000;

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('IDBKeyRange', IDBKeyRange);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('what may happen once', () => {
  test('is claimed by one of four tabs that ask at the same time, and by nobody later', async () => {
    const tabs = [1, 2, 3, 4].map(() => openIndexedDb('shop', delay));
    const answers = await Promise.all(tabs.map((store) => claim(store, 'banner', { time: NOW })));
    expect(answers.filter(Boolean)).toHaveLength(1);
    for (const store of tabs) store.close();
    const next = openIndexedDb('shop', delay);
    expect([
      await claim(next, 'banner', { time: NOW + HOUR }),
      await claim(next, 'other', { time: NOW }),
    ]).toEqual([false, true]);
    await next.clear();
    expect(await claim(next, 'banner', { time: NOW })).toBe(true);
    next.close();
  });

  test('in a visit is claimed once in each; for a visitor, by nobody else', async () => {
    const store = createMemoryStore();
    const ask = (visitor: string, session?: string) => claim(store, 'a', { visitor, session, time: NOW });
    expect([await ask('v', 's1'), await ask('v', 's1'), await ask('v', 's2')]).toEqual([true, false, true]);
    expect([await ask('w', 's2'), await ask('w', 's2')]).toEqual([true, false]);
  });

  test('in memory is claimed once a page', async () => {
    const store = createMemoryStore();
    expect([await claim(store, 'a', { time: NOW }), await claim(store, 'a', { time: NOW })]).toEqual([
      true,
      false,
    ]);
  });

  test('was claimed by a clock that was ahead: can be claimed again when that is set right', async () => {
    const store = createMemoryStore();
    await claim(store, 'a', { time: NOW + 2 * HOUR });
    expect([await claim(store, 'a', { time: NOW }), await claim(store, 'a', { time: NOW })]).toEqual([
      true,
      false,
    ]);
  });

  test('does not happen twice where a store says that it failed and did not', async () => {
    const memory = createMemoryStore();
    const store = createSturdy(
      createFaulty(memory, (call) => (call === 1 ? 'lies' : undefined)),
      delay,
    );
    expect([await claim(store, 'a', { time: NOW }), await claim(store, 'a', { time: NOW })]).toEqual([
      false,
      false,
    ]);
  });
});
