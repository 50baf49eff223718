import { EthogramError } from '../base/errors.js';
import type { Undo } from '../base/listen.js';
import type { Event } from '../event/types.js';
import { delay, nextTask, whenIdle } from '../platform/browser.js';
import { type Hint, joinTabs, type Tabs } from '../platform/tabs.js';
import type { Permission } from '../privacy/consent.js';
import { failureOf } from '../store/failure.js';
import { deleteIndexedDb, openIndexedDb } from '../store/indexeddb.js';
import { createMemoryStore } from '../store/memory.js';
import { createSturdy } from '../store/sturdy.js';
import type { Store } from '../store/types.js';
import { createWriteAhead, type Rest } from '../store/write-ahead.js';
import {
  type Archive,
  createArchive,
  type Identity,
  identityIn,
  leftOver,
  type Recalled,
  type Rules,
  recall,
} from './archive.js';
import type { Health } from './handle.js';
import type { Pipeline } from './pipeline.js';
import type { Report } from './reports.js';

/** After this many failed writes in a row no more are tried until the page is shown again. */
const MOST_FAILURES = 3;
/** How often a page tries anew whether storage is there again, and makes room for itself. */
const MOST_TRIES = 3;
/** So many events are worth a checkpoint; the next page has no more than these to go through. */
const WORTH = 32;
/** Milliseconds. Longer than a slow device takes to open a database; then the page is no longer kept waiting. */
const PATIENCE = 1_000;
/** Milliseconds that another tab has to forget, during which this one writes nothing. */
const FORGETTING = 200;

interface Parts {
  /** Of the database, and of the tabs' channel. */
  readonly name: string;
  readonly storage: 'indexeddb' | 'memory' | Store;
  readonly rules: Rules;
  readonly pipeline: Pipeline;
  readonly report: Report;
  newId(): string;
  /** From now on things are kept in this store. */
  begun(store: Store): void;
  /** The visitor has withdrawn consent in another tab. */
  withdrawn(): void;
}

export interface Keeping {
  /** Keeps as permitted from now on: moves what is in memory into storage, or erases what is stored. */
  permit(permission: Permission): void;
  /** Forgets everything and begins with a new visitor. */
  erase(): Promise<void>;
  /** Whose events are kept. */
  visitor(): string | undefined;
  /** All that happened, as far as it is kept. */
  readAll(): Promise<readonly Event[]>;
  /** The page is there again, or other tabs have written: takes that in. */
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
  /** Resolves when everything is stored that can be; from then on nothing is kept. */
  stop(): Promise<void>;
}

