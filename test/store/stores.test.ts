import { IDBDatabase, IDBFactory, IDBKeyRange, IDBTransaction } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { delay } from '../../src/platform/browser.js';
import { deleteIndexedDb, openIndexedDb } from '../../src/store/indexeddb.js';
import { createMemoryStore } from '../../src/store/memory.js';
import { createSturdy } from '../../src/store/sturdy.js';
import type { LogRecord, Store } from '../../src/store/types.js';
import { type MakeStore, storeContract } from './contract.js';

const settle = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('IDBKeyRange', IDBKeyRange);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

let made = 0;
const stores: readonly [string, MakeStore][] = [
  ['memory', createMemoryStore],
  ['IndexedDB', () => openIndexedDb(`contract-${++made}`, delay)],
];

describe.each(stores)('a store in %s', (_, makeStore) => {
  test.each(Object.entries(storeContract(makeStore)))('%s', (_, run) => run());
});

describe('the IndexedDB store', () => {
  const record = (id: string): LogRecord => ({
    v: 1,
    tab: 't',
    visitor: 'x',
    events: [{ id, name: 'view', time: 1, session: 's', props: {} }],
  });
  const records = async (store: Store) => (await store.read(0, 100)).map(([, record]) => record);
  const open = () => createSturdy(openIndexedDb('shop', delay), delay);

  test('is read by the next page', async () => {
    const first = await open();
    const position = await first.append(record('a'));
    first.close();
    const second = await open();
    expect(await second.read(0, 10)).toEqual([[position, record('a')]]);
    second.close();
  });

  test('two tabs append to one log', async () => {
    const [one, other] = [await open(), await open()];
    const position = await one.append(record('a'));
    await other.append(record('b'));
    expect((await one.read(position, 10)).map(([, found]) => found)).toEqual([record('b')]);
    one.close();
    other.close();
  });

  test('rejects with a reason where the browser gives none', async () => {
    vi.stubGlobal('indexedDB', {
      open() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
    await expect(open().get('visitor')).rejects.toThrow('insecure');
  });

  test('rejects where the browser does not answer, and closes what comes too late', async () => {
    vi.useFakeTimers();
    const request = Object.assign(new EventTarget(), { result: { close: vi.fn() } });
    vi.stubGlobal('indexedDB', { open: () => request });
    const found = open().get('visitor');
    found.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(5_000);
    await expect(found).rejects.toThrow('did not answer');
    request.dispatchEvent(new Event('success'));
    expect(request.result.close).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });

  test('writes nothing of a group that cannot be written, and goes on', async () => {
    const store = await open();
    const bad = { v: 1, tab: 't', visitor: 'x', events: [() => 1] } as unknown as LogRecord;
    await expect(store.append(bad)).rejects.toThrow();
    await store.append(record('a'));
    expect(await records(store)).toEqual([record('a')]);
    store.close();
  });

  test('lets another tab delete the database, and opens it anew', async () => {
    const store = await open();
    await store.append(record('a'));
    await deleteIndexedDb('shop', delay);
    await store.append(record('b'));
    expect(await records(store)).toEqual([record('b')]);
    store.close();
  });

  test('D16: opens anew when the connection was closed under it', async () => {
    const store = await open();
    await store.get('visitor');
    const opened = vi.spyOn(indexedDB, 'open');
    const closed = new DOMException('The database connection is closing.', 'InvalidStateError');
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw closed;
    });
    await store.append(record('a'));
    expect(opened).toHaveBeenCalledOnce();
    expect(await records(store)).toEqual([record('a')]);
    store.close();
  });

  test('commits each write at once', async () => {
    const store = open();
    await store.get('visitor');
    const commit = vi.spyOn(IDBTransaction.prototype, 'commit');
    const appended = store.append(record('a'));
    await Promise.resolve();
    expect(commit).toHaveBeenCalledOnce();
    await appended;
    store.close();
  });

  test('leaves no transaction open when the page goes, not even one that reads', async () => {
    const store = open();
    await store.get('visitor');
    const commit = vi.spyOn(IDBTransaction.prototype, 'commit');
    const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const updated = store.update('visitor', () => 'x');
    const read = store.get('visitor');
    await Promise.resolve();
    expect([begun.mock.calls.length, commit.mock.calls.length]).toEqual([2, 1]);
    const abort = vi.spyOn(IDBTransaction.prototype, 'abort');
    store.leave();
    const late = store.append(record('a'));
    // it waits for a callback, and outside of that `commit` throws: all that is left is to give it up
    expect(abort.mock.instances[0]).toBe(begun.mock.results[0]?.value);
    await settle(50);
    expect(begun).toHaveBeenCalledTimes(2);

    store.resume();
    await Promise.all([updated, read, late]);
    expect(await records(store)).toEqual([record('a')]);
    store.close();
  });

  test('does not claim to have written what it was too late for', async () => {
    const store = await open();
    const updated = store.update('visitor', () => () => 'no JSON');
    await expect(updated).rejects.toThrow();
    expect(await store.get('visitor')).toBeUndefined();
    store.close();
  });

  test('does not open again once it is closed', async () => {
    const store = await open();
    store.close();
    const opened = vi.spyOn(indexedDB, 'open');
    await expect(store.append(record('a'))).rejects.toThrow('closed');
    expect(opened).not.toHaveBeenCalled();
  });

  test('nothing is made by deleting what is not there', async () => {
    await deleteIndexedDb('nobody', delay);
    expect(await indexedDB.databases()).toEqual([]);
  });
});
