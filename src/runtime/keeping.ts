import { EthogramError } from '../base/errors.js';
import type { Undo } from '../base/listen.js';
import type { Event } from '../event/types.js';
import { delay, whenIdle } from '../platform/browser.js';
import { joinTabs, type Tabs } from '../platform/tabs.js';
import type { Permission } from '../privacy/consent.js';
import { deleteIndexedDb, openIndexedDb } from '../store/indexeddb.js';
import { createMemoryStore } from '../store/memory.js';
import type { Store } from '../store/types.js';
import { createWriteAhead } from '../store/write-ahead.js';
import { type Archive, createArchive, leftOver, type Recalled, recall } from './archive.js';
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
  /** Resolves when everything is stored; rejects with `storage-failed` if it cannot be. */
  flush(): Promise<void>;
  /** The page is out of sight: what is not yet stored is put where a page that goes at once can still put it. */
  hide(): void;
  /** The page may go: that, and what is under way is ended. It hears of other tabs when it reads again. */
  leave(): void;
  health(): Omit<Health, 'events'>;
  stop(): void;
}

/** Decides where what happens is kept: in the browser's storage, in memory, or not at all. */
export const createKeeping = ({ name, storage, pipeline, newId, report, begun }: Parts): Keeping => {
  const tab = newId();
  const ahead = createWriteAhead(name, tab);
  let keep: Permission['keep'] | undefined;
  /** Undefined: what happens is kept in memory. */
  let store: Store | undefined;
  let archive: Archive | undefined;
  let visitor: string | undefined;
  /** Why there is no store where there should be one. */
  let missing: unknown;
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
    archive?.rest(error);
    report('storage-unavailable', 'Kept in memory: writing failed again and again', error);
  };

  const bad = (count: number) => report('record-unreadable', `${count} record(s) left out`);

  const written = () => {
    inARow = 0;
    if (!unwritten().length) writeAhead();
    tabs?.tell();
  };

  const unwritten = () => archive?.unwritten() ?? [];

  const writeAhead = () => {
    if (keep === 'stored') ahead.write({ visitor, events: [...unwritten(), ...pipeline.held()] });
  };

  const begin = (into: Store, recalled: Partial<Recalled>, again: readonly Event[] = []) => {
    failures = inARow = 0;
    const rests = keep === 'stored' ? ahead.takeUp(bad) : [];
    visitor = recalled.visitorId ?? rests.find((rest) => rest.visitor)?.visitor ?? undefined;
    const known: Recalled = { events: [], position: 0, ...recalled, visitorId: visitor ?? newId() };
    archive = createArchive(into, known, tab, { written, failed, bad });
    if (missing) archive.rest(missing);
    pipeline.begin(archive.add, known, [...leftOver(known, rests), ...again]);
    writeAhead();
    begun(into);
  };

  const inMemory = (again?: readonly Event[]) => begin(createMemoryStore(), {}, again);

  const inStorage = async (again?: readonly Event[]) => {
    const mine = ++turn;
    pipeline.hold();
    // later: the first touch costs a page with a full storage 26 ms
    delay(0, ahead.touch);
    try {
      const opened = store ?? (typeof storage === 'object' ? storage : await openIndexedDb(name, delay));
      if (mine !== turn) return opened.close();
      store = opened;
      if (isLeaving) store.leave();
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
      missing = error;
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
    missing = undefined;
    soon?.();
    archive?.stop();
    leaveTabs();
    store?.close();
    store = undefined;
  };

  const destroy = async () => {
    ahead.clear();
    if (storage === 'indexeddb') await deleteIndexedDb(name);
    else if (storage !== 'memory') await storage.clear();
  };

  const readAll = async () => (await archive?.readAll()) ?? [];

  const readAgain = async () => {
    isLeaving = false;
    if (!store) return;
    store.resume();
    // not yet begun
    if (!archive) return;
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
    if (isLeaving || inARow || missing) writeAhead();
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
        ahead.clear();
        await store.clear();
      } finally {
        await inStorage();
      }
    },
    readAll,
    readAgain,
    note,
    hide() {
      writeAhead();
      note(WORTH);
    },
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
      writeAhead();
      store?.leave();
      // a message to a page in the back/forward cache would end its sleep
      leaveTabs();
    },
    health: () => ({ state: state(), failures, unwritten: unwritten().length }),
    stop() {
      writeAhead();
      leaveStorage();
    },
  };
};