/** Decides where what happens is kept: in the browser's storage, in memory, or not at all. */
export const createKeeping = (parts: Parts): Keeping => {
  const { name, storage, rules, pipeline, newId, report, begun, withdrawn } = parts;
  const tab = newId();
  const ahead = createWriteAhead(name, tab);
  let keep: Permission['keep'] | undefined;
  let store: Store | undefined;
  let archive: Archive | undefined;
  /** The archive lies in the store, not in memory. */
  let isStored = false;
  let isOpening = false;
  /** It is being looked whether the visitor is forgotten. */
  let isDoubtful = false;
  /** Other tabs have told something that was not looked at yet. */
  let isNews = false;
  let visitor: string | undefined;
  let born: string | undefined;
  let tabs: Tabs | undefined;
  let failures = 0;
  let inARow = 0;
  let tries = MOST_TRIES;
  let rooms = MOST_TRIES;
  let news = 0;
  let soon: Undo | undefined;
  let isLeaving = false;
  /** Nobody is to begin any more. */
  let isStopping = false;
  /** The latest permission is carried out. */
  let settled: Promise<void> | undefined;
  /** Counts decisions: an opening that answers after the next one is too late. */
  let turn = 0;

  const state = (): Health['state'] => {
    if (!isStored || inARow >= MOST_FAILURES) return 'memory';
    return inARow ? 'degraded' : 'persistent';
  };

  const unwritten = () => archive?.unwritten() ?? [];

  const writeAhead = () => {
    if (keep !== 'stored') return;
    const held = pipeline.held() ?? [];
    const events = [...unwritten(), ...held];
    if (isStored) ahead.write({ visitor, events, held: held.length });
    else ahead.write({ events, held: events.length });
  };

  const bad = (count: number) => report('record-unreadable', `${count} record(s) left out`);

  const hearers = {
    bad,
    written(isElsewhere: boolean) {
      inARow = 0;
      tries = MOST_TRIES;
      if (!unwritten().length) writeAhead();
      tabs?.tell('written');
      if (!isElsewhere) return;
      // somebody has deleted the database, and it was made anew: what is not yet in it is moved there
      isStored = false;
      inStorage();
    },
    async failed(error: unknown) {
      const kind = failureOf(error);
      failures++;
      if (kind === 'invalid') report('invalid-event', 'An event cannot be stored', error);
      else if (kind === 'full') report('storage-full', 'The oldest events are given up', error);
      else report('storage-failed', 'A write failed; the next event tries it again', error);
      writeAhead();
      if (kind === 'full' && rooms-- > 0)
        try {
          await archive?.makeRoom();
          return true;
        } catch {
          // not even that
        }
      if (kind === 'invalid') return false;
      inARow = kind === 'transient' ? inARow + 1 : MOST_FAILURES;
      if (inARow < MOST_FAILURES) return false;
      archive?.rest(Promise.reject(error));
      report('storage-unavailable', 'Kept in memory: writing failed again and again', error);
      return false;
    },
  };

  const begin = (into: Store, recalled: Partial<Recalled>, why?: unknown) => {
    const again = unwritten();
    archive?.stop();
    inARow = 0;
    isStored = into === store;
    const rests = keep === 'stored' ? ahead.takeUp(bad) : [];
    born = recalled.born;
    visitor = recalled.visitorId ?? visitor ?? rests.find((rest) => rest.visitor)?.visitor ?? newId();
    const known: Recalled = { events: [], position: 0, ...recalled, visitorId: visitor };
    archive = createArchive(into, known, tab, rules, hearers);
    // nothing is ever acknowledged, and all of it can be moved
    if (!isStored) archive.rest(Promise.reject(why));
    // of what is moved from memory some may have been taken up by other tabs already
    const moved: Rest = { events: again, held: again.length };
    const [stamped, held] = leftOver(known, [...rests, moved], rules);
    pipeline.begin(archive.add, known, stamped, held);
    writeAhead();
    begun(into);
  };

  const inMemory = (why?: unknown) => begin(createMemoryStore(), {}, why);

  /** `isForgetting`: first everything that is there goes. */
  const inStorage = async (isForgetting = false) => {
    const mine = ++turn;
    isOpening = true;
    if (isStored) {
      archive?.stop();
      isStored = false;
      pipeline.hold();
    }
    const patience = delay(PATIENCE, () => pipeline.held() && inMemory('IndexedDB is slow'));
    // later: the first touch of a storage that the host has filled takes 26 ms
    const isBuried = new Promise<boolean>((resolve) => nextTask(() => resolve(ahead.isBuried())));
    try {
      store ??= createSturdy(typeof storage === 'object' ? storage : openIndexedDb(name, delay), delay);
      if (isLeaving) store.leave();
      else {
        store.resume();
        join();
      }
      let recalled: Recalled | undefined;
      if (!isForgetting) recalled = await recall(store, visitor ?? newId(), newId(), rules, bad);
      if (isForgetting || (await isBuried)) {
        if (mine !== turn) return;
        await store.clear();
        ahead.unbury();
        const isWanted = mine === turn && !isStopping;
        recalled = isWanted ? await recall(store, visitor ?? newId(), newId(), rules, bad) : undefined;
      }
      if (!recalled || mine !== turn) return;
      begin(store, recalled);
      tries = MOST_TRIES;
      note(recalled.events.length);
      tabs?.tell('written');
      if (isNews) await readOthers();
    } catch (error) {
      if (mine !== turn) return;
      report('storage-unavailable', 'Kept in memory: there is no storage', error);
      leaveStorage();
      if (pipeline.held()) inMemory(error);
    } finally {
      patience();
      if (mine === turn) isOpening = false;
    }
  };

  const join = () => {
    tabs ??= joinTabs(name, look);
  };
  const leaveTabs = () => {
    tabs?.leave();
    tabs = undefined;
  };

  const leaveStorage = () => {
    turn++;
    isOpening = false;
    soon?.();
    soon = undefined;
    leaveTabs();
    store?.close();
    store = undefined;
  };

  const destroy = async () => {
    if (storage === 'memory') return;
    ahead.bury();
    if (storage === 'indexeddb') await deleteIndexedDb(name, delay);
    else await storage.clear();
    ahead.unbury();
  };

  /** Begins anew if the log is another's by now, or another one. */
  const follow = async (whose: Identity | undefined) => {
    if (whose?.visitorId === visitor) {
      if (whose?.born === born) return;
      // what is not yet in it is moved there
      isStored = false;
    } else visitor = undefined;
    await inStorage();
  };

  const readOthers = async () => {
    const mine = archive;
    if (!isStored || isDoubtful) return;
    isNews = false;
    try {
      const whose = await mine?.readNew(pipeline.adopt);
      if (mine === archive) await follow(whose);
    } catch (error) {
      report('storage-failed', 'Other tabs could not be read', error);
    }
  };

  /** Another tab says that the visitor is forgotten: nothing is written until it is seen whether that is so. */
  const look = async (hint: Hint) => {
    isNews = true;
    if (hint === 'written' || !isStored) return readOthers();
    const mine = turn;
    let goOn = () => {};
    archive?.rest(
      new Promise<void>((resolve) => {
        goOn = resolve;
      }),
    );
    isDoubtful = true;
    try {
      await new Promise<void>((resolve) => delay(FORGETTING, resolve));
      const found = await store?.get('visitor');
      isDoubtful = false;
      if (mine !== turn) return;
      if (hint === 'withdrawn' && !found) withdrawn();
      else await follow(identityIn(found));
    } catch (error) {
      report('storage-failed', 'Other tabs could not be read', error);
    } finally {
      isDoubtful = false;
      goOn();
    }
  };

  const readAgain = async () => {
    isLeaving = false;
    store?.resume();
    if (keep !== 'stored') return;
    join();
    if (!archive || isOpening) return;
    if ((inARow || !isStored) && tries-- > 0) {
      if (!isStored) return inStorage();
      archive.rest(Promise.resolve());
    }
    await readOthers();
  };

  const note = (weight = 1) => {
    news += weight;
    if (isLeaving || inARow || (archive && !isStored)) writeAhead();
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
    if (keep === 'stored') return inStorage();
    if (keep === 'nothing') tabs?.tell('withdrawn');
    leaveStorage();
    archive?.stop();
    visitor = undefined;
    inMemory();
    if (keep === 'nothing') await destroy().catch(() => undefined);
  };

  const flush = async () => {
    await settled;
    if (keep !== 'stored') return;
    try {
      await archive?.flush();
      await save();
    } catch (cause) {
      throw new EthogramError('storage-failed', `Not all is stored: ${cause}`, { cause });
    }
  };

  return {
    permit(permission) {
      settled = permit(permission);
    },
    async erase() {
      turn++;
      visitor = undefined;
      archive?.stop();
      tabs?.tell('forgotten');
      if (keep === 'stored') ahead.bury();
      pipeline.hold();
      inMemory();
      if (keep !== 'stored') return;
      settled = inStorage(true);
      await settled;
      if (ahead.isBuried()) throw new EthogramError('storage-failed', 'Forgotten when storage answers again');
    },
    visitor: () => visitor,
    readAll: async () => (await archive?.readAll()) ?? [],
    readAgain,
    note,
    flush,
    hide() {
      writeAhead();
      if (news) note(WORTH);
    },
    leave() {
      isLeaving = true;
      writeAhead();
      store?.leave();
      // a message to a page in the back/forward cache would end its sleep
      leaveTabs();
    },
    health: () => ({ state: state(), failures, unwritten: unwritten().length }),
    async stop() {
      isStopping = true;
      await flush().catch(() => undefined);
      writeAhead();
      leaveStorage();
      archive?.stop();
    },
  };
};
