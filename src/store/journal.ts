import type { Event } from '../event/types.js';
import type { Store } from './types.js';

const MOST_EVENTS = 100;
/** Kept while nothing can be written; the oldest go first. */
const MOST_WAITING = 10_000;

export interface Journal {
  /** Accepts an event, at once. It is stored when the write that takes it along is committed. */
  add(event: Event): void;
  /** Accepted and not yet stored. */
  unwritten(): readonly Event[];
  /** Resolves when all that was accepted is committed; rejects if it could not be. */
  flush(): Promise<void>;
  /** Writes no more, because of what went wrong; what comes is accepted all the same. */
  rest(why: unknown): void;
  /** Drops what is not yet written, and writes no more. */
  stop(): void;
}

/**
 * Writes events in groups: one write is on its way, and what comes meanwhile rides with the next. `onWritten` hears
 * of each commit's position, `onFailure` of each write that failed for good; its events stay for the next one.
 */
export const createJournal = (
  store: Store,
  tab: string,
  onWritten: (position: number) => void,
  onFailure: (error: unknown) => void,
): Journal => {
  let waiting: Event[] = [];
  let onTheWay: readonly Event[] = [];
  let writing: Promise<void> | undefined;
  let isStopped = false;
  let resting: { readonly why: unknown } | undefined;

  const writeGroup = async () => {
    const events = waiting.splice(0, MOST_EVENTS);
    onTheWay = events;
    try {
      const position = await store.append({ v: 1, tab, events });
      onTheWay = [];
      onWritten(position);
    } catch (error) {
      onTheWay = [];
      if (!isStopped) waiting.unshift(...events);
      onFailure(error);
      throw error;
    }
  };
  const writeAll = async () => {
    try {
      while (waiting.length) {
        if (resting) throw resting.why;
        await writeGroup();
      }
    } finally {
      writing = undefined;
    }
  };
  const write = () => {
    writing ??= writeAll();
    return writing;
  };

  return {
    add(event) {
      if (isStopped) return;
      waiting.push(event);
      if (waiting.length > MOST_WAITING) waiting.shift();
      write().catch(() => undefined);
    },
    unwritten: () => [...onTheWay, ...waiting],
    flush: async () => {
      // those on the way do not ride with the write that is under way
      while (waiting.length || writing) await write();
    },
    rest(why) {
      resting = { why };
    },
    stop() {
      isStopped = true;
      waiting = [];
    },
  };
};
