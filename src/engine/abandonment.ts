import { canonical, type Json, type Scalar } from '../base/json.js';
import { NEVER, parseDuration } from '../base/time.js';
import type { Live } from './live.js';
import type { Decision } from './nodes.js';
import { matches, readEvents, type Selector } from './selectors.js';
import { bySame, putLast } from './sequences.js';

interface Abandoned {
  readonly abandoned: Json;
  readonly without: Json;
  readonly for: string;
  readonly within?: string;
  readonly same?: string;
}

/** Holds from `for` after the last beginning that was not followed up, until `within` after it. */
export const abandonment = (json: Abandoned, live: Live): Decision => {
  const { world, states } = live;
  const begin = readEvents(json.abandoned, world);
  const done = readEvents(json.without, world);
  const valuesOf = bySame(json.same, live);
  const wait = parseDuration(json.for) as number;
  const within = parseDuration(json.within) ?? NEVER;

  /** What was begun and not followed up: when last, in that order. */
  const state = states.keep(canonical(json), { open: new Map<Scalar, number>() });
  const selector: Selector = {
    canon: canonical(json),
    fits: (name) => begin.fits(name) || done.fits(name),
    find: (event) => {
      const begins = matches(begin, event);
      if (!begins && !matches(done, event)) return [];
      for (const value of valuesOf(event)) {
        if (begins) putLast(state.open, value, event.time);
        else state.open.delete(value);
      }
      return [undefined];
    },
  };
  const stream = live.addStream(selector);

  /** The oldest beginning that is not too old. */
  const oldest = (): number => {
    for (const [value, time] of state.open) {
      if (time >= world.now - within) return time;
      state.open.delete(value);
    }
    return NEVER;
  };
  return {
    feeds: [stream],
    holds: () => oldest() + wait <= world.now,
    next: () => (oldest() + wait > world.now ? oldest() + wait : oldest() + within + 1),
  };
};
