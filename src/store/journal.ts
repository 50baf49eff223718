import type { Event } from '../event/types.js';
import { failureOf } from './failure.js';
import type { Store } from './types.js';

/** Of one record. */
export const MOST_EVENTS = 100;
/** Characters. Chromium puts values over 64 KB into files of their own, which fail more often. */
export const LONGEST = 48 * 1024;
/** No event is longer than a sixth of that: so many fit in any case. */
const SURE = 5;
/** Kept while nothing can be written; the oldest go first. */
const MOST_WAITING = 10_000;

export interface Journal {
  /** Accepts an event, at once. It is stored when the write that takes it along is committed. */
  add(event: Event): void;
  /** Accepted and not yet stored. */
  unwritten(): readonly Event[];
  /** Resolves when all that was accepted is committed; rejects if it could not be. */
  flush(): Promise<void>;
  /** Writes no more until that is settled; if it rejects, until `rest` is called again. What comes is accepted all the same. */
  rest(until: Promise<unknown>): void;
  /** Drops what is not yet written, and writes no more. */
  stop(): void;
}

interface Hearers {
  /** A group was committed, at this position. */
  written(position: number): void;
  /** A write failed for good; its events stay for the next one, but for one that can never be written. True: that is now. */
  failed(error: unknown): Promise<boolean>;
}

/** How many of them make a record. */
const groupOf = (events: readonly Event[], most: number): number => {
  let count = Math.min(most, SURE);
  let room = LONGEST;
  if (events.length > count) for (const event of events.slice(0, count)) room -= JSON.stringify(event).length;
  while (count < Math.min(most, events.length)) {
    room -= JSON.stringify(events[count]).length;
    if (room < 0) break;
    count++;
  }
  return count;
};

/** Writes events in groups: one write is on its way, and what comes meanwhile rides with the next. */
export const createJournal = (
  store: Store,
  by: { readonly tab: string; readonly visitor: string },
  { written, failed }: Hearers,
): Journal => {
  let waiting: Event[] = [];
  let onTheWay: readonly Event[] = [];
  let writing: Promise<void> | undefined;
  let resting: Promise<unknown> | undefined;
  let isStopped = false;
  /** Smaller after a group that was too large, or of which one cannot be written. */
  let most = MOST_EVENTS;

  const writeGroup = async () => {
    onTheWay = waiting.splice(0, groupOf(waiting, most));
    const { length } = onTheWay;
    try {
      const position = await store.append({ v: 1, ...by, events: onTheWay });
      onTheWay = [];
      most = MOST_EVENTS;
      if (!isStopped) written(position);
    } catch (error) {
      if (isStopped) return;
      const kind = failureOf(error);
      const isLost = kind === 'invalid' && length === 1;
      if (!isLost) waiting.unshift(...onTheWay);
      onTheWay = [];
      if (kind === 'invalid' || kind === 'full') most = Math.max(1, length >> 1);
      if (kind === 'invalid' && !isLost) return;
      if (!(await failed(error)) && !isLost) throw error;
    }
  };
  const writeAll = async () => {
    try {
      while (waiting.length) {
        if (resting) await resting;
        else await writeGroup();
      }
    } finally {
      writing = undefined;
    }
  };
  const write = async () => {
    if (waiting.length) writing ??= writeAll();
    await writing;
  };

  return {
    add(event) {
      if (isStopped) return;
      waiting.push(event);
      if (waiting.length > MOST_WAITING) waiting.shift();
      write().catch(() => undefined);
    },
    unwritten: () => (isStopped ? [] : [...onTheWay, ...waiting]),
    flush: async () => {
      // those on the way do not ride with the write that is under way
      while (waiting.length || writing) await write();
    },
    rest(until) {
      resting = until;
      const goOn = () => {
        if (resting !== until) return;
        resting = undefined;
        return write();
      };
      until.then(goOn).catch(() => undefined);
    },
    stop() {
      isStopped = true;
      waiting = [];
    },
  };
};
