/** Weighted evidence: points of each class, and which class wins. */

import { exactSum } from './exact.js';
import { type Classifier, span, type Value } from './language.js';
import { numbers, scalars } from './paths.js';
import { type Instance, select } from './selectors.js';
import type { World } from './world.js';

/** What a record is worth once it is `age` old. */
export const faded = (points: number, age: number, halfLife: string | undefined): number =>
  halfLife === undefined ? points : points * 2 ** (-age / span(halfLife));

/** The points that something gives; none where the path finds no number. */
export const pointsOf = (points: number | string, { at }: Instance): number[] =>
  typeof points === 'number' ? [points] : numbers(at(points));

/** Where evidence stands: in the log, in the list of evidence, in the event. */
type Place = readonly number[];

interface Class {
  name: string;
  points: number;
  last: Place | undefined;
}

const later = (a: Place, b: Place): boolean => {
  const i = a.findIndex((n, i) => n !== b[i]);
  return i >= 0 && (a[i] as number) > (b[i] as number);
};

function tally(world: World, classifier: Classifier, t: number): Class[] {
  const given = new Map<string, { points: number[]; last: Place | undefined }>();
  const of = (name: string): { points: number[]; last: Place | undefined } => {
    const entry = given.get(name) ?? { points: [], last: undefined };
    given.set(name, entry);
    return entry;
  };
  for (const [line, evidence] of classifier.evidence.entries()) {
    for (const instance of select(world, evidence.of)) {
      if (instance.event.time > t) continue;
      const worth = pointsOf(evidence.points, instance);
      if (worth.length === 0) continue;
      const found =
        evidence.by === undefined
          ? [evidence.class as string]
          : scalars(instance.at(evidence.by)).map(String);
      for (const name of new Set(found)) {
        const [record, element] = instance.place;
        const place = [record, line, element, found.lastIndexOf(name)];
        const entry = of(name);
        if (entry.last === undefined || later(place, entry.last)) entry.last = place;
        for (const points of worth) {
          const now = faded(points, t - instance.event.time, classifier.halfLife);
          entry.points.push(now);
        }
      }
    }
  }
  const direct = [...given].map(([name, { points }]) => [name, [...points]] as const);
  for (const [name, points] of direct) {
    const related =
      classifier.related !== undefined && Object.hasOwn(classifier.related, name)
        ? classifier.related[name]
        : {};
    for (const [other, share] of Object.entries(related as { [name: string]: number })) {
      of(other).points.push(...points.map((p) => p * share));
    }
  }
  return [...given].map(([name, { points, last }]) => ({ name, points: exactSum(points), last }));
}

function winner(classes: readonly Class[], minPoints: number): Class | undefined {
  const most = Math.max(0, ...classes.map(({ points }) => points));
  if (most <= 0 || most < minPoints) return undefined;
  const [first, ...others] = classes.filter(({ points }) => points >= most * (1 - 1e-9));
  return others.reduce((best, next) => {
    if (best?.last === undefined || next.last === undefined) {
      if (best?.last !== undefined) return best;
      return next.last !== undefined || next.name < (best as Class).name ? next : best;
    }
    return later(next.last, best.last) ? next : best;
  }, first);
}

export function classify(
  world: World,
  classifier: Classifier,
  read: 'confidence' | 'points' | undefined,
  name: string | undefined,
  t: number,
): Value {
  const classes = tally(world, classifier, t);
  if (read === 'points') return classes.find((entry) => entry.name === name)?.points ?? 0;
  const best = winner(classes, classifier.minPoints ?? Number.NEGATIVE_INFINITY);
  if (read === undefined || best === undefined) return best?.name;
  return best.points / exactSum(classes.map(({ points }) => points).filter((points) => points > 0));
}
