import { promisifyRequest } from 'idb-keyval';
import { type Delay, within } from './sturdy.js';
import type { Entry, Store } from './types.js';

/** Everything lies in one object store: chunks of the log under whole numbers, named records under their names. */
const STORE = 'ethogram';

/** Milliseconds. */
const OPENING = 5_000;
const DELETING = 10_000;

/** Runs what may fail because the transaction has ended by itself. */
const ifLive = (run: () => void) => {
  try {
    run();
  } catch {
    // it has
  }
};

const open = async (name: string, delay: Delay): Promise<IDBDatabase> => {
  // throws in a sandboxed frame, or where the visitor blocks site data
  const request = indexedDB.open(name, 1);
  let late = false;
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { autoIncrement: true });
  // Firefox tells the page's own error handlers of every error that nobody prevents
  request.addEventListener('error', (event) => event.preventDefault());
  request.addEventListener('success', () => {
    // another tab deletes it, and whoever holds on blocks that
    request.result.onversionchange = () => request.result.close();
    // a connection that nobody waits for any more would hold up others
    if (late) request.result.close();
  });
  try {
    return await within(OPENING, delay, promisifyRequest(request));
  } catch (error) {
    late = true;
    throw error;
  }
};

/** Reads, and writes what comes of it, in one transaction. */
const change = async <T>(store: IDBObjectStore, reading: IDBRequest<T>, write: (found: T) => void) => {
  let failure: unknown;
  reading.onsuccess = () => {
    try {
      write(reading.result);
      store.transaction.commit();
    } catch (error) {
      // thrown from here it would reach the host's error handlers
      failure = error;
      ifLive(() => store.transaction.abort());
    }
  };
  const ended = promisifyRequest(store.transaction);
  await ended.catch((error) => {
    failure ??= error ?? new DOMException('Aborted', 'AbortError');
  });
  if (failure) throw failure;
};

/**
 * The site's database of that name, opened when it is first used. Where the browser has none to give, or does not
 * answer, everything rejects.
 *
 * Transactions are committed at once: one that still waits for its page when that is gone loses its data in
 * Chromium, and in WebKit holds up the next page of the site (jakearchibald/idb-keyval#180). There a write that is
 * started when the page goes is lost in any case, so none is: that is what the write-ahead is for.
 */
export const openIndexedDb = (name: string, delay: Delay): Store => {
  let opening: Promise<IDBDatabase> | undefined;
  const live = new Set<IDBTransaction>();
  /** Resolves when the page is there again; undefined while it is. */
  let away: Promise<void> | undefined;
  let resume: () => void = () => undefined;
  let isClosed = false;
  const disconnect = () => {
    opening?.then(
      (database) => database.close(),
      () => undefined,
    );
    opening = undefined;
  };

  /** `staysOpen`: the transaction makes a second request when the first is answered, and commits itself. */
  const use = async <T>(
    mode: IDBTransactionMode,
    run: (store: IDBObjectStore) => Promise<T>,
    staysOpen?: boolean,
  ): Promise<T> => {
    let transaction: IDBTransaction | undefined;
    let reason: unknown;
    try {
      while (away) await away;
      if (isClosed) throw new Error('The store is closed');
      opening ??= open(name, delay);
      const database = await opening;
      while (away) await away;
      transaction = database.transaction(STORE, mode, { durability: 'relaxed' });
      live.add(transaction);
      transaction.addEventListener('error', (event) => {
        event.preventDefault();
        reason = (event.target as IDBRequest).error;
        ifLive(() => transaction?.abort());
      });
      const result = run(transaction.objectStore(STORE));
      if (!staysOpen) transaction.commit();
      return await result;
    } catch (error) {
      if (transaction) ifLive(() => transaction?.abort());
      // not there, or closed under us: opened anew the next time
      else disconnect();
      // an aborted transaction rejects with null
      throw error ?? reason ?? new Error('IndexedDB aborted the transaction');
    } finally {
      if (transaction) live.delete(transaction);
    }
  };

  return {
    append: (record) =>
      use('readwrite', async (store) => {
        const request = store.add(record);
        await promisifyRequest(store.transaction);
        return request.result as number;
      }),
    read: (after, most) =>
      use('readonly', async (store): Promise<Entry[]> => {
        const range = IDBKeyRange.bound(after, Number.POSITIVE_INFINITY, true);
        const [keys, records] = await Promise.all([
          promisifyRequest(store.getAllKeys(range, most)),
          promisifyRequest<unknown[]>(store.getAll(range, most)),
        ]);
        return keys.map((key, index) => [key as number, records[index]]);
      }),
    rewrite: (after, through, make) =>
      use(
        'readwrite',
        (store) => {
          const range = IDBKeyRange.bound(after, through, true);
          const keys = store.getAllKeys(range);
          return change(store, store.getAll(range), (records) => {
            const entries = make(records.map((record, index) => [keys.result[index] as number, record]));
            store.delete(range);
            for (const [position, record] of entries) store.put(record, position);
          });
        },
        true,
      ),
    get: (name) => use('readonly', (store) => promisifyRequest<unknown>(store.get(name))),
    update: (name, make) =>
      use(
        'readwrite',
        async (store) => {
          let value: unknown;
          await change(store, store.get(name), (old) => {
            value = make(old);
            store.put(value, name);
          });
          return value;
        },
        true,
      ),
    clear: () =>
      use('readwrite', (store) => {
        store.clear();
        return promisifyRequest(store.transaction);
      }),
    leave() {
      away ??= new Promise((resolve) => {
        resume = resolve;
      });
      // what is not committed yet waits for a callback, in which alone it could be: WebKit would keep it for ever
      for (const transaction of live) ifLive(() => transaction.abort());
    },
    resume() {
      away = undefined;
      resume();
    },
    close() {
      isClosed = true;
      disconnect();
    },
  };
};

/** Whether there is no database of that name. A browser that cannot say says no. */
export const isNoIndexedDb = async (name: string): Promise<boolean> => {
  try {
    return !(await indexedDB.databases()).some((database) => database.name === name);
  } catch {
    return false;
  }
};

/** Deletes the database, if there is one. Tabs that have it open close it, and this waits for them. */
export const deleteIndexedDb = async (name: string, delay: Delay): Promise<void> => {
  const request = indexedDB.deleteDatabase(name);
  request.addEventListener('error', (event) => event.preventDefault());
  await within(DELETING, delay, promisifyRequest(request));
};
