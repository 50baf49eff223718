import { canonical, type Json, type Scalar } from '../base/json.js';
import { NEVER } from '../base/time.js';
import type { Event } from '../event/types.js';
import type { StreamPlan } from './compilation.js';
import type { LeafPlan } from './leaves.js';
import { MOST_VALUES } from './metrics/tally.js';
import type { Parts } from './metrics/types.js';
import { lookup, scalarsAt } from './paths.js';
import { type EventSelector, matches } from './selectors.js';

const ANY = [''] as const;

/** What was begun and not done since: for each value of `same` (or for all together) the time of the last beginning. */
interface Open {
  /** The oldest beginning that is not older than `within`. */
  oldest(since: number): number | undefined;
}

/** The stream of the events that begin or do what `abandoned` speaks of; it remembers what is open. */
export const abandonmentStream = (
  begin: EventSelector,
  done: EventSelector,
  same: string | undefined,
): StreamPlan => ({
  canon: canonical(['abandoned', begin.canon, done.canon, same]),
  names: {
    exact: new Set([...begin.names.exact, ...done.names.exact]),
    globs: [...begin.names.globs, ...done.names.globs],
  },
  columns: [],
  create: (world) => {
    const at = same === undefined ? undefined : lookup(same);
    let open = new Map<Scalar, number>(); // in the order of the last beginning
    const find = (event: Event): readonly unknown[] => {
      const begins = matches(begin, event, world);
      const does = matches(done, event, world);
      if (!begins && !does) return [];
      for (const value of at ? scalarsAt(at, event, undefined, world) : ANY) {
        open.delete(value);
        if (begins) open.set(value, event.time);
      }
      if (open.size > MOST_VALUES) open.delete(open.keys().next().value as Scalar);
      return [undefined];
    };
    return Object.assign(find, {
      oldest: (since: number) => {
        for (const [value, time] of open) {
          if (time >= since) return time;
          open.delete(value);
        }
        return undefined;
      },
      save: (): Json => [...open],
      load: (state: Json) => {
        open = new Map(state as unknown as [Scalar, number][]);
      },
    });
  },
});

/** Holds from `wait` after the last beginning that was not followed up, until `within` after it. */
export const abandonmentLeaf = (canon: string, stream: number, wait: number, within: number): LeafPlan => ({
  canon,
  streams: [stream],
  session: false,
  traits: false,
  free: false,
  create: ({ finders }: Parts) => {
    const open = finders[stream] as unknown as Open;
    return {
      decide: (now) => (open.oldest(now - within) ?? NEVER) + wait <= now,
      next: (now) => {
        const oldest = open.oldest(now - within) ?? NEVER;
        return oldest + wait > now ? oldest + wait : oldest + within + 1;
      },
    };
  },
});
