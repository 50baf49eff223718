/** A page to start on: a browser's storage that outlives it, and a clock in the hand. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { vi } from 'vitest';
import type { Event } from '../../src/event/types.js';
import { type Clock, type Ethogram, type EthogramError, type StartOptions, start } from '../../src/index.js';
import type { SegmentChange } from '../../src/segment/types.js';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** Runs what is due when it is pushed. */
export const createClock = (at = Date.UTC(2026, 0, 5, 12)) => {
  let now = at;
  const due = new Set<{ at: number; run: () => void }>();
  const clock: Clock = {
    now: () => now,
    wake(time, run) {
      const one = { at: time, run };
      due.add(one);
      return () => due.delete(one);
    },
  };
  return {
    ...clock,
    due,
    push(milliseconds: number) {
      now += milliseconds;
      for (const one of [...due]) if (one.at <= now && due.delete(one)) one.run();
    },
  };
};

export const useStorage = () => {
  globalThis.localStorage?.clear();
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('IDBKeyRange', IDBKeyRange);
};

const running = new Set<Ethogram>();

/** Starts, and notes what is told. */
export const open = (options: StartOptions) => {
  const ethogram = start({ capture: false, ...options });
  running.add(ethogram);
  const errors: EthogramError[] = [];
  const changes: SegmentChange[] = [];
  const events: Event[] = [];
  ethogram.on('error', (error) => errors.push(error));
  ethogram.on('change', (change) => changes.push(change));
  ethogram.on('event', (event) => events.push(event));
  return { ethogram, errors, changes, events, codes: () => errors.map(({ code }) => code) };
};

/** Ends what a test has left running. */
export const closeAll = async () => {
  for (const ethogram of running) await ethogram.stop();
  running.clear();
};

export const settle = (milliseconds = 20) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What lies in the database, by key. */
export const stored = async (name = 'ethogram'): Promise<Map<IDBValidKey, unknown>> => {
  if (!(await indexedDB.databases()).some((one) => one.name === name)) return new Map();
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
  });
  const store = database.transaction('ethogram').objectStore('ethogram');
  const found = new Map<IDBValidKey, unknown>();
  await new Promise<void>((resolve) => {
    const request = store.openCursor();
    request.onsuccess = () => {
      if (!request.result) return resolve();
      found.set(request.result.key, request.result.value);
      request.result.continue();
    };
  });
  database.close();
  return found;
};

/** The events in the database. */
export const log = async (name?: string): Promise<Event[]> =>
  [...(await stored(name))]
    .filter(([key]) => typeof key === 'number')
    .flatMap(([, record]) => (record as { events: Event[] }).events);
