import { isObject } from '../base/json.js';
import { HOUR } from '../base/time.js';
import type { Store } from './types.js';

/**
 * Whether this is the first to ask for something that may happen once, in all tabs and on all pages. At most one is
 * told so: if an answer gets lost, it happens never. A claim from more than an hour ahead was made by a clock that was
 * wrong, and counts for nothing; `now` is epoch milliseconds.
 */
export const claim = async (store: Store, key: string, now: number): Promise<boolean> => {
  let isFirst = false;
  await store.update(`claim:${key}`, (old) => {
    isFirst = !isObject(old) || (old.time as number) > now + HOUR;
    return isFirst ? { v: 1, time: now } : old;
  });
  return isFirst;
};
