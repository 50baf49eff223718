import { canonical, type Json, type Scalar } from '../base/json.js';
import { NEVER, parseDuration } from '../base/time.js';
import { MOST_VALUES, putLast } from './bounded.js';
import type { Live } from './live.js';
import { valuesOf } from './same.js';
import { matches, ONCE, readEvents, type Selector } from './selectors.js';

/** A chain of events that has come as far as some step: when it started and when its last event was. */
type Chain = readonly [start: number, last: number];

interface Steps {
  readonly sequence: readonly Json[];
  readonly within?: string;
  readonly gap?: string;
  readonly without?: Json;
  readonly same?: string;
}

/**
 * The events that complete a sequence, found as they come. Of two chains at one step the one that started later is
 * better for `within`, the one whose last event came later is better for `gap`, and one that is worse in both is
 * dropped: so a step's chains stand from the latest start, with the earliest last event, to the earliest start.
 */
export const readSequence = (json: Steps, { world, states }: Pick<Live, 'world' | 'states'>): Selector => {
  const steps = json.sequence.map((step) => readEvents(step, world));
  const barriers = json.without === undefined ? [] : [readEvents(json.without, world)];
  const [within, gap] = [parseDuration(json.within) ?? NEVER, parseDuration(json.gap) ?? NEVER];
  const values = valuesOf(json.same, world);
  const last = steps.length - 1;
  const canon = canonical(json);
  const state = states.keep(canon, { open: new Map<Scalar, Chain[][]>() });
  /** The latest start of a chain that an event at this time continues; the first step begins one. */
  const startOf = (list: Chain[] | undefined, time: number): number | undefined => {
    if (!list) return time;
    while (list[0] && time - list[0][1] > gap) list.shift();
    return list[0] && time - list[0][0] <= within ? list[0][0] : undefined;
  };
  return {
    canon,
    fits: (name) => [...steps, ...barriers].some((step) => step.fits(name)),
    find: (event) => {
      const { time } = event;
      const barred = barriers.some((barrier) => matches(barrier, event));
      const fits = steps.map((step, at) => matches(step, event) && !(barred && at && at < last));
      if (!barred && !fits.includes(true)) return [];
      const { open } = state;
      let completes = false;
      for (const value of values(event)) {
        const chains = open.get(value) ?? Array.from({ length: last }, (): Chain[] => []);
        let isOpen = false;
        // from the last step on: each continues chains as they were before this event
        for (let step = last; step >= 0; step--) {
          const list = chains[step] ?? [];
          const start = fits[step] ? startOf(chains[step - 1], time) : undefined;
          if (step === last) completes ||= start !== undefined;
          if (barred) list.length = 0;
          if (step < last && start !== undefined) {
            while (list.length && (list.at(-1) as Chain)[0] <= start) list.pop();
            list.push([start, time]);
            if (list.length > MOST_VALUES) list.shift();
          }
          isOpen ||= list.length > 0;
        }
        if (isOpen) putLast(open, value, chains);
        else open.delete(value);
      }
      // the oldest first: what no event can go on with is not kept, nor marked and saved
      for (const [value, chains] of open) {
        if (chains.some((list) => list.some(([start, last]) => time - start <= within && time - last <= gap)))
          break;
        open.delete(value);
      }
      return completes ? ONCE : [];
    },
  };
};
