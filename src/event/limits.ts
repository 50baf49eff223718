import { parseDuration } from '../base/time.js';

/** How much of one event is taken. */
export interface Limit {
  /** The share that is taken, 0–1, by chance. @default 1 */
  readonly sample?: number;
  /** The least time from one that is taken to the next, such as `"10s"`. @default none */
  readonly every?: string;
}

/** By the name of the event. */
export type Limits = { readonly [event: string]: Limit };

/** Milliseconds in which a burst is counted. */
const SPAN = 10_000;
/** Events of one name that are taken in that time. */
const MOST_OF_ONE = 1_000;
/** Events in all. */
const MOST = 2_000;

interface Parts {
  readonly limits: Limits;
  /** Epoch milliseconds. */
  now(): number;
  /** 0 ≤ chance < 1. */
  chance(): number;
  /** Called once, for the first event that is shed. */
  shed(name: string): void;
}

/**
 * Says which events are taken. What the site limits is left out by its rule; of a burst, 1,000 events of one name and
 * 2,000 in all are taken in ten seconds, and the rest is shed. A `purchase` is always taken.
 */
export const createLimits = ({ limits, now, chance, shed }: Parts): ((name: string) => boolean) => {
  const rules = new Map(Object.entries(limits));
  const latest = new Map<string, number>();
  let counts = new Map<string, number>();
  let total = 0;
  let since = Number.NEGATIVE_INFINITY;
  let hasShed = false;

  return (name) => {
    if (name === 'purchase') return true;
    const at = now();
    const { sample = 1, every } = rules.get(name) ?? {};
    if (sample < 1 && chance() >= sample) return false;
    // a clock that was set back must not silence anything for long
    const age = Math.abs(at - (latest.get(name) ?? Number.NEGATIVE_INFINITY));
    if (every && age < (parseDuration(every) as number)) return false;
    if (Math.abs(at - since) >= SPAN) {
      counts = new Map();
      total = 0;
      since = at;
    }
    const count = counts.get(name) ?? 0;
    if (count >= MOST_OF_ONE || total >= MOST) {
      if (!hasShed) shed(name);
      hasShed = true;
      return false;
    }
    counts.set(name, count + 1);
    total++;
    if (every) latest.set(name, at);
    return true;
  };
};
