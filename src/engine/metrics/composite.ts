import type { Json } from '../../base/json.js';
import { NEVER } from '../../base/time.js';
import type { Live } from '../live.js';
import type { Feed } from '../nodes.js';
import { sumOf } from '../sum.js';
import type { Value } from '../types.js';
import { ROUNDING } from './folds.js';
import { type Make, type Metric, moves } from './metric.js';
import { isNumber } from './windowed.js';

type Numbers = readonly (number | undefined)[];

const numberOf = (part: Metric): number | undefined => {
  const value = part.read();
  return isNumber(value) ? value : undefined;
};

/** How a metric is computed from others. */
interface Form {
  of(values: Numbers): Value;
  /** How far each value may go before the outcome comes to a number; in all they stay within what lies between. */
  room?(values: Numbers, bound: number): readonly number[];
}

/** A metric that is computed from others; where one of them drifts there is no closed form for it. */
const composed = (parts: readonly Metric[], live: Live, { of, room }: Form): Metric => {
  // a metric may stand in many others: it is computed once for all of them
  let value: Value;
  let tick = -1;
  const drifting = parts.filter(({ crossing }) => crossing);
  const rests = new Map<Feed, number>();
  return {
    numeric: true,
    feeds: parts.flatMap(({ feeds }) => feeds),
    read: () => {
      if (tick !== live.tick) value = of(parts.map(numberOf));
      tick = live.tick;
      return value;
    },
    // with bounds, a part counts when it may have gone as far as it may, or at all
    next: (bounds) => {
      const values = parts.map(numberOf);
      const rooms = room && bounds?.map((bound) => room(values, bound));
      let next = NEVER;
      rests.clear();
      parts.forEach((part, at) => {
        const value = values[at];
        const far = rooms?.length ? Math.min(...rooms.map((one) => one[at] as number)) : 0;
        next = Math.min(next, part.next(bounds && known(value) ? [value - far, value + far] : undefined));
        for (const feed of part.feeds)
          rests.set(feed, Math.min(rests.get(feed) ?? NEVER, part.rests?.(feed) ?? 0));
      });
      return next;
    },
    rests: (feed) => rests.get(feed) ?? 0,
    ...(drifting.length && {
      free: true,
      crossing: () => (drifting.some(moves) ? live.world.now + 1 : NEVER),
    }),
  };
};

const known = (value: number | undefined): value is number => value !== undefined;

/** The parts share what lies between their sum and nothing, but for what rounding may make of it. */
const share = (sum: readonly number[], parts: number): number => {
  const far = Math.abs(sumOf(sum)) - ROUNDING * sum.reduce((most, part) => most + Math.abs(part), 0);
  return far > 0 && far < NEVER ? far / parts : 0;
};

const FORMS: { readonly [head: string]: Form } = {
  ratio: {
    of: ([a, b]) => (known(a) && b ? a / b : undefined),
    // a - bound × b keeps its sign, and so does b
    room: ([a = 0, b = 0], bound) => {
      const far = share([a, -bound * b], 2);
      return [far, Math.min(far / Math.abs(bound) || 0, Math.abs(b))];
    },
  },
  difference: {
    of: ([a, b]) => (known(a) && known(b) ? a - b : undefined),
    room: ([a = 0, b = 0], bound) => Array(2).fill(share([a, -b, -bound], 2)),
  },
  total: {
    of: (values) => sumOf(values.filter(known)),
    room: (values, bound) =>
      Array(values.length).fill(share([...values.filter(known), -bound], values.length)),
  },
};

/** `ratio`, `difference` and `total`. */
export const composite: Make = (json, head, _, live) => {
  const parts = (json[head] as Json[]).map((part) => live.metric(part));
  return composed(parts, live, FORMS[head] as Form);
};

/** What a model makes of a value, and how far down that may go before it has made so much less; up it is farther. */
const TRANSFORMS: {
  readonly [name: string]: readonly [of: (x: number) => number, down: (x: number, less: number) => number];
} = {
  none: [(x) => x, (_, less) => less],
  log1p: [Math.log1p, (x, less) => -(1 + x) * Math.expm1(-less)],
  sqrt: [Math.sqrt, (x, less) => x - Math.max(0, Math.sqrt(x) - less) ** 2],
};

interface Term {
  readonly metric: Json;
  readonly weight: number;
  readonly transform?: string;
  readonly mean?: number;
  readonly sd?: number;
  readonly missing?: number;
}

/** The probability that a logistic regression over metrics gives. */
export const model: Make = (json, head, _, live) => {
  const { intercept, terms } = live.part('models', json[head] as string) as unknown as {
    intercept: number;
    terms: Term[];
  };
  const parts = terms.map(({ metric }) => live.metric(metric));
  // nothing there becomes NaN, which adds nothing
  const added = (values: Numbers) =>
    terms
      .map(({ weight, transform = 'none', mean = 0, sd = 1, missing }, at) => {
        const [of] = TRANSFORMS[transform] as (typeof TRANSFORMS)[string];
        return (weight * (of((values[at] ?? missing) as number) - mean)) / sd;
      })
      .filter(Number.isFinite);
  return composed(parts, live, {
    of: (values) => 1 / (1 + Math.exp(-sumOf([intercept, ...added(values)]))),
    room: (values, bound) => {
      const far =
        share([intercept, ...added(values), Math.log((1 - bound) / bound)], terms.length) - ROUNDING;
      return terms.map(({ weight, transform = 'none', sd = 1 }, at) => {
        const [, down] = TRANSFORMS[transform] as (typeof TRANSFORMS)[string];
        return Math.max(0, down(values[at] ?? 0, Math.max(0, far) * Math.abs(sd / weight))) || 0;
      });
    },
  });
};
