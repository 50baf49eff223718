/**
 * A site with several tabs in one process: they share a clock, a store, a channel and localStorage, and each has a
 * window of its own that can be left, come back to, or crash.
 */
import { vi } from 'vitest';
import type { Ethogram, EthogramError, Event, StartOptions } from '../../src/index.js';
import { createEthogram } from '../../src/runtime/ethogram.js';
import { createMemoryStore } from '../../src/store/memory.js';
import type { Store } from '../../src/store/types.js';
import { createFaulty, type Fault } from '../store/faulty.js';
import { createClock } from './page.js';

/** Delivers in a later task, as a browser does. */
const createChannels = () => {
  const open = new Set<{ name: string; onmessage?: (message: { data: unknown }) => void }>();
  return class {
    onmessage?: (message: { data: unknown }) => void;
    constructor(readonly name: string) {
      open.add(this);
    }
    postMessage(data: unknown) {
      for (const other of open)
        if (other !== this && other.name === this.name)
          setTimeout(() => open.has(other) && other.onmessage?.({ data }), 0);
    }
    close() {
      open.delete(this);
    }
  };
};

const door = { lenient: false, loadDeviceParser: async () => ({ parseDevice: () => ({}) }) };

export interface Tab {
  readonly ethogram: Ethogram;
  readonly errors: EthogramError[];
  /** As its listeners heard of them. */
  readonly events: Event[];
  readonly calls: readonly string[];
  /** For the back/forward cache, or for good. */
  leave(): void;
  comeBack(): void;
  /** It does nothing more, and nothing of what it has begun is finished. */
  crash(): void;
}

/** Fake timers must be on: time passes by `pass`. */
export const createSite = (store: Store = createMemoryStore()) => {
  const clock = createClock();
  localStorage.clear();
  vi.stubGlobal('BroadcastChannel', createChannels());
  const tabs = new Set<Tab>();

  return {
    clock,
    store,
    tabs,
    /** Real time, with which nothing becomes due but timers of ours. */
    pass: (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds),
    open(
      options: StartOptions = {},
      faultAt: (call: number, method: string) => Fault | undefined = () => undefined,
    ) {
      const page = new EventTarget();
      let hasCrashed = false;
      const faulty = createFaulty(store, (call, method) => (hasCrashed ? 'hangs' : faultAt(call, method)));
      const { window } = globalThis;
      vi.stubGlobal('window', page);
      const { handle } = createEthogram(
        { clock, capture: false, storage: faulty, ...options },
        door,
        () => {},
      );
      vi.stubGlobal('window', window);
      const ethogram = handle as Ethogram;
      const tab: Tab = {
        ethogram,
        errors: [],
        events: [],
        calls: faulty.calls,
        leave: () => page.dispatchEvent(new Event('pagehide')),
        comeBack: () => page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true })),
        crash() {
          hasCrashed = true;
          tabs.delete(tab);
        },
      };
      ethogram.on('error', (error) => tab.errors.push(error));
      ethogram.on('event', (event) => tab.events.push(event));
      tabs.add(tab);
      return tab;
    },
    /** The events in the store, each once. */
    async log(): Promise<Event[]> {
      const entries = await store.read(0, 100_000);
      const events = entries.flatMap(([, record]) => (record as { events: Event[] }).events);
      return [...new Map(events.map((event) => [event.id, event])).values()];
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
