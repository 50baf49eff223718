/** The value of a metric at an instant, by looking at the whole log. */
import type { Event } from '../../src/event/types.js';
import { anniversaryIn, dayIn, partsIn, startOfDay, yearlyDate } from './calendar.js';
import { classify, faded, pointsOf } from './classifiers.js';
import { exactSum } from './exact.js';
import { type Metric, type Model, type Scalar, type Selector, span, type Value } from './language.js';
import { lookup, numbers, scalars } from './paths.js';
import { type Instance, select } from './selectors.js';
import { inWindow } from './windows.js';
import { eventParts, traitsOf, type World } from './world.js';

const own = <T>(table: { [name: string]: T } | undefined, name: string): T => {
  if (table === undefined || !Object.hasOwn(table, name)) throw new Error(`nothing is named ${name}`);
  return table[name] as T;
};

/** Follows names to the metric that is named. */
export function named(world: World, metric: Metric): Metric {
  return metric.metric === undefined ? metric : named(world, own(world.definitions.metrics, metric.metric));
}

export const modelOf = (world: World, name: string): Model => own(world.definitions.models, name);
export const classifierOf = (world: World, name: string) => own(world.definitions.classifiers, name);

/** Every selector that a metric itself looks with; parts of a compound have their own. */
export function selectorsOf(world: World, metric: Metric): Selector[] {
  if (metric.score !== undefined) return metric.score.map(({ of }) => of);
  if (metric.classifier !== undefined)
    return classifierOf(world, metric.classifier).evidence.map(({ of }) => of);
  const { count, days, sessions, streak, peak, sinceLast, sinceFirst, interval, of } = metric;
  return [count, days, sessions, streak, peak, sinceLast, sinceFirst, interval, of].filter(
    (s) => s !== undefined,
  );
}

/** The metrics that a compound is made of. */
export function partsOf(world: World, metric: Metric): Metric[] {
  if (metric.model !== undefined) return modelOf(world, metric.model).terms.map((term) => term.metric);
  return metric.ratio ?? metric.difference ?? metric.total ?? [];
}

const number = (value: Value): number | undefined => (typeof value === 'number' ? value : undefined);

/** How often each scalar stands there, the one seen last at the end. */
function tallies(found: readonly Scalar[]): Map<Scalar, number> {
  const counts = new Map<Scalar, number>();
  for (const value of found) {
    const before = counts.get(value) ?? 0;
    counts.delete(value);
    counts.set(value, before + 1);
  }
  return counts;
}

/** Of the most frequent the one seen last. */
function leader(counts: Map<Scalar, number>): Scalar | undefined {
  const most = Math.max(...counts.values());
  return [...counts].filter(([, count]) => count === most).at(-1)?.[0];
}

function streak(world: World, instances: readonly Instance[], t: number): number {
  const days = new Set(instances.map(({ event }) => eventParts(world, event).day));
  if (days.size === 0) return 0;
  let day = Math.max(...days);
  if (day < dayIn(world.zone, t) - 1) return 0;
  let length = 0;
  for (; days.has(day); day--) length++;
  return length;
}

function untilAnniversary(world: World, path: string, t: number): number | undefined {
  const date = yearlyDate(scalars(lookup(traitsOf(world, t), path))[0]);
  if (date === undefined) return undefined;
  const { day, year } = partsIn(world.zone, t);
  const next = [year, year + 1].map((y) => anniversaryIn(y, date)).find((d) => d >= day) as number;
  return next === day ? 0 : startOfDay(world.zone, next) - t;
}

function probability(world: World, model: Model, t: number): number {
  let z = model.intercept;
  for (const { metric, weight, transform = 'none', mean = 0, sd = 1, missing } of model.terms) {
    const x = number(metricAt(world, metric, t)) ?? missing;
    if (x === undefined) continue;
    const shaped = transform === 'log1p' ? Math.log1p(x) : transform === 'sqrt' ? Math.sqrt(x) : x;
    if (Number.isFinite(shaped)) z += (weight * (shaped - mean)) / sd;
  }
  return 1 / (1 + Math.exp(-z));
}

