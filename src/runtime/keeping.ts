import { EthogramError } from '../base/errors.js';
import type { Event } from '../event/types.js';
import { delay, nextTask } from '../platform/browser.js';
import type { Permission } from '../privacy/consent.js';
import { createForgetfulStore } from '../store/forgetful.js';
import { deleteIndexedDb, isNoIndexedDb, openIndexedDb } from '../store/indexeddb.js';
import { createSturdy } from '../store/sturdy.js';
import type { Store } from '../store/types.js';
import { createWriteAhead, type Rest } from '../store/write-ahead.js';
import {
  type Archive,
  createArchive,
  type Identity,
  leftOver,
  type Recalled,
  type Rules,
  recall,
} from './archive.js';
import { createCheckpoints } from './checkpoints.js';
import type { Load } from './chunks.js';
import type { Health } from './handle.js';
import { createOthers } from './others.js';
import type { Pipeline } from './pipeline.js';
import type { Report } from './reports.js';
import { createTroubles } from './troubles.js';

/** How often a page tries anew whether storage is there again. */
const MOST_TRIES = 3;
/** Milliseconds. Longer than a slow device takes to open a database; then the page is no longer kept waiting. */
const PATIENCE = 1_000;

interface Parts {
  /** Of the database, and of the tabs' channel. */
  readonly name: string;
  readonly storage: 'indexeddb' | 'memory' | Store;
  readonly rules: Rules;
  readonly pipeline: Pipeline;
  readonly report: Report;
  readonly load: Load;
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
  const { name, storage, rules, pipeline, newId, report, load, begun, withdrawn } = parts;
  const tab = newId();
  const ahead = createWriteAhead(name, tab);
  let keep: Permission['keep'] | undefined;
  let store: Store | undefined;
  let archive: Archive | undefined;
  /** The archive lies in the store, not in memory. */
  let isStored = false;
  let isOpening = false;
  let visitor: string | undefined;
  let born: string | undefined;
  let tries = MOST_TRIES;
  let isLeaving = false;
  /** Nobody is to begin any more. */
  let isStopping = false;
  /** The latest permission is carried out. */
  let settled: Promise<void> | undefined;
  /** Counts decisions: an opening that answers after the next one is too late. */
  let turn = 0;

  const troubles = createTroubles(report);
  const others = createOthers({
    name,
    report,
    current: () => (isStored && archive && store ? { archive, store } : undefined),
    isDeleted: async () => storage === 'indexeddb' && isNoIndexedDb(name),
    adopt: pipeline.adopt,
    follow: (whose) => follow(whose),
    withdrawn,
  });
  const checkpoints = createCheckpoints(
    () => !isLeaving && state() === 'persistent',
    async () => {
      try {
        await archive?.save(pipeline.state);
      } catch (error) {
        report('storage-failed', 'No checkpoint, or the log is not tidied', error);
      }
    },
  );

  const state = (): Health['state'] => {
    if (!isStored || troubles.areTooMany()) return 'memory';
    return troubles.areThere() ? 'degraded' : 'persistent';
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

  const around = {
    load,
    bad,
    written(isElsewhere: boolean) {
      troubles.end();
      tries = MOST_TRIES;
      if (!unwritten().length) writeAhead();
      others.tell('written');
      if (!isElsewhere) return;
      // somebody has deleted the database, and it was made anew: what is not yet in it is moved there
      isStored = false;
      inStorage();
    },
    async failed(error: unknown) {
      const again = await troubles.meet(error, archive);
      if (!again) writeAhead();
      return again;
    },
  };

  const begin = (into: Store, recalled: Partial<Recalled>, why?: unknown) => {
    const again = unwritten();
    archive?.stop();
    troubles.end();
    isStored = into === store;
    const rests = keep === 'stored' ? ahead.takeUp(bad) : [];
    born = recalled.born;
    visitor = recalled.visitorId ?? visitor ?? rests.find((rest) => rest.visitor)?.visitor ?? newId();
    const known: Recalled = { events: [], position: 0, ...recalled, visitorId: visitor };
    archive = createArchive(into, known, tab, rules, around);
    // nothing is ever acknowledged, and all of it can be moved
    if (!isStored) archive.rest(Promise.reject(why));
    // of what is moved from memory some may have been taken up by other tabs already
    const moved: Rest = { events: again, held: again.length };
    const [stamped, held] = leftOver(known, [...rests, moved], rules);
    pipeline.begin(archive.add, known, stamped, held);
    writeAhead();
    begun(into);
  };

  const inMemory = (why?: unknown) => begin(createForgetfulStore(), {}, why);

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
        others.join();
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
      others.tell('written');
      await others.catchUp();
    } catch (error) {
      if (mine !== turn) return;
      report('storage-unavailable', 'Kept in memory: there is no storage', error);
      leaveStorage();
      others.leave();
      if (pipeline.held()) inMemory(error);
    } finally {
      patience();
      if (mine === turn) isOpening = false;
    }
  };

  const leaveStorage = () => {
    turn++;
    isOpening = false;
    checkpoints.stop();
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

  const readAgain = async () => {
    isLeaving = false;
    store?.resume();
    if (keep !== 'stored') return;
    others.join();
    if (!archive || isOpening) return;
    if ((troubles.areThere() || !isStored) && tries-- > 0) {
      if (!isStored) return inStorage();
      archive.rest(Promise.resolve());
    }
    await others.read();
  };

  const note = (weight = 1) => {
    if (isLeaving || troubles.areThere() || (archive && !isStored)) writeAhead();
    checkpoints.note(weight);
  };

  const permit = async (permission: Permission) => {
    const before = keep;
    keep = storage === 'memory' && permission.keep === 'stored' ? 'memory' : permission.keep;
    if (keep === before) return settled;
    if (keep === 'stored') return inStorage();
    const erases = keep !== 'memory';
    if (erases) others.tell('withdrawn');
    leaveStorage();
    archive?.stop();
    visitor = undefined;
    inMemory();
    const mine = turn;
    if (erases) {
      await destroy().catch(() => undefined);
      others.tell('gone');
    }
    if (mine === turn) others.leave();
  };

  const flush = async () => {
    await settled;
    if (keep !== 'stored') return;
    try {
      await archive?.flush();
      await checkpoints.save();
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
      others.tell('forgotten');
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
      checkpoints.hide();
    },
    leave() {
      isLeaving = true;
      writeAhead();
      store?.leave();
      // a message to a page in the back/forward cache would end its sleep
      others.leave();
    },
    health: () => ({ state: state(), failures: troubles.count(), unwritten: unwritten().length }),
    async stop() {
      isStopping = true;
      await flush().catch(() => undefined);
      writeAhead();
      leaveStorage();
      others.leave();
      archive?.stop();
    },
  };
};
