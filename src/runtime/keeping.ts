import type { ErrorCode } from '../base/errors.js';
import type { Event } from '../event/types.js';
import { joinTabs, type Tabs } from '../platform/tabs.js';
import type { Permission } from '../privacy/consent.js';
import { createMemoryStore } from '../store/memory.js';
import type { Store } from '../store/types.js';
import { type Archive, createArchive } from './archive.js';
import type { Health } from './handle.js';
import type { Pipeline } from './pipeline.js';
import { type Recalled, recall } from './recall.js';
import type { Storage } from './storage.js';

/** After this many failed writes in a row no more are tried on this page. */
const MOST_FAILURES = 3;

interface Parts {
  /** Of the database, and of the tabs' channel. */
  readonly name: string;
  readonly storage: Storage | undefined;
  readonly pipeline: Pipeline;
  newId(): string;
  report(code: ErrorCode, message: string, cause?: unknown): void;
  /** The pipeline goes on, in this archive; `known` is undefined or resolves when the memberships are. */
  begun(archive: Archive, known: Promise<void> | undefined): void;
}

export interface Keeping {
  /** Keeps as permitted from now on: moves what is in memory into storage, or erases what is stored. */
  permit(permission: Permission): Promise<void>;
  /** Forgets everything and begins with a new visitor. */
  erase(): Promise<void>;
  /** Takes in what other tabs wrote. */
  readAgain(): Promise<void>;
  /** The page may go: commits what is under way. It hears of other tabs when it reads again. */
  leave(): void;
  health(): Omit<Health, 'events' | 'unwritten'>;
  stop(): void;
}

/** Decides where what happens is kept: in the browser's storage, in memory, or not at all. */
export const createKeeping = ({ name, storage, pipeline, newId, report, begun }: Parts): Keeping => {
  const tab = newId();
  let keep: Permission['keep'] | undefined;
  let state: Health['state'] = 'memory';
  let failures = 0;
  let inARow = 0;
  let store: Store | undefined;
  let tabs: Tabs | undefined;
  /** Counts decisions: an opening that answers after the next one is too late. */
  let turn = 0;

  const failed = (error: unknown) => {
    failures++;
    state = 'degraded';
    report('storage-failed', `A write failed and is tried again with the next event: ${error}`, error);
    if (++inARow < MOST_FAILURES) return;
    pipeline.archive()?.stop();
    state = 'memory';
    report('storage-unavailable', 'Writing failed again and again: this visit is kept in memory.', error);
  };

  const bad = (count: number) =>
    report('record-unreadable', `${count} record(s) of the log are none of ours and were left out.`);

  const begin = (into: Store, recalled: Recalled, kept: readonly Event[]) => {
    failures = 0;
    inARow = 0;
    const archive = createArchive(into, recalled, tab, {
      written() {
        inARow = 0;
        if (state === 'degraded') state = 'persistent';
        tabs?.tell();
      },
      failed,
      bad,
    });
    begun(archive, pipeline.begin(archive, recalled, kept));
  };

  const inMemory = (kept: readonly Event[] = []) => {
    state = 'memory';
    begin(createMemoryStore(), { visitorId: newId(), session: undefined, events: [], position: 0 }, kept);
  };

  const inStorage = async (kept: readonly Event[] = []) => {
    const mine = ++turn;
    pipeline.hold();
    try {
      const opened = store ?? (await (storage as Storage).open());
      if (mine !== turn) return opened.close();
      store = opened;
      const recalled = await recall(opened, newId(), bad);
      if (mine !== turn) return;
      state = 'persistent';
      begin(opened, recalled, kept);
      join();
      tabs?.tell();
    } catch (error) {
      if (mine !== turn) return;
      report('storage-unavailable', `Nothing can be stored, this visit is kept in memory: ${error}`, error);
      inMemory(kept);
    }
  };

  const leaveTabs = () => {
    tabs?.leave();
    tabs = undefined;
  };

  const leaveStorage = () => {
    turn++;
    pipeline.archive()?.stop();
    leaveTabs();
    store?.close();
    store = undefined;
  };

  const join = () => {
    tabs ??= joinTabs(name, readAgain);
  };

  const readAgain = async () => {
    if (!store) return;
    join();
    try {
      const events = await pipeline.archive()?.readNew();
      if (events) pipeline.adopt(events);
      else await inStorage();
    } catch (error) {
      report('storage-failed', `What other tabs wrote could not be read: ${error}`, error);
    }
  };

  return {
    async permit(permission) {
      const before = keep;
      keep = permission.keep;
      if (keep === before) return;
      if (keep === 'stored' && storage) {
        pipeline.hold();
        const kept = (before === 'memory' && (await pipeline.archive()?.readAll())) || [];
        // an event may be read and still count as unwritten
        await inStorage([...new Map(kept.map((event) => [event.id, event])).values()]);
      } else if (keep !== 'nothing') {
        if (store || !before || before === 'nothing') {
          leaveStorage();
          inMemory();
        }
      } else {
        leaveStorage();
        inMemory();
        await storage?.destroy().catch(() => undefined);
      }
    },
    async erase() {
      pipeline.hold();
      const archive = pipeline.archive();
      archive?.stop();
      if (!store) return inMemory();
      try {
        await store.clear();
      } finally {
        await inStorage();
      }
    },
    readAgain,
    leave() {
      pipeline.archive()?.leave();
      // a message to a page in the back/forward cache would end its sleep
      leaveTabs();
    },
    health: () => ({ state, failures }),
    stop: leaveStorage,
  };
};
