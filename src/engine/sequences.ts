import { canonical, type Json, type Scalar } from '../base/json.js';
import { NEVER, parseDuration } from '../base/time.js';
import type { Event } from '../event/types.js';
import { MOST_VALUES } from './metrics/folds.js';
import { lookup, scalarsAt } from './paths.js';
import { matches, readEvents, type Selector, type Surroundings } from './selectors.js';

/** A chain of events that has come as far as some step: when it started and when its last event was. */
type Chain = readonly [start: number, last: number];

interface Steps {
  readonly sequence: readonly Json[];
  readonly within?: string;
  readonly gap?: string;
  readonly without?: Json;
  readonly same?: string;
}

const ALL = [''] as const;

/** What happens to each value of `same`, or to all events together; the least recently seen values are forgotten first. */
export const bySame = (
  same: string | undefined,
  { world }: Surroundings,
): ((event: Event) => ReadonlySet<Scalar>) => {
  const at = same === undefined ? undefined : lookup(same, world);
  return (event) => new Set(at ? scalarsAt(at, event) : ALL);
};

/** Puts an entry last and forgets the first if there are too many. */
export const putLast = <V>(map: Map<Scalar, V>, key: Scalar, value: V): void => {
  map.delete(key);
  map.set(key, value);
  if (map.size > MOST_VALUES) map.delete(map.keys().next().value as Scalar);
};

/**
 * The events that complete a sequence, found as they come. Of two chains at one step the one that started later is
 * better for `within`, the one whose last event came later is better for `gap`, and one that is worse in both is
 * dropped: so a step's chains stand from the latest start, with the earliest last event, to the earliest start.
 */
export const readSequence = (json: Steps, surroundings: Surroundings): Selector => {
  const { world, states } = surroundings;
  const steps = json.sequence.map((step) => readEvents(step, world));
  const without = json.without === undefined ? undefined : readEvents(json.without, world);
  const [within, gap] = [parseDuration(json.within) ?? NEVER, parseDuration(json.gap) ?? NEVER];
  const valuesOf = bySame(json.same, surroundings);
  const last = steps.length - 1;
  const canon = canonical(json);
  const state = states.keep(canon, { open: new Map<Scalar, Chain[][]>() });

  const extend = (chains: Chain[][], { time }: Event, fits: readonly boolean[], barred: boolean): boolean => {
    /** The latest start of a chain at a step that this event may continue. */
    const start = (step: number): number | undefined => {
      const list = chains[step] as Chain[];
      while (list[0] && time - list[0][1] > gap) list.shift();
      return list[0] && time - list[0][0] <= within ? list[0][0] : undefined;
    };
    const completes = fits[last] === true && (!last || start(last - 1) !== undefined);
    if (barred)
      chains.forEach((_, step) => {
        chains[step] = [];
      });
    for (let step = last - 1; step >= 0; step--) {
      const from = !fits[step] ? undefined : step ? start(step - 1) : time;
      if (from === undefined) continue;
      const list = chains[step] as Chain[];
      while (list.length && (list.at(-1) as Chain)[0] <= from) list.pop();
      list.push([from, time]);
      if (list.length > MOST_VALUES) list.shift();
    }
    return completes;
  };

  return {
    canon,
    fits: (name) => steps.some((step) => step.fits(name)) || without?.fits(name) === true,
    find: (event) => {
      const fits = steps.map((step) => matches(step, event));
      const barred = without !== undefined && matches(without, event);
      let completes = false;
      for (const value of valuesOf(event)) {
        const chains = state.open.get(value) ?? Array.from({ length: last }, () => []);
        completes = extend(chains, event, fits, barred) || completes;
        if (chains.some((list) => list.length)) putLast(state.open, value, chains);
        else state.open.delete(value);
      }
      return completes ? [undefined] : [];
    },
  };
};
