import { canonical } from '../../base/json.js';
import type { Compilation } from '../compilation.js';
import { ExactSum } from '../sum.js';
import type { Value } from '../types.js';
import { isNumber } from './columns.js';
import { type Drift, type Form, type Metric, type MetricPlan, never, type Parts } from './types.js';

/** A metric that is computed from others. Where one of them drifts there is no closed form for it. */
export const composed = (
  canon: string,
  parts: readonly number[],
  compilation: Compilation,
  drift: Drift | undefined,
  compute: (values: readonly (number | undefined)[]) => Value,
): MetricPlan => {
  const plans = parts.map((index) => compilation.metrics[index] as MetricPlan);
  return {
    canon: canonical([canon, plans.map((plan) => plan.canon)]),
    numeric: true,
    drift: drift ?? (plans.some((plan) => plan.drift !== 'none') ? 'free' : 'none'),
    streams: plans.flatMap(({ streams }) => streams),
    session: plans.some(({ session }) => session),
    traits: plans.some(({ traits }) => traits),
    create: ({ metrics }: Parts) => {
      const all = parts.map((index) => metrics[index] as Metric);
      return {
        read: (now) =>
          compute(
            all.map((metric) => {
              const value = metric.read(now);
              return isNumber(value) ? value : undefined;
            }),
          ),
        next: (now) => Math.min(...all.map((metric) => metric.next(now))),
        crossing: never,
        needs: () => {},
        save: () => null,
        load: () => {},
      };
    },
  };
};

/** A metric of the two, or of the many, under the form's own key. */
const computed = (two: boolean, compute: Parameters<typeof composed>[4]): Form => ({
  keys: [],
  read: (json, head, place, compilation) => {
    const at = `${place}.${head}`;
    const parts = compilation.report.list(json[head], at, two ? 'two metrics' : 'metrics', (it, where) =>
      compilation.nested(it, where),
    );
    if (two && parts.length && parts.length !== 2)
      compilation.report.fault('wrong-value', at, json[head], 'two metrics');
    const known = parts.filter((part) => part !== undefined);
    if (!known.length || known.length !== parts.length) return undefined;
    return composed(head, known, compilation, undefined, compute);
  },
});

export const isKnown = (value: number | undefined): value is number => value !== undefined;

export const ratio = computed(true, ([a, b]) => (isKnown(a) && isKnown(b) && b !== 0 ? a / b : undefined));
export const difference = computed(true, ([a, b]) => (isKnown(a) && isKnown(b) ? a - b : undefined));
export const total = computed(false, (values) => {
  const sum = new ExactSum();
  for (const value of values) if (isKnown(value)) sum.add(value);
  return sum.value;
});
