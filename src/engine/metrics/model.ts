import { canonical, has, type Json } from '../../base/json.js';
import type { Compilation } from '../compilation.js';
import { ExactSum } from '../sum.js';
import { isNumber } from './columns.js';
import { composed, isKnown } from './composite.js';
import type { Form } from './types.js';

const MODEL_KEYS = new Set(['intercept', 'terms']);
const TERM_KEYS = new Set(['metric', 'weight', 'transform', 'mean', 'sd', 'missing']);
const TRANSFORMS: ReadonlyMap<unknown, (x: number) => number> = new Map([
  ['none', (x: number) => x],
  ['log1p', Math.log1p],
  ['sqrt', Math.sqrt],
]);

/** A logistic regression over metrics. */
const readModel = (json: unknown, place: string, compilation: Compilation): number | undefined => {
  const { report } = compilation;
  const file = report.object(json, place, 'a model', MODEL_KEYS);
  if (!file) return undefined;
  const number = (object: Record<string, unknown>, key: string, where: string, otherwise?: number): number =>
    otherwise !== undefined && !has(object, key)
      ? otherwise
      : (report.value(object[key], `${where}.${key}`, 'a number', isNumber) ?? 0);
  const intercept = number(file, 'intercept', place);
  const terms = report.list(file.terms, `${place}.terms`, 'terms', (element, where) => {
    const term = report.object(element, where, 'a term', TERM_KEYS) ?? {};
    const transform = TRANSFORMS.get(has(term, 'transform') ? term.transform : 'none');
    if (!transform)
      report.fault(
        'wrong-value',
        `${where}.transform`,
        term.transform,
        `one of ${[...TRANSFORMS.keys()].join(', ')}`,
      );
    const sd = number(term, 'sd', where, 1);
    if (sd === 0) report.fault('wrong-value', `${where}.sd`, sd, 'a number other than 0');
    return {
      metric: compilation.nested(term.metric, `${where}.metric`),
      weight: number(term, 'weight', where),
      transform: transform ?? ((x: number) => x),
      mean: number(term, 'mean', where, 0),
      sd,
      missing: has(term, 'missing') ? number(term, 'missing', where) : undefined,
      canon: [
        term.transform as Json,
        term.weight as Json,
        term.mean as Json,
        term.sd as Json,
        term.missing as Json,
      ],
    };
  });
  const metrics = terms.map(({ metric }) => metric).filter(isKnown);
  if (metrics.length !== terms.length || !metrics.length) return undefined;
  const canon = canonical(['model', intercept, terms.map(({ canon }) => canon)]);
  return compilation.addMetric(
    composed(canon, metrics, compilation, 'free', (values) => {
      const sum = new ExactSum();
      sum.add(intercept);
      terms.forEach(({ weight, transform, mean, sd, missing }, index) => {
        const x = values[index] ?? missing;
        const term = x === undefined ? Number.NaN : (weight * (transform(x) - mean)) / sd;
        if (Number.isFinite(term)) sum.add(term);
      });
      return 1 / (1 + Math.exp(-sum.value));
    }),
  );
};

/** The probability that a model gives. */
export const model: Form = {
  keys: [],
  read: (json, head, place, compilation) =>
    compilation.dictionary('models', json[head], `${place}.${head}`, (it, where) =>
      compilation.report.deeper(where, it, () => readModel(it, where, compilation)),
    ),
};
