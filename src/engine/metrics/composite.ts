import type { Json } from '../../base/json.js';
import type { Live } from '../live.js';
import { sumOf } from '../sum.js';
import type { Value } from '../types.js';
import type { Metric } from './metric.js';
import { isNumber } from './windowed.js';

type Numbers = readonly (number | undefined)[];

/** A metric that is computed from others; where one of them drifts there is no closed form for it. */
export const composed = (
  canon: string,
  parts: readonly Metric[],
  live: Live,
  compute: (values: Numbers) => Value,
): Metric => {
  // a metric may stand in many others: it is computed once for all of them
  let value: Value;
  let tick = -1;
  return {
    canon,
    numeric: true,
    drift: parts.some(({ drift }) => drift !== 'none') ? 'free' : 'none',
    feeds: parts.flatMap(({ feeds }) => feeds),
    read: () => {
      if (tick === live.tick) return value;
      tick = live.tick;
      value = compute(
        parts.map((part) => {
          const value = part.read();
          return isNumber(value) ? value : undefined;
        }),
      );
      return value;
    },
    next: () => Math.min(...parts.map((part) => part.next())),
  };
};

const known = (value: number | undefined): value is number => value !== undefined;

const COMPUTE: { readonly [head: string]: (values: Numbers) => Value } = {
  ratio: ([a, b]) => (known(a) && b ? a / b : undefined),
  difference: ([a, b]) => (known(a) && known(b) ? a - b : undefined),
  total: (values) => sumOf(values.filter(known)),
};

/** `ratio`, `difference` and `total`. */
export const composite = (
  json: { readonly [key: string]: Json },
  head: string,
  canon: string,
  live: Live,
): Metric =>
  composed(
    canon,
    (json[head] as Json[]).map((part) => live.metric(part)),
    live,
    COMPUTE[head] as (values: Numbers) => Value,
  );

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
export const model = (
  json: { readonly [key: string]: Json },
  head: string,
  canon: string,
  live: Live,
): Metric => {
  const { intercept, terms } = live.part('models', json[head] as string) as unknown as {
    intercept: number;
    terms: Term[];
  };
  const parts = terms.map(({ metric }) => live.metric(metric));
  return composed(canon, parts, live, (values) => {
    const added = terms.map(({ weight, transform = 'none', mean = 0, sd = 1, missing }, index) => {
      const x = values[index] ?? missing;
      return x === undefined
        ? Number.NaN
        : (weight * ((TRANSFORMS[transform] as (x: number) => number)(x) - mean)) / sd;
    });
    return 1 / (1 + Math.exp(-sumOf([intercept, ...added.filter(Number.isFinite)])));
  });
};
