import type { Event } from '../event/types.js';
import type { Store } from './types.js';

const MOST_EVENTS = 100;

export interface Journal {
  /** Accepts an event, at once. It is stored when the write that takes it along is committed. */
  add(event: Event): void;
  /** Accepted and not yet stored. */
  unwritten(): readonly Event[];
  /** Resolves when all that was accepted is committed; rejects if it could not be. */
  flush(): Promise<void>;
  /** The page may go: writes out what waits for its turn, and commits. */
  leave(): void;
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
  const onTheWay = new Set<readonly Event[]>();
  let writing: Promise<void> | undefined;
  let isStopped = false;

  const writeGroup = async () => {
    const events = waiting.splice(0, MOST_EVENTS);
    onTheWay.add(events);
    try {
      onWritten(await store.append({ v: 1, tab, events }));
    } catch (error) {
      if (!isStopped) waiting.unshift(...events);
      onFailure(error);
      throw error;
    } finally {
      onTheWay.delete(events);
    }
  };
  const writeAll = async () => {
    try {
      while (waiting.length) await writeGroup();
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
      write().catch(() => undefined);
    },
    unwritten: () => [...[...onTheWay].flat(), ...waiting],
    flush: async () => {
      // those on the way do not ride with the write that is under way
      while (waiting.length || writing) await write();
    },
    leave() {
      while (waiting.length) writeGroup().catch(() => undefined);
      store.leave();
    },
    stop() {
      isStopped = true;
      waiting = [];
    },
  };
};
