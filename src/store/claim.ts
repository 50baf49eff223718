import { isObject } from '../base/json.js';
import { HOUR } from '../base/time.js';
import type { Store } from './types.js';

/** Who claims something. */
export interface Claimant {
  readonly visitor?: string | undefined;
  /** Once in each visit; left out: once for ever. */
  readonly session?: string | undefined;
  /** Epoch milliseconds. */
  readonly time: number;
}

/**
 * Whether this is the first to ask for something that may happen once, in all tabs and on all pages. At most one is
 * told so: if an answer gets lost, it happens never. A claim from more than an hour ahead was made by a clock that was
 * wrong, and counts for nothing.
 */
export const claim = async (
  store: Store,
  key: string,
  { visitor, session, time }: Claimant,
): Promise<boolean> => {
  let isFirst = false;
  await store.update(`claim:${key}`, (old) => {
    isFirst =
      !isObject(old) ||
      old.visitor !== visitor ||
      old.session !== session ||
      (old.time as number) > time + HOUR;
    return isFirst ? { v: 1, visitor, session, time } : old;
  });
  return isFirst;
};
