import type { Undo } from '../base/listen.js';
import type { SegmentChange } from '../segment/types.js';

/** Called at once, when memberships are known, and whenever this one changes. */
export type Watcher = (isIn: boolean, change?: SegmentChange) => void;

/** A function of the page's. */
interface Listener {
  readonly run: (...told: never[]) => unknown;
  isFaulty?: boolean;
}

interface Watch extends Listener {
  readonly segment: string;
  told?: boolean;
}

/** Calls that the calls of one turn may bring about: a listener that sets itself off must not hang the page. */
const MOST_MORE = 1_000;

export interface Callbacks<Signals> {
  /** `missed`: what this listener is told first. */
  on<S extends keyof Signals>(
    signal: S,
    run: (payload: Signals[S]) => void,
    missed?: readonly Signals[S][],
  ): Undo;
  emit<S extends keyof Signals>(signal: S, payload: Signals[S]): void;
  watch(segment: string, run: Watcher): Undo;
  /** Tells every watcher who has not heard it yet how it stands. */
  tell(isIn: (segment: string) => boolean, changes?: ReadonlyMap<string, SegmentChange>): void;
  stop(): void;
}

/**
 * Calls the page's functions: in a microtask, in the order in which things happened, one after the other even if one
 * of them makes something happen. One that throws spoils it for no other; `onThrow` hears of it, once.
 */
export const createCallbacks = <Signals extends object>(
  onThrow: (error: unknown) => void,
): Callbacks<Signals> => {
  const listeners = new Map<keyof Signals, Set<Listener>>();
  const watches = new Set<Watch>();
  let queue: (() => void)[] = [];
  let isRunaway = false;

  const drain = () => {
    let left = queue.length + MOST_MORE;
    // grows while it is read
    for (const run of queue) {
      if (!left--) break;
      run();
    }
    queue = [];
    if (left < 0 && !isRunaway) {
      isRunaway = true;
      onThrow(new Error(`more than ${MOST_MORE} calls set off by one another; the rest was left out`));
    }
  };

  /** Calls one of them in its turn, if it is still among them then. */
  const call = <L extends Listener>(among: Set<L>, listener: L, ...told: unknown[]) => {
    const fail = (error: unknown) => {
      if (!listener.isFaulty) onThrow(error);
      listener.isFaulty = true;
    };
    const guarded = () => {
      try {
        const result = among.has(listener) && listener.run(...(told as never[]));
        if (result instanceof Promise) result.catch(fail);
      } catch (error) {
        fail(error);
      }
    };
    if (queue.push(guarded) === 1) queueMicrotask(drain);
  };

  return {
    on(signal, run, missed = []) {
      const among = listeners.get(signal) ?? new Set();
      const listener: Listener = { run };
      listeners.set(signal, among.add(listener));
      for (const payload of missed) call(among, listener, payload);
      return () => among.delete(listener);
    },
    emit(signal, payload) {
      const among = listeners.get(signal);
      for (const listener of among ?? []) call(among as Set<Listener>, listener, payload);
    },
    watch(segment, run) {
      const watch: Watch = { segment, run };
      watches.add(watch);
      return () => watches.delete(watch);
    },
    tell(isIn, changes) {
      for (const watch of watches) {
        const { segment, told } = watch;
        const now = isIn(segment);
        if (now === told) continue;
        watch.told = now;
        call(watches, watch, now, told === undefined ? undefined : changes?.get(segment));
      }
    },
    stop() {
      for (const among of listeners.values()) among.clear();
      watches.clear();
    },
  };
};
