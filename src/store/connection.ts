import { promisifyRequest } from 'idb-keyval';
import type { Undo } from '../base/listen.js';

/** Everything lies in one object store: chunks of the log under whole numbers, named records under their names. */
export const STORE = 'ethogram';

/** Milliseconds. */
const OPENING = 5_000;

/** Calls back after so many milliseconds of real time. */
export type Delay = (milliseconds: number, run: () => void) => Undo;

/** Rejects if there is no answer in time. */
export const within = <T>(milliseconds: number, delay: Delay, answer: PromiseLike<T> | T): Promise<T> =>
  new Promise((resolve, reject) => {
    const undo = delay(milliseconds, () =>
      reject(new Error(`IndexedDB did not answer in ${milliseconds} ms`)),
    );
    Promise.resolve(answer).then(resolve, reject).finally(undo);
  });

const open = async (name: string, delay: Delay): Promise<IDBDatabase> => {
  // throws in a sandboxed frame, or where the visitor blocks site data
  const request = indexedDB.open(name, 1);
  let late = false;
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { autoIncrement: true });
  // Firefox tells the page's own error handlers of every error that nobody prevents
  request.addEventListener('error', (event) => event.preventDefault());
  // a connection that nobody waits for any more would hold up others
  request.addEventListener('success', () => late && request.result.close());
  try {
    return await within(OPENING, delay, promisifyRequest(request));
  } catch (error) {
    late = true;
    throw error;
  }
};

export interface Connection {
  database(): Promise<IDBDatabase>;
  close(): void;
}

/** One open database, opened again when it was closed under us. A failed opening is not remembered. */
export const connect = (name: string, delay: Delay): Connection => {
  let opening: Promise<IDBDatabase> | undefined;
  const close = () => {
    opening?.then(
      (database) => database.close(),
      () => undefined,
    );
    opening = undefined;
  };
  return {
    database() {
      if (!opening) {
        const mine = open(name, delay);
        opening = mine;
        const forget = () => {
          if (opening === mine) opening = undefined;
        };
        mine.then((database) => {
          database.onclose = forget;
          // another tab deletes it, and whoever holds on blocks that
          database.onversionchange = () => {
            forget();
            database.close();
          };
        }, forget);
      }
      return opening;
    },
    close,
  };
};
