import type { Json } from '../../base/json.js';
import { NEVER } from '../../base/time.js';
import type { Live } from '../live.js';
import { sumOf } from '../sum.js';
import type { Value } from '../types.js';
import { type Make, type Metric, moves } from './metric.js';
import { isNumber } from './windowed.js';

type Numbers = readonly (number | undefined)[];

const numberOf = (part: Metric): number | undefined => {
  const value = part.read();
  return isNumber(value) ? value : undefined;
};

/** A metric that is computed from others; where one of them drifts there is no closed form for it. */
const composed = (parts: readonly Metric[], live: Live, compute: (values: Numbers) => Value): Metric => {
  // a metric may stand in many others: it is computed once for all of them
  let value: Value;
  let tick = -1;
  const drifting = parts.filter(({ crossing }) => crossing);
  return {
    numeric: true,
    feeds: parts.flatMap(({ feeds }) => feeds),
    read: () => {
      if (tick !== live.tick) value = compute(parts.map(numberOf));
      tick = live.tick;
      return value;
    },
    // with bounds, a part counts when it may become another
    next: (bounds) => {
      let next = NEVER;
      for (const part of parts) {
        const value = bounds && numberOf(part);
        next = Math.min(next, part.next(value === undefined ? undefined : [value]));
      }
      return next;
    },
    ...(drifting.length && {
      free: true,
      crossing: () => (drifting.some(moves) ? live.world.now + 1 : NEVER),
    }),
  };
};

const known = (value: number | undefined): value is number => value !== undefined;

const COMPUTE: { readonly [head: string]: (values: Numbers) => Value } = {
  ratio: ([a, b]) => (known(a) && b ? a / b : undefined),
  difference: ([a, b]) => (known(a) && known(b) ? a - b : undefined),
  total: (values) => sumOf(values.filter(known)),
};

/** `ratio`, `difference` and `total`. */
export const composite: Make = (json, head, _, live) => {
  const parts = (json[head] as Json[]).map((part) => live.metric(part));
  return composed(parts, live, COMPUTE[head] as (values: Numbers) => Value);
};

const TRANSFORMS: { readonly [name: string]: (x: number) => number } = {
  none: (x) => x,
  log1p: Math.log1p,
  sqrt: Math.sqrt,
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
  return composed(parts, live, (values) => {
    // nothing there becomes NaN, which adds nothing
    const added = terms.map(({ weight, transform = 'none', mean = 0, sd = 1, missing }, index) => {
      const x = TRANSFORMS[transform]?.((values[index] ?? missing) as number) as number;
      return (weight * (x - mean)) / sd;
    });
    return 1 / (1 + Math.exp(-sumOf([intercept, ...added.filter(Number.isFinite)])));
  });
};
