import { EthogramError } from '../base/errors.js';
import type { Undo } from '../base/listen.js';
import type { Event } from '../event/types.js';
import { delay, whenIdle } from '../platform/browser.js';
import { joinTabs, type Tabs } from '../platform/tabs.js';
import type { Permission } from '../privacy/consent.js';
import { deleteIndexedDb, openIndexedDb } from '../store/indexeddb.js';
import { createMemoryStore } from '../store/memory.js';
import type { Store } from '../store/types.js';
import { type Archive, createArchive, type Recalled, recall } from './archive.js';
import type { Health } from './handle.js';
import type { Pipeline } from './pipeline.js';
import type { Report } from './reports.js';

/** After this many failed writes in a row no more are tried on this page. */
const MOST_FAILURES = 3;
/** So many events are worth a checkpoint; the next page has no more than these to go through. */
const WORTH = 32;

interface Parts {
  /** Of the database, and of the tabs' channel. */
  readonly name: string;
  readonly storage: 'indexeddb' | 'memory' | Store;
  readonly pipeline: Pipeline;
  readonly report: Report;
  newId(): string;
  /** From now on things are kept in this store. */
  begun(store: Store): void;
}

export interface Keeping {
  /** Keeps as permitted from now on: moves what is in memory into storage, or erases what is stored. */
  permit(permission: Permission): void;
  /** Forgets everything and begins with a new visitor. */
  erase(): Promise<void>;
  /** All that happened, as far as it is kept. */
  readAll(): Promise<readonly Event[]>;
  /** Takes in what other tabs wrote. */
  readAgain(): Promise<void>;
  /** Something happened that the last checkpoint does not hold; `weight` 32 is worth one by itself. */
  note(weight?: number): void;
  /** Writes a checkpoint now, if there is anything to write. */
  save(): Promise<void>;
  /** Resolves when everything is stored; rejects with `storage-failed` if it cannot be. */
  flush(): Promise<void>;
  /** The page may go: commits what is under way. It hears of other tabs when it reads again. */
  leave(): void;
  health(): Omit<Health, 'events'>;
  stop(): void;
}

/** Decides where what happens is kept: in the browser's storage, in memory, or not at all. */
export const createKeeping = ({ name, storage, pipeline, newId, report, begun }: Parts): Keeping => {
  const tab = newId();
  let keep: Permission['keep'] | undefined;
  /** Undefined: what happens is kept in memory. */
  let store: Store | undefined;
  let archive: Archive | undefined;
  let tabs: Tabs | undefined;
  let failures = 0;
  let inARow = 0;
  let news = 0;
  let soon: Undo | undefined;
  let isLeaving = false;
  /** The latest permission is carried out. */
  let settled: Promise<void> | undefined;
  /** Counts decisions: an opening that answers after the next one is too late. */
  let turn = 0;

  const state = (): Health['state'] => {
    if (!store || inARow >= MOST_FAILURES) return 'memory';
    return inARow ? 'degraded' : 'persistent';
  };

  const failed = (error: unknown) => {
    failures++;
    report('storage-failed', 'A write failed; the next event tries it again', error);
    if (++inARow < MOST_FAILURES) return;
    archive?.stop();
    report('storage-unavailable', 'Kept in memory: writing failed again and again', error);
  };

  const bad = (count: number) => report('record-unreadable', `${count} record(s) left out`);

  const written = () => {
    inARow = 0;
    tabs?.tell();
  };

  const begin = (into: Store, recalled: Recalled, again?: readonly Event[]) => {
    failures = inARow = 0;
    archive = createArchive(into, recalled, tab, { written, failed, bad });
    pipeline.begin(archive.add, recalled, again);
    begun(into);
  };

  const inMemory = (again?: readonly Event[]) =>
    begin(createMemoryStore(), { visitorId: newId(), events: [], position: 0 }, again);

  const inStorage = async (again?: readonly Event[]) => {
    const mine = ++turn;
    pipeline.hold();
    try {
      const opened = store ?? (typeof storage === 'object' ? storage : await openIndexedDb(name, delay));
      if (mine !== turn) return opened.close();
      store = opened;
      const recalled = await recall(opened, newId(), bad);
      if (mine !== turn) return;
      begin(opened, recalled, again);
      note(recalled.events.length);
      join();
      tabs?.tell();
    } catch (error) {
      if (mine !== turn) return;
      report('storage-unavailable', 'Kept in memory: there is no storage', error);
      leaveStorage();
      inMemory(again);
    }
  };

  const join = () => {
    tabs ??= joinTabs(name, readAgain);
  };
  const leaveTabs = () => {
    tabs?.leave();
    tabs = undefined;
  };

  const leaveStorage = () => {
    turn++;
    soon?.();
    archive?.stop();
    leaveTabs();
    store?.close();
    store = undefined;
  };

  const destroy = async () => {
    if (storage === 'indexeddb') await deleteIndexedDb(name);
    else if (storage !== 'memory') await storage.clear();
  };

  const readAll = async () => (await archive?.readAll()) ?? [];

  const readAgain = async () => {
    isLeaving = false;
    if (!store) return;
    join();
    try {
      const events = await archive?.readNew();
      if (events) pipeline.adopt(events);
      else await inStorage();
    } catch (error) {
      report('storage-failed', 'Other tabs could not be read', error);
    }
  };

  const note = (weight = 1) => {
    news += weight;
    if (news >= WORTH) soon ??= whenIdle(save);
  };

  const save = async () => {
    soon?.();
    soon = undefined;
    if (!news || isLeaving || state() !== 'persistent') return;
    news = 0;
    try {
      await archive?.save(pipeline.state);
    } catch (error) {
      report('storage-failed', 'No checkpoint', error);
    }
  };

  const permit = async (permission: Permission) => {
    const before = keep;
    keep = storage === 'memory' && permission.keep === 'stored' ? 'memory' : permission.keep;
    if (keep === before) return settled;
    if (keep === 'stored') {
      pipeline.hold();
      return inStorage(before === 'memory' ? await readAll() : []);
    }
    leaveStorage();
    inMemory();
    if (keep === 'nothing') await destroy().catch(() => undefined);
  };

  return {
    permit(permission) {
      settled = permit(permission);
    },
    async erase() {
      await settled;
      pipeline.hold();
      archive?.stop();
      if (!store) return inMemory();
      try {
        await store.clear();
      } finally {
        await inStorage();
      }
    },
    readAll,
    readAgain,
    note,
    save,
    async flush() {
      await settled;
      try {
        await archive?.flush();
        await save();
      } catch (cause) {
        throw new EthogramError('storage-failed', `Not all is stored: ${cause}`, { cause });
      }
    },
    leave() {
      isLeaving = true;
      archive?.leave();
      // a message to a page in the back/forward cache would end its sleep
      leaveTabs();
    },
    health: () => ({ state: state(), failures, unwritten: archive?.unwritten().length ?? 0 }),
    stop: leaveStorage,
  };
};
