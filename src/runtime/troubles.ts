import { failureOf } from '../store/failure.js';
import type { Archive } from './archive.js';
import type { Report } from './reports.js';

/** After this many failed writes in a row no more are tried until the page is shown again. */
const MOST_IN_A_ROW = 3;
/** How often a page makes room for itself. */
const MOST_ROOMS = 3;

export interface Troubles {
  /** Writes that failed. */
  count(): number;
  /** The last write failed. */
  areThere(): boolean;
  /** So often that writing has ended. */
  areTooMany(): boolean;
  /** A write went well. */
  end(): void;
  /** A write failed. True: try it again now. */
  meet(error: unknown, archive: Archive | undefined): Promise<boolean>;
}

/** What is done about writes that fail: each kind is told once, and met in its own way. */
export const createTroubles = (report: Report): Troubles => {
  let count = 0;
  let inARow = 0;
  let rooms = MOST_ROOMS;
  return {
    count: () => count,
    areThere: () => inARow > 0,
    areTooMany: () => inARow >= MOST_IN_A_ROW,
    end() {
      inARow = 0;
    },
    async meet(error, archive) {
      const kind = failureOf(error);
      count++;
      if (kind === 'invalid') {
        report('invalid-event', 'An event cannot be stored', error);
        return false;
      }
      if (kind === 'full') {
        report('storage-full', 'The oldest events are given up', error);
        if (rooms-- > 0)
          try {
            await archive?.makeRoom();
            return true;
          } catch {
            // not even that
          }
      } else report('storage-failed', 'A write failed; the next event tries it again', error);
      inARow = kind === 'transient' ? inARow + 1 : MOST_IN_A_ROW;
      if (inARow < MOST_IN_A_ROW) return false;
      archive?.rest(Promise.reject(error));
      report('storage-unavailable', 'Kept in memory: writing failed again and again', error);
      return false;
    },
  };
};
