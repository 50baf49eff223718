import { claim } from '../store/claim.js';
import type { Store } from '../store/types.js';
import type { Report } from './reports.js';

/** How often a listener runs. */
export interface Once {
  /**
   * For how long it runs at most once: for the visitor, in all tabs and on all pages; in a visit; on this page. It is
   * claimed in the store before it runs, so a crash in between means never. Where nothing is stored: once a page.
   */
  readonly once: 'visitor' | 'session' | 'page';
  /** Listeners with one key share their once, also on other pages. @default the type and the segment: `enter:vip` */
  readonly key?: string;
}

interface Parts {
  readonly report: Report;
  now(): number;
  /** The visit that goes on, or the last one. */
  session(): string | undefined;
}

export interface Claims {
  /** From now on claims are kept there; so are those made before, of a visitor that was not stored yet. */
  keepIn(store: Store, visitor: string | undefined, isStored: boolean): void;
  /** The visitor is forgotten. */
  forget(): void;
  /** Whether it is the first to ask. */
  isFirst(once: Once['once'], key: string): Promise<boolean>;
}

/** What may happen once: known here at once, and in the store for all tabs. */
export const createClaims = ({ report, now, session }: Parts): Claims => {
  /** With the visit in which it was claimed. */
  const here = new Map<string, string | undefined>();
  let store: Store | undefined;
  let whose: string | undefined;

  const ask = async (key: string) => {
    try {
      const claimant = { visitor: whose, session: here.get(key), time: Math.floor(now()) };
      return !!store && (await claim(store, key, claimant));
    } catch (error) {
      report('storage-failed', `'${key}' could not be claimed, and does not run`, error);
      return false;
    }
  };

  return {
    keepIn(next, visitor, isStored) {
      if (isStored && whose !== visitor) {
        if (whose) here.clear();
        whose = visitor;
      }
      store = next;
      for (const key of here.keys()) if (!key.startsWith('page:')) ask(key);
    },
    forget() {
      here.clear();
      whose = undefined;
    },
    async isFirst(once, what) {
      const key = `${once}:${what}`;
      const visit = once === 'session' ? session() : undefined;
      if (here.has(key) && here.get(key) === visit) return false;
      here.set(key, visit);
      return once === 'page' || ask(key);
    },
  };
};
