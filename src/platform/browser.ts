import type { Undo } from '../base/listen.js';

/** Where time comes from. Tests and demos hand in their own and push it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls `run` once, at `at` or later, never before and never at once. */
  wake(at: number, run: () => void): () => void;
}

/** A timer set for longer than this fires immediately. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Calls `run` in a later task, after so many milliseconds. */
export const delay = (milliseconds: number, run: () => void): Undo => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};

/** Runs in the next task. Unlike a timer it does so in a hidden page, too, where those come once a second or a minute. */
export const nextTask = (run: () => void): Undo => {
  const { port1, port2 } = new MessageChannel();
  const undo = () => port1.close();
  port1.onmessage = () => {
    undo();
    run();
  };
  port2.postMessage(0);
  return undo;
};

/** Timers stand still while the machine sleeps: whoever waits looks again when the page is shown. */
export const browserClock: Clock = {
  now: () => Date.now(),
  wake(at, run) {
    let undo: Undo;
    const wait = () => {
      undo = delay(Math.min(at - Date.now(), LONGEST_TIMER), () => (Date.now() < at ? wait() : run()));
    };
    wait();
    return () => undo();
  },
};

/** Calls `run` when the page has nothing better to do, within a second. Safari has no idle callback. */
export const whenIdle = (run: () => void): Undo => {
  if (typeof requestIdleCallback !== 'function') return delay(200, run);
  const handle = requestIdleCallback(run, { timeout: 1000 });
  return () => cancelIdleCallback(handle);
};

const base36 = (value: number, width: number) => value.toString(36).padStart(width, '0');

/**
 * Makes ids of which a later one sorts later, by UTF-16 units, whatever the clock does: the log is ordered by time
 * and then by id. `crypto.randomUUID` would be missing on pages without TLS.
 */
export const createIds = (now: () => number): (() => string) => {
  let time = 0;
  let count = 0;
  let chance = '';
  return () => {
    const at = Math.floor(now());
    if (at > time || !chance) {
      // once for all ids of a millisecond, which a count tells apart: it takes longer than all the rest
      chance = `${crypto.getRandomValues(new BigUint64Array(1))[0]?.toString(36)}`;
      [time, count] = [Math.max(at, time), 0];
    }
    return base36(time, 9) + base36(count++, 4) + chance;
  };
};

/** Minutes east of UTC, here and at that time. */
export const offsetAt = (time: number): number => 0 - new Date(time).getTimezoneOffset();

/** IANA name of the visitor's zone. */
export const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** False on a server, where there is nothing to listen to. */
export const inPage = (): boolean => typeof window !== 'undefined' && typeof document !== 'undefined';

/** The parsed JSON file of that address. */
export const download = async (address: string): Promise<unknown> => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return answer.json();
};
