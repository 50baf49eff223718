/** A store that fails on purpose, for whatever is to go on all the same. */
import type { Store } from '../../src/store/types.js';

/**
 * `fails`, `is full`: rejects, and nothing happened. `hangs`: never answers, and nothing happened. `lies`: rejects, but
 * it did happen.
 */
export type Fault = 'fails' | 'is full' | 'hangs' | 'lies';

const errorOf = (fault: Fault) =>
  fault === 'is full'
    ? new DOMException('on purpose', 'QuotaExceededError')
    : new DOMException('on purpose', 'UnknownError');

const METHODS = ['append', 'read', 'rewrite', 'get', 'update', 'clear'] as const;

export interface Faulty extends Store {
  /** The calls so far. */
  readonly calls: readonly string[];
}

/** Asks before each call, counted from 1, what is to go wrong with it. Starts nothing while its page is away. */
export const createFaulty = (
  store: Store,
  faultAt: (call: number, method: string) => Fault | undefined,
): Faulty => {
  const calls: string[] = [];
  let away: Promise<void> | undefined;
  let resume = () => {};
  const wrap = (method: string, run: (...given: unknown[]) => Promise<unknown>) => {
    return async (...given: unknown[]) => {
      while (away) await away;
      const fault = faultAt(calls.push(method), method);
      if (fault === 'hangs') return new Promise(() => {});
      if (fault === 'lies') await run(...given);
      if (fault) throw errorOf(fault);
      return run(...given);
    };
  };
  const wrapped = Object.fromEntries(
    METHODS.map((method) => [method, wrap(method, store[method].bind(store) as never)]),
  ) as unknown as Pick<Store, (typeof METHODS)[number]>;
  return {
    ...wrapped,
    calls,
    leave() {
      away ??= new Promise((resolve) => {
        resume = resolve;
      });
    },
    resume() {
      away = undefined;
      resume();
    },
    close() {},
  };
};
