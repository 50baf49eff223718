import type { Undo } from '../base/listen.js';
import {
  type Reading,
  readMetric,
  readSegment,
  readSegments,
  type SegmentId,
  type Value,
} from '../bindings/reading.js';
import type { Ethogram } from '../index.js';

/** A store by Svelte's contract, which `$name` reads in a component: in Svelte 3, 4 and 5, and in whatever else keeps it. */
export interface SegmentStore<T> {
  /** Calls at once, and whenever the value is another one. */
  subscribe(run: (value: T) => void): Undo;
}

const storeOf = <T>({ read, follow }: Reading<T>): SegmentStore<T> => ({
  subscribe(run) {
    let last = read();
    run(last);
    return follow(() => {
      const now = read();
      if (now === last) return;
      last = now;
      run(now);
    });
  },
});

/**
 * Whether the visitor is in the segment. False on a server, and until memberships are known.
 *
 * @example const isReturning = segment(ethogram, 'returning'); // {#if $isReturning}
 */
export const segment = (ethogram: Ethogram, id: SegmentId): SegmentStore<boolean> =>
  storeOf(readSegment(ethogram, id));

/** All segments the visitor is in; empty on a server. */
export const segments = (ethogram: Ethogram): SegmentStore<ReadonlySet<string>> =>
  storeOf(readSegments(ethogram));

/**
 * The value of a named metric; undefined on a server. It is read again with each event, of other tabs too, and each
 * change of a membership, not as time passes in between.
 */
export const metric = (ethogram: Ethogram, name: string): SegmentStore<Value> =>
  storeOf(readMetric(ethogram, name));
