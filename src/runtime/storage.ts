import { delay } from '../platform/browser.js';
import { deleteIndexedDb, openIndexedDb } from '../store/indexeddb.js';
import type { Store } from '../store/types.js';

/** Where things are kept between pages. */
export interface Storage {
  /** Rejects if the browser has none to give. */
  open(): Promise<Store>;
  /** Nothing is left of it, and nothing is made in order to find that out. */
  destroy(): Promise<void>;
}

/** Undefined: nowhere. */
export const storageOf = (option: 'indexeddb' | 'memory' | Store, name: string): Storage | undefined => {
  if (option === 'memory') return undefined;
  if (option === 'indexeddb')
    return { open: () => openIndexedDb(name, delay), destroy: () => deleteIndexedDb(name) };
  return { open: async () => option, destroy: () => option.clear() };
};
