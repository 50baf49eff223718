import type { Undo } from '../base/listen.js';
import type { SegmentChange } from '../segment/types.js';

/** Called at once, when memberships are known, and whenever this one changes. */
export type Watcher = (isIn: boolean, change?: SegmentChange) => void;

type Listener = (payload: never) => void;

interface Watch {
  readonly segment: string;
  readonly run: Watcher;
  told?: boolean;
}

export interface Callbacks<Signals> {
  on<S extends keyof Signals>(signal: S, run: (payload: Signals[S]) => void): Undo;
  emit<S extends keyof Signals>(signal: S, payload: Signals[S]): void;
  watch(segment: string, run: Watcher): Undo;
  /** Tells every watcher who has not heard it yet how it stands. */
  tell(isIn: (segment: string) => boolean, changes?: ReadonlyMap<string, SegmentChange>): void;
  /** Calls one function in its turn, if `isOn` then. */
  later(run: () => unknown, isOn: () => boolean): void;
  stop(): void;
}

/**
 * Calls the page's functions: in a microtask, in the order in which things happened, one after the other even if one
 * of them makes something happen. One that throws spoils it for no other; `onThrow` hears of it, once.
 */
export const createCallbacks = <Signals extends object>(
  onThrow: (error: unknown) => void,
): Callbacks<Signals> => {
  const listeners = new Map<keyof Signals, Set<{ readonly run: Listener }>>();
  const watches = new Set<Watch>();
  const faulty = new WeakSet<object>();
  let queue: (() => void)[] = [];

  const drain = () => {
    // grows while it is read
    for (const run of queue) run();
    queue = [];
  };
  const later = (run: () => unknown, isOn: () => boolean, host: object = run) => {
    const fail = (error: unknown) => {
      if (faulty.has(host)) return;
      faulty.add(host);
      onThrow(error);
    };
    const guarded = () => {
      try {
        const result = isOn() && run();
        if (result instanceof Promise) result.catch(fail);
      } catch (error) {
        fail(error);
      }
    };
    if (queue.push(guarded) === 1) queueMicrotask(drain);
  };

  return {
    on(signal, run) {
      const entry = { run: run as Listener };
      const of = listeners.get(signal) ?? new Set();
      listeners.set(signal, of.add(entry));
      return () => of.delete(entry);
    },
    emit(signal, payload) {
      const of = listeners.get(signal);
      for (const entry of of ?? [])
        later(
          () => entry.run(payload as never),
          () => !!of?.has(entry),
          entry.run,
        );
    },
    watch(segment, run) {
      const watch: Watch = { segment, run };
      watches.add(watch);
      return () => watches.delete(watch);
    },
    tell(isIn, changes) {
      for (const watch of watches) {
        const { segment, run, told } = watch;
        const now = isIn(segment);
        if (now === told) continue;
        watch.told = now;
        const change = told === undefined ? undefined : changes?.get(segment);
        later(
          () => run(now, change),
          () => watches.has(watch),
          run,
        );
      }
    },
    later,
    stop() {
      for (const entries of listeners.values()) entries.clear();
      watches.clear();
    },
  };
};
