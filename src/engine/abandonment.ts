import type { Scalar } from '../base/json.js';
import { NEVER, parseDuration } from '../base/time.js';
import { putLast } from './bounded.js';
import type { Make } from './metrics/metric.js';
import { valuesOf } from './same.js';
import { matches, ONCE, readEvents } from './selectors.js';

/** True from `for` after the last beginning that was not followed up, until `within` after it; else no value. */
export const abandonment: Make = (json, head, canon, live) => {
  const { world, states } = live;
  const begin = readEvents(json[head] ?? null, world);
  const done = readEvents(json.without ?? null, world);
  const values = valuesOf(json.same as string | undefined, world);
  const wait = parseDuration(json.for) as number;
  const within = parseDuration(json.within) ?? NEVER;

  /** What was begun and not followed up: when last, in that order. */
  const state = states.keep(canon, { open: new Map<Scalar, number>() });
  const stream = live.addStream({
    canon,
    fits: (name) => begin.fits(name) || done.fits(name),
    find: (event) => {
      const begins = matches(begin, event);
      if (!begins && !matches(done, event)) return [];
      for (const value of values(event)) {
        if (begins) putLast(state.open, value, event.time);
        else state.open.delete(value);
      }
      return ONCE;
    },
  });

  /** The oldest beginning that is not too old. */
  const oldest = (): number => {
    for (const [value, time] of state.open) {
      if (time >= world.now - within) return time;
      state.open.delete(value);
    }
    return NEVER;
  };
  const isOver = () => oldest() + wait <= world.now;
  return {
    feeds: [stream],
    read: () => isOver() || undefined,
    next: () => oldest() + (isOver() ? within + 1 : wait),
  };
};
