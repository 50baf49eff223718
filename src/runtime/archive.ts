import type { Json } from '../base/json.js';
import type { Event } from '../event/types.js';
import { createJournal } from '../store/journal.js';
import type { Store } from '../store/types.js';
import type { Session } from '../visitor/session.js';
import { type Checkpoint, eventsIn, isCheckpoint, type Recalled, visitorIn } from './recall.js';

/** The visitor's log and checkpoint in a store. */
export interface Archive {
  readonly store: Store;
  add(event: Event): void;
  unwritten(): number;
  /** What other tabs wrote since; undefined if the log is another visitor's by now. */
  readNew(): Promise<readonly Event[] | undefined>;
  readAll(): Promise<readonly Event[]>;
  /** Writes a checkpoint of all that is in the log. Waits for the journal, and for nothing if there is news again by then. */
  save(
    state: () => { readonly snapshot: Json; readonly session: Session | undefined } | undefined,
  ): Promise<void>;
  flush(): Promise<void>;
  leave(): void;
  /** Writes no more. */
  stop(): void;
}

interface Hearers {
  /** A group was committed. */
  written(): void;
  failed(error: unknown): void;
  /** So many records of the log are none of ours. */
  bad(count: number): void;
}

export const createArchive = (
  store: Store,
  { visitorId, position: start }: Recalled,
  tab: string,
  { written, failed, bad }: Hearers,
): Archive => {
  let position = start;
  const journal = createJournal(
    store,
    tab,
    (at) => {
      // the next one is ours: nothing of other tabs lies between
      if (at === position + 1) position = at;
      written();
    },
    failed,
  );
  return {
    store,
    add: journal.add,
    unwritten: () => journal.unwritten().length,
    async readNew() {
      const reading = await store.read(position);
      if ((await visitorIn(store)) !== visitorId) return undefined;
      position = Math.max(position, reading.position);
      return eventsIn(reading.records, bad);
    },
    async readAll() {
      const waiting = journal.unwritten();
      return [...eventsIn((await store.read(0)).records, bad), ...waiting];
    },
    async save(state) {
      await journal.flush();
      const now = state();
      if (!now || journal.unwritten().length) return;
      const checkpoint: Checkpoint = { v: 1, visitor: visitorId, position, ...now };
      await store.update('checkpoint', (old) =>
        isCheckpoint(old, visitorId) && old.position > position ? old : checkpoint,
      );
    },
    flush: journal.flush,
    leave: journal.leave,
    stop: journal.stop,
  };
};
