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
  readonly key?: string | undefined;
}

export interface Claimants {
  readonly report: Report;
  now(): number;
  /** Where claims are kept. */
  store(): Store | undefined;
  visitor(): string | undefined;
  /** The visit that goes on, or the last one. */
  session(): string | undefined;
}

/** Answers whether it is the first to ask for what may happen once. On one page nobody is twice, whoever sits there. */
export const createClaims = ({ report, now, store, visitor, session }: Claimants) => {
  const claimed = new Set<string>();
  return async (once: Once['once'], what: string): Promise<boolean> => {
    const key = `${once}:${what}`;
    const visit = once === 'session' ? session() : '';
    const into = store();
    if (claimed.size === claimed.add(key + visit).size) return false;
    if (once === 'page') return true;
    try {
      return (
        !!into && (await claim(into, key, { visitor: visitor(), session: visit, time: Math.floor(now()) }))
      );
    } catch (error) {
      report('storage-failed', `'${key}' cannot be claimed, and does not run`, error);
      return false;
    }
  };
};
