/** What classifiers and models are made of, as named metrics: so the engine itself tells each class's points and each term's value. */
import { isObject } from '../base/json.js';
import type { Definitions, Metric, Model } from '../segment/types.js';

export const pointsOf = (classifier: string, name: string) => `$points ${classifier} ${name}`;
export const confidenceOf = (classifier: string) => `$confidence ${classifier}`;
export const winnerOf = (classifier: string) => `$winner ${classifier}`;
export const termOf = (model: string, index: number) => `$term ${model} ${index}`;
export const chanceOf = (model: string) => `$chance ${model}`;

/** Classes shown of one classifier. */
const MOST = 20;

/** All scalars at a path, through lists. */
const found = (json: unknown, path: readonly string[]): string[] => {
  if (Array.isArray(json)) return json.flatMap((one) => found(one, path));
  const [key, ...rest] = path;
  if (key === undefined) return isObject(json) || json == null ? [] : [String(json)];
  return isObject(json) ? found(json[key], rest) : [];
};

/** The classes that the lines of a classifier name, and those that events have named. */
export const classesOf = (
  definitions: Definitions,
  classifier: string,
  seen: readonly unknown[],
): readonly string[] => {
  const classes = new Set<string>();
  for (const line of definitions.classifiers?.[classifier]?.evidence ?? []) {
    if (line.class !== undefined) classes.add(line.class);
    for (const props of line.by === undefined ? [] : seen) {
      if (classes.size >= MOST) break;
      for (const name of found(props, String(line.by).split('.'))) classes.add(name);
    }
  }
  return [...classes].slice(0, MOST);
};

/** The definitions with those metrics beside their own. `seen`: props of the events so far. */
export const withParts = (definitions: Definitions, seen: readonly unknown[]): Definitions => {
  const metrics: { [name: string]: Metric } = { ...definitions.metrics };
  for (const classifier of Object.keys(definitions.classifiers ?? {})) {
    metrics[winnerOf(classifier)] = { classifier };
    metrics[confidenceOf(classifier)] = { classifier, read: 'confidence' };
    for (const name of classesOf(definitions, classifier, seen))
      metrics[pointsOf(classifier, name)] = { classifier, read: 'points', class: name };
  }
  for (const [model, { terms }] of Object.entries(definitions.models ?? {})) {
    metrics[chanceOf(model)] = { model };
    for (const [index, { metric }] of terms.entries()) metrics[termOf(model, index)] = metric;
  }
  return { ...definitions, metrics };
};

/** What a term adds before the logistic function. */
export const shareOf = (
  { weight, transform = 'none', mean = 0, sd = 1, missing }: Model['terms'][number],
  value: unknown,
): number => {
  const x = typeof value === 'number' ? value : missing;
  if (x === undefined) return 0;
  const bent = transform === 'log1p' ? Math.log1p(x) : transform === 'sqrt' ? Math.sqrt(x) : x;
  return (weight * (bent - mean)) / sd;
};
