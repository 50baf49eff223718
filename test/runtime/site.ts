/**
 * A site with several tabs in one process: they share a clock, a store, a channel and localStorage, and each has a
 * window of its own that can be left, come back to, or crash.
 */
import { vi } from 'vitest';
import type { Ethogram, EthogramError, Event, StartOptions } from '../../src/index.js';
import type { Chunks, Load } from '../../src/runtime/chunks.js';
import { createEthogram } from '../../src/runtime/ethogram.js';
import * as upkeep from '../../src/runtime/upkeep.js';
import { createMemoryStore } from '../../src/store/memory.js';
import type { Store } from '../../src/store/types.js';
import { createFaulty, type Fault } from '../store/faulty.js';
import { createClock } from './page.js';

/** Minutes of several tabs are gone through in one test. */
vi.setConfig({ testTimeout: 30_000 });

/** Delivers in a later task, as a browser does. */
const createChannels = () => {
  const open = new Set<Channel>();
  const posted: (() => void)[] = [];
  const deliver = () => {
    for (const run of posted.splice(0)) run();
  };
  class Channel {
    onmessage?: (message: { data: unknown }) => void;
    constructor(readonly name: string) {
      open.add(this);
    }
    postMessage(data: unknown) {
      if (!posted.length) setTimeout(deliver, 0);
      for (const other of open)
        if (other !== this && other.name === this.name)
          posted.push(() => open.has(other) && other.onmessage?.({ data }));
    }
    close() {
      open.delete(this);
    }
  }
  return { Channel, count: () => open.size };
};

/** Tasks at the pace of the fake timers. */
class Messages {
  port1 = { onmessage: () => {}, close: () => clearTimeout(this.#timer) };
  port2 = {
    postMessage: () => {
      Messages.count++;
      this.#timer = setTimeout(() => this.port1.onmessage(), 0);
    },
  };
  static count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
}

const chunks: { readonly [Name in keyof Chunks]: () => Promise<Chunks[Name]> } = {
  device: async () => ({ parseDevice: () => ({}) }),
  auto: () => import('../../src/capture/auto/auto.js'),
  sources: () => import('../../src/capture/sources/sources.js'),
  misfits: () => import('../../src/runtime/remarks.js'),
  visit: () => import('../../src/capture/visit.js'),
  recipes: () => import('../../src/recipes/in-files.js'),
  upkeep: async () => upkeep,
  plays: () => import('../../src/stage.js'),
  page: () => import('../../src/runtime/page.js'),
};

export interface Tab {
  readonly ethogram: Ethogram;
  readonly errors: EthogramError[];
  /** As its listeners heard of them. */
  readonly events: Event[];
  readonly calls: readonly string[];
  /** Into the back/forward cache, or for good. */
  leave(isForGood?: boolean): void;
  comeBack(): void;
  /** It does nothing more, and nothing of what it has begun is finished. */
  crash(): void;
}

/** Fake timers must be on: time passes by `pass`. */
export const createSite = (store: Store = createMemoryStore()) => {
  const clock = createClock();
  localStorage.clear();
  const channels = createChannels();
  vi.stubGlobal('BroadcastChannel', channels.Channel);
  vi.stubGlobal('MessageChannel', Messages);
  const tabs = new Set<Tab>();

  const records = async () => {
    const entries = await store.read(0, 100_000);
    return entries.flatMap(([, record]) => (record as { events: Event[] }).events);
  };

  return {
    clock,
    store,
    channels: channels.count,
    /** Tasks of ours so far, in all tabs. */
    tasks: () => Messages.count,
    tabs,
    /** Real time, with which nothing becomes due but timers of ours. */
    pass: (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds),
    open(
      options: StartOptions = {},
      faultAt: (call: number, method: string) => Fault | undefined = () => undefined,
      withChunks: Partial<typeof chunks> = {},
    ) {
      const page = new EventTarget();
      let hasCrashed = false;
      let isGone = false;
      /** Of a page that is gone no timer runs. */
      const own = {
        now: clock.now,
        wake: (at: number, run: () => void) => clock.wake(at, () => isGone || run()),
      };
      const load: Load = (name) => (withChunks[name] ?? chunks[name])();
      const faulty = createFaulty(store, (call, method) => (hasCrashed ? 'hangs' : faultAt(call, method)));
      const { window } = globalThis;
      vi.stubGlobal('window', page);
      const { handle } = createEthogram(
        { clock: own, capture: false, storage: faulty, ...(options as object) },
        { lenient: false, load },
        () => {},
      );
      vi.stubGlobal('window', window);
      const ethogram = handle as Ethogram;
      const tab: Tab = {
        ethogram,
        errors: [],
        events: [],
        calls: faulty.calls,
        leave(isForGood = false) {
          page.dispatchEvent(new Event('pagehide'));
          isGone = isForGood;
          if (isGone) tabs.delete(tab);
        },
        comeBack: () => page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true })),
        crash() {
          hasCrashed = isGone = true;
          tabs.delete(tab);
        },
      };
      ethogram.on('error', (error) => tab.errors.push(error));
      ethogram.on('event', (event) => tab.events.push(event));
      tabs.add(tab);
      return tab;
    },
    /** The events in the store; of those with one id the first. */
    async log(): Promise<Event[]> {
      const byId = new Map((await records()).reverse().map((event) => [event.id, event]));
      return [...byId.values()].reverse();
    },
    /** The sessions of each event that is stored. */
    async sessionsOf(): Promise<Set<string>[]> {
      const byId = new Map<string, Set<string>>();
      for (const { id, session } of await records()) byId.set(id, (byId.get(id) ?? new Set()).add(session));
      return [...byId.values()];
    },
    writtenAhead: () => Object.keys(localStorage).filter((key) => key.startsWith('ethogram')),
    async close() {
      for (const { ethogram } of tabs) {
        const stopped = ethogram.stop();
        await vi.advanceTimersByTimeAsync(60_000);
        await stopped;
      }
    },
  };
};
