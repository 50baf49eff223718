import { canonical, isObject } from '../base/json.js';
import type { Event } from '../event/types.js';
import { mirrorOf } from './mirror.js';

/** Characters of one page's text: localStorage is small, and the host's. */
const LONGEST = 64 * 1024;

/** What was accepted and is not yet stored. */
export interface Rest {
  /** Whose it is, if that is known yet. */
  readonly visitor?: string | null | undefined;
  readonly events: readonly Event[];
  /** So many of the last: it is not yet known which session they belong to. */
  readonly held: number;
}

/**
 * Keeps in localStorage what would be lost with the page: that alone is written before the page is gone. What a page
 * left there is taken up by the next one. None of it ever throws; where there is no localStorage nothing is kept.
 */
export interface WriteAhead {
  /** Puts the rest in the place of the last one; the newest of it, if there is too much. What was taken up is then ours. */
  write(rest: Rest): void;
  /** What other pages left, which stays there until the next `write`. `bad` hears how many texts cannot be read. */
  takeUp(bad: (count: number) => void): readonly Rest[];
  /** Forgets everything, of every page, and notes that the store is to forget, too: it may not answer today. */
  bury(): void;
  /** The store has not forgotten yet. To be asked early: Firefox keeps what a closing tab writes only if it has looked here before. */
  isBuried(): boolean;
  /** It has. */
  unbury(): void;
}

const ifAllowed = <T>(run: () => T): T | undefined => {
  try {
    return run();
  } catch {
    // the visitor blocks site data, the frame is a sandbox, or the storage is full
    return undefined;
  }
};

/** `name` is the database's; `tab` holds no colon. */
export const createWriteAhead = (name: string, tab: string): WriteAhead => {
  const prefix = `${name}:w:`;
  const own = prefix + tab;
  const grave = `${name}:forget`;
  let isThere = false;
  let taken: string[] = [];

  const keys = () =>
    Object.keys(localStorage).filter((key) => key.startsWith(prefix) && !key.includes(':', prefix.length));
  const remove = (keys: readonly string[]) => {
    for (const key of keys) localStorage.removeItem(key);
  };

  /** While IndexedDB is unwell the rest is written with each event. */
  const texts = new WeakMap<Event, string>();
  /** A host's `toJSON` on every array, as of Prototype.js, is not asked. */
  const textOf = ({ visitor, events, held }: Rest) => {
    const newest: string[] = [];
    let room = LONGEST - 100;
    for (const event of [...events].reverse()) {
      const text = texts.get(event) ?? canonical(event);
      texts.set(event, text);
      room -= text.length + 1;
      if (room < 0) break;
      newest.unshift(text);
    }
    return `{"v":1,"visitor":${canonical(visitor)},"held":${held},"events":[${newest}]}`;
  };

  return {
    write(rest) {
      const isEmpty = !rest.events.length;
      if (isEmpty && !isThere && !taken.length) return;
      ifAllowed(() => {
        if (isEmpty) localStorage.removeItem(own);
        else localStorage.setItem(own, textOf(rest));
        isThere = !isEmpty;
        remove(taken);
        taken = [];
      });
    },
    takeUp: (bad) =>
      ifAllowed(() => {
        const rests: Rest[] = [];
        for (const key of keys()) {
          if (key === own) continue;
          const text = localStorage.getItem(key) ?? '';
          const found: unknown = text.length <= LONGEST && ifAllowed(() => JSON.parse(text));
          if (isObject(found) && found.v === 1 && Array.isArray(found.events)) {
            taken.push(key);
            rests.push(found as unknown as Rest);
          } else {
            bad(1);
            // a newer version's is left to that
            if (!(isObject(found) && (found.v as number) > 1)) remove([key]);
          }
        }
        return rests;
      }) ?? [],
    bury() {
      isThere = false;
      taken = [];
      ifAllowed(() => {
        remove([...keys(), mirrorOf(name)]);
        localStorage.setItem(grave, '');
      });
    },
    isBuried: () => ifAllowed(() => localStorage.getItem(grave)) === '',
    unbury: () => ifAllowed(() => localStorage.removeItem(grave)),
  };
};
