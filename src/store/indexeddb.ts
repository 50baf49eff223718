import { promisifyRequest, type UseStore } from 'idb-keyval';
import { connect, type Delay, STORE, within } from './connection.js';
import type { Store } from './types.js';

/** Milliseconds. */
const TRANSACTION = 10_000;
/** Pauses before trying once more. */
const PAUSES = [20, 60, 180];

/** Runs what may fail because the transaction has ended by itself. */
const ifLive = (run: () => void) => {
  try {
    run();
  } catch {
    // it has
  }
};

/**
 * The site's database of that name. Rejects if the browser has none to give, or does not answer.
 *
 * Transactions are committed at once: one that still waits for its page when that is gone loses its data in
 * Chromium, and in WebKit holds up the next page of the site.
 */
export const openIndexedDb = async (name: string, delay: Delay): Promise<Store> => {
  const connection = connect(name, delay);
  const live = new Set<IDBTransaction>();
  await connection.database();

  const attempt = async (mode: IDBTransactionMode, run: Parameters<UseStore>[1], open: boolean) => {
    const database = await connection.database();
    let transaction: IDBTransaction | undefined;
    let reason: unknown;
    try {
      transaction = database.transaction(STORE, mode, { durability: 'relaxed' });
      live.add(transaction);
      transaction.addEventListener('error', (event) => {
        event.preventDefault();
        reason = (event.target as IDBRequest).error;
        ifLive(() => transaction?.abort());
      });
      const result = run(transaction.objectStore(STORE));
      if (!open) transaction.commit();
      return await within(TRANSACTION, delay, result);
    } catch (error) {
      if (transaction) ifLive(() => transaction?.abort());
      else connection.close();
      // an aborted transaction rejects with null
      throw error ?? reason ?? transaction?.error ?? new Error('IndexedDB aborted the transaction');
    } finally {
      if (transaction) live.delete(transaction);
    }
  };

  /** `open`: the transaction makes a second request when the first is answered. */
  const using = (open: boolean): UseStore =>
    (async (mode, run) => {
      for (const pause of PAUSES) {
        try {
          return await attempt(mode, run, open);
        } catch {
          await new Promise<void>((resume) => delay(pause, resume));
        }
      }
      return attempt(mode, run, open);
    }) as UseStore;
  const use = using(false);

  return {
    append: (record) =>
      use('readwrite', async (store) => {
        const request = store.add(record);
        await promisifyRequest(store.transaction);
        return request.result as number;
      }),
    read: (after) =>
      use('readonly', async (store) => {
        const range = IDBKeyRange.bound(after, Number.POSITIVE_INFINITY, true);
        const [keys, records] = await Promise.all([
          promisifyRequest(store.getAllKeys(range)),
          promisifyRequest<unknown[]>(store.getAll(range)),
        ]);
        return { position: (keys.at(-1) as number | undefined) ?? after, records };
      }),
    get: (name) => use('readonly', (store) => promisifyRequest<unknown>(store.get(name))),
    update: (name, change) =>
      using(true)('readwrite', async (store) => {
        let value: unknown;
        let failure: unknown;
        const request = store.get(name);
        request.onsuccess = () => {
          try {
            value = change(request.result);
            store.put(value, name);
            store.transaction.commit();
          } catch (error) {
            // thrown from here it would reach the host's error handlers
            failure = error;
          }
        };
        await promisifyRequest(store.transaction);
        if (failure) throw failure;
        return value;
      }),
    clear: () =>
      use('readwrite', (store) => {
        store.clear();
        return promisifyRequest(store.transaction);
      }),
    leave() {
      for (const transaction of live) ifLive(() => transaction.commit());
    },
    close: connection.close,
  };
};

/** Deletes the database, if there is one. Tabs that have it open close it, and this waits for them. */
export const deleteIndexedDb = async (name: string): Promise<void> => {
  const request = indexedDB.deleteDatabase(name);
  request.addEventListener('error', (event) => event.preventDefault());
  await promisifyRequest(request);
};
