import { canonical, has, type Json, type Scalar } from '../base/json.js';
import type { Event } from '../event/types.js';
import type { StreamPlan } from './compilation.js';
import { MOST_VALUES } from './metrics/tally.js';
import { lookup, scalarsAt } from './paths.js';
import type { Report } from './report.js';
import { type EventSelector, matches, readEventSelector } from './selectors.js';
import { readDuration } from './windows.js';

const MOST_STEPS = 16;
const ALL = [''] as const;
const FOUND = [undefined] as const;
const NOTHING = [] as const;

/**
 * A chain of events that has come as far as some step: when it started and when its last event was. Of two chains at
 * one step the one that started later is better for `within` and the one whose last event came later is better for
 * `gap`; a chain that is worse in both is dropped. So a step's chains stand from the latest start, with the earliest
 * last event, to the earliest start, with the latest last event.
 */
type Chain = readonly [start: number, last: number];

/** The events that complete a sequence (SEGMENTS section 4), found as they come. */
export const readSequence = (json: Record<string, unknown>, place: string, report: Report): StreamPlan => {
  report.object(json, place, 'a sequence', SEQUENCE_KEYS);
  const at = (key: string) => `${place}.${key}`;
  const steps = report.list(json.sequence, at('sequence'), 'steps', (step, where) =>
    readEventSelector(step, where, report, false),
  );
  if (steps.length > MOST_STEPS)
    report.fault('limit', at('sequence'), json.sequence, `at most ${MOST_STEPS} steps`);
  const duration = (key: string) =>
    has(json, key) ? readDuration(json[key], at(key), report) : Number.POSITIVE_INFINITY;
  const within = duration('within');
  const gap = duration('gap');
  const without = has(json, 'without')
    ? readEventSelector(json.without, at('without'), report, false)
    : undefined;
  const same = has(json, 'same') ? report.text(json.same, at('same'), 'a path') : undefined;
  const all = without ? [...steps, without] : steps;
  return {
    canon: canonical([
      'sequence',
      steps.map(({ canon }) => canon),
      without?.canon,
      String(within),
      String(gap),
      same,
    ]),
    names: {
      exact: new Set(all.flatMap(({ names }) => [...names.exact])),
      globs: all.flatMap(({ names }) => names.globs),
    },
    columns: [],
    create: (world) => {
      const at = same === undefined ? undefined : lookup(same);
      /** Chains by step, for each value of `same`; the values in the order in which they were last seen. */
      let open = new Map<Scalar, Chain[][]>();

      /** Takes an event into the chains of one value; true if it completes one. */
      const extend = (
        chains: Chain[][],
        { time }: Event,
        fits: (selector: EventSelector) => boolean,
      ): boolean => {
        /** The latest start of a chain at a step that this event may continue. */
        const start = (step: number): number | undefined => {
          const list = chains[step] as Chain[];
          while (list.length && time - (list[0] as Chain)[1] > gap) list.shift();
          const from = list[0]?.[0];
          return from !== undefined && time - from <= within ? from : undefined;
        };
        const last = steps.length - 1;
        const completes = fits(steps[last] as EventSelector) && (last === 0 || start(last - 1) !== undefined);
        const barred = without !== undefined && fits(without);
        if (barred) for (let step = 0; step < last; step++) chains[step] = [];
        for (let step = last - 1; step >= 0; step--) {
          if (!fits(steps[step] as EventSelector)) continue;
          const from = step === 0 ? time : barred ? undefined : start(step - 1);
          if (from === undefined) continue;
          const list = chains[step] as Chain[];
          while (list.length && (list.at(-1) as Chain)[0] <= from) list.pop();
          list.push([from, time]);
          if (list.length > MOST_VALUES) list.shift();
        }
        return completes;
      };

      const find = (event: Event): readonly unknown[] => {
        const fitting = new Map<EventSelector, boolean>();
        const fits = (selector: EventSelector): boolean => {
          let fit = fitting.get(selector);
          if (fit === undefined) {
            fit = matches(selector, event, world);
            fitting.set(selector, fit);
          }
          return fit;
        };
        let completes = false;
        for (const value of new Set(at ? scalarsAt(at, event, undefined, world) : ALL)) {
          const chains = open.get(value) ?? Array.from({ length: steps.length - 1 }, () => []);
          completes = extend(chains, event, fits) || completes;
          open.delete(value);
          if (chains.some((list) => list.length)) open.set(value, chains);
          if (open.size > MOST_VALUES) open.delete(open.keys().next().value as Scalar);
        }
        return completes ? FOUND : NOTHING;
      };

      return Object.assign(find, {
        save: (): Json => [...open].map(([value, chains]) => [value, chains.map((list) => [...list])]),
        load: (state: Json) => {
          const saved = state as unknown as [Scalar, Chain[][]][];
          open = new Map(saved.map(([value, chains]) => [value, chains.map((list) => [...list])]));
        },
      });
    },
  };
};

const SEQUENCE_KEYS = new Set(['sequence', 'within', 'gap', 'without', 'same']);
