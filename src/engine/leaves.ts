import { HOUR, NEVER } from '../base/time.js';
import { calendarPart, type Part } from './calendar.js';
import type { Metric, MetricPlan, Parts } from './metrics/types.js';
import { pathInto } from './paths.js';
import { passes, passesValue, type Test } from './tests.js';
import type { Value } from './types.js';

/** A condition that is decided by itself: whether it holds, and when it may change without anything coming in. */
export interface Leaf {
  decide(now: number): boolean;
  /** The next instant at which it is to be decided anew; asked right after `decide`. */
  next(now: number): number;
}

/** A distinct leaf of the definitions' conditions. */
export interface LeafPlan {
  readonly canon: string;
  /** What it is decided anew by: events of these streams, a change of session, a change of traits. */
  readonly streams: readonly number[];
  readonly session: boolean;
  readonly traits: boolean;
  /** It holds as it was last decided, because no form tells when it changes. */
  readonly free: boolean;
  create(parts: Parts): Leaf;
}

/** The left side of a test. */
interface Side {
  value(now: number): Value;
  /** All values, where there may be several. */
  each?(take: (value: unknown) => boolean): unknown;
  next(now: number): number;
  crossing?(now: number, bound: number): number;
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** A test of a side, with named metrics perhaps on the other. */
const testing = (
  canon: string,
  test: Test,
  operandPlans: ReadonlyMap<string, number>,
  plans: readonly MetricPlan[],
  main: MetricPlan | undefined,
  traits: boolean,
  side: (parts: Parts) => Side,
): LeafPlan => {
  const operands = [...operandPlans.values()].map((index) => plans[index] as MetricPlan);
  const all = main ? [main, ...operands] : operands;
  const free = main?.drift === 'free' || operands.some(({ drift }) => drift !== 'none');
  return {
    canon,
    streams: [...new Set(all.flatMap(({ streams }) => streams))],
    session: all.some(({ session }) => session),
    traits: traits || all.some((plan) => plan.traits),
    free,
    create: (parts) => {
      const left = side(parts);
      const right = new Map([...operandPlans].map(([name, index]) => [name, parts.metrics[index] as Metric]));
      let now = 0;
      const read = (name: string): Value => right.get(name)?.read(now);
      return {
        decide: (time) => {
          now = time;
          return left.each ? passes(test, left.each, read) : passesValue(test, left.value(time), read);
        },
        next: (time) => {
          let next = left.next(time);
          const consider = (instant: number) => {
            if (instant < next) next = instant;
          };
          for (const metric of right.values()) consider(metric.next(time));
          if (free) consider((Math.floor(time / HOUR) + 1) * HOUR);
          else if (left.crossing) {
            for (const bound of test.bounds) consider(left.crossing(time, bound));
            for (const metric of right.values()) {
              const bound = metric.read(time);
              if (isNumber(bound)) consider(left.crossing(time, bound));
            }
          }
          return next;
        },
      };
    },
  };
};

type Operands = ReadonlyMap<string, number>;

export const metricLeaf = (
  canon: string,
  index: number,
  test: Test,
  operands: Operands,
  plans: readonly MetricPlan[],
): LeafPlan => {
  const main = plans[index] as MetricPlan;
  return testing(canon, test, operands, plans, main, false, ({ metrics }) => {
    const metric = metrics[index] as Metric;
    return {
      value: (now) => metric.read(now),
      next: (now) => metric.next(now),
      ...(main.drift === 'closed' && {
        crossing: (now: number, bound: number) => metric.crossing(now, bound),
      }),
    };
  });
};

export const traitLeaf = (
  canon: string,
  path: string,
  test: Test,
  operands: Operands,
  plans: readonly MetricPlan[],
): LeafPlan => {
  const find = pathInto(path);
  return testing(canon, test, operands, plans, undefined, true, ({ world }) => ({
    value: () => undefined,
    each: (take) => find(world.traits, take),
    next: () => NEVER,
  }));
};

export const clockLeaf = (
  canon: string,
  part: Part,
  test: Test,
  operands: Operands,
  plans: readonly MetricPlan[],
): LeafPlan =>
  testing(canon, test, operands, plans, undefined, false, ({ world: { calendar } }) => ({
    value: (now) => calendarPart(part, now + calendar.offset(now)),
    next: (now) => calendar.nextReading(part, now),
  }));