/** The finite numbers at the path of a `sum`, `avg`, `min` or `max`, each times its `times`. */
function amounts(metric: Metric, path: string, instances: readonly Instance[]): number[] {
  return instances.flatMap(({ at }) => {
    const factor = metric.times === undefined ? 1 : (numbers(at(metric.times))[0] ?? 1);
    return numbers(at(path)).map((x) => x * factor);
  });
}

export function metricAt(world: World, metric: Metric, t: number): Value {
  const found = (selector: Selector): Instance[] => {
    const inside = inWindow(world, metric.over, t);
    return select(world, selector).filter(({ event }) => inside(event));
  };
  const of = () => found(metric.of as Selector);
  const values = (path: string) => of().flatMap(({ at }) => scalars(at(path)));
  const firstTime = (list: readonly { event: Event }[]) => list[0]?.event.time;
  const lastTime = (list: readonly { event: Event }[]) => list[list.length - 1]?.event.time;

  if (metric.metric !== undefined) return metricAt(world, named(world, metric), t);
  if (metric.count !== undefined) return found(metric.count).length;
  if (metric.sum !== undefined) return exactSum(amounts(metric, metric.sum, of()));
  if (metric.avg !== undefined) {
    const list = amounts(metric, metric.avg, of());
    return list.length === 0 ? undefined : exactSum(list) / list.length;
  }
  if (metric.min !== undefined) {
    const list = amounts(metric, metric.min, of());
    return list.length === 0 ? undefined : Math.min(...list);
  }
  if (metric.max !== undefined) {
    const list = amounts(metric, metric.max, of());
    return list.length === 0 ? undefined : Math.max(...list);
  }
  if (metric.distinct !== undefined) return new Set(values(metric.distinct)).size;
  if (metric.first !== undefined) return values(metric.first)[0];
  if (metric.last !== undefined) return values(metric.last).at(-1);
  if (metric.top !== undefined) return leader(tallies(values(metric.top)));
  if (metric.share !== undefined) {
    const list = values(metric.share);
    const counts = tallies(list);
    const value = metric.value ?? leader(counts);
    return value === undefined || list.length === 0 ? undefined : (counts.get(value) ?? 0) / list.length;
  }
  if (metric.days !== undefined) {
    return new Set(found(metric.days).map(({ event }) => eventParts(world, event).day)).size;
  }
  if (metric.sessions !== undefined)
    return new Set(found(metric.sessions).map(({ event }) => event.session)).size;
  if (metric.streak !== undefined) return streak(world, found(metric.streak), t);
  if (metric.peak !== undefined) {
    const length = span(metric.in as string);
    const times = found(metric.peak).map(({ event }) => event.time);
    return Math.max(
      0,
      ...times.map((end) => times.filter((time) => time > end - length && time <= end).length),
    );
  }
  if (metric.sinceLast !== undefined) {
    const last = lastTime(found(metric.sinceLast));
    return last === undefined ? undefined : t - last;
  }
  if (metric.sinceFirst !== undefined) {
    const first = firstTime(found(metric.sinceFirst));
    return first === undefined ? undefined : t - first;
  }
  if (metric.interval !== undefined) {
    const list = found(metric.interval);
    if (list.length < 2) return undefined;
    return ((lastTime(list) as number) - (firstTime(list) as number)) / (list.length - 1);
  }
  if (metric.score !== undefined) {
    return exactSum(
      metric.score.flatMap(({ of, points }) =>
        found(of).flatMap((instance) =>
          pointsOf(points, instance).map((p) => faded(p, t - instance.event.time, metric.halfLife)),
        ),
      ),
    );
  }
  if (metric.classifier !== undefined) {
    return classify(world, classifierOf(world, metric.classifier), metric.read, metric.class, t);
  }
  if (metric.model !== undefined) return probability(world, modelOf(world, metric.model), t);
  if (metric.untilAnniversary !== undefined) return untilAnniversary(world, metric.untilAnniversary, t);
  if (metric.total !== undefined) {
    return exactSum(metric.total.flatMap((part) => number(metricAt(world, part, t)) ?? []));
  }
  const pair = metric.ratio ?? metric.difference;
  if (pair === undefined) throw new Error(`no metric: ${JSON.stringify(metric)}`);
  const [a, b] = pair.map((part) => number(metricAt(world, part, t)));
  if (a === undefined || b === undefined) return undefined;
  if (metric.difference !== undefined) return a - b;
  return b === 0 ? undefined : a / b;
}
