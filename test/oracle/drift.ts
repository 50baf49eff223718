/** Tests whose value changes all the time in a way that no formula turns around: when they are decided anew. */
import { dayStarts } from './calendar.js';
import type { Condition, Metric, Operand } from './language.js';
import { classifierOf, named, partsOf, selectorsOf } from './metrics.js';
import { select } from './selectors.js';
import { windowEdges } from './windows.js';
import type { World } from './world.js';

const HOUR = 36e5;

/** A single metric whose value moves while nothing happens. */
function moves(world: World, metric: Metric): boolean {
  if (metric.score !== undefined) return metric.halfLife !== undefined;
  if (metric.classifier !== undefined) {
    return metric.read === 'points' && classifierOf(world, metric.classifier).halfLife !== undefined;
  }
  return (
    metric.sinceLast !== undefined || metric.sinceFirst !== undefined || metric.untilAnniversary !== undefined
  );
}

export function drifts(world: World, metric: Metric): boolean {
  const meant = named(world, metric);
  return moves(world, meant) || partsOf(world, meant).some((part) => drifts(world, part));
}

const isMetric = (condition: Condition) =>
  !['all', 'any', 'not', 'atLeast', 'segment', 'trait', 'now', 'abandoned'].some((key) => key in condition);

/** The metric on the left of a test, followed to what it names. */
export const leftOf = (world: World, condition: Condition): Metric | undefined =>
  isMetric(condition) ? named(world, condition as Metric) : undefined;

/** The metrics on the other side of a test, followed to what they name. */
export function operandsOf(world: World, test: Condition): Metric[] {
  const sides = [test.is, test.isNot, test.gt, test.gte, test.lt, test.lte];
  return sides
    .filter((side): side is Operand => typeof side === 'object')
    .map((side) => named(world, { metric: side.metric }));
}

/** Whether a test is decided at certain instants only. */
export function isOpen(world: World, condition: Condition): boolean {
  const left = leftOf(world, condition);
  if (left !== undefined && partsOf(world, left).some((part) => drifts(world, part))) return true;
  return operandsOf(world, condition).some((operand) => drifts(world, operand));
}

/** A metric and all that it is made of, names followed. */
export function leavesOf(world: World, metric: Metric): Metric[] {
  const meant = named(world, metric);
  const parts = partsOf(world, meant);
  return parts.length === 0 ? [meant] : parts.flatMap((part) => leavesOf(world, part));
}

/** The instants at which the windows of a metric, and of all it is made of, let something in or out. */
export function edgesOf(world: World, metric: Metric, at: number): number[] {
  const first = world.log[0]?.time ?? at;
  return leavesOf(world, metric).flatMap((leaf) => {
    const events = selectorsOf(world, leaf).flatMap((selector) =>
      select(world, selector).map(({ event }) => event),
    );
    const daily = leaf.streak !== undefined || leaf.untilAnniversary !== undefined;
    return [...windowEdges(world, leaf.over, events, at), ...(daily ? dayStarts(world.zone, first, at) : [])];
  });
}

/** The instants of the records at which a metric is looked at anew. */
function recordsOf(world: World, metric: Metric): number[] {
  const times = (fits: (name: string) => boolean) => world.log.filter((e) => fits(e.name)).map((e) => e.time);
  return leavesOf(world, metric).flatMap((leaf) => [
    ...selectorsOf(world, leaf).flatMap((selector) => select(world, selector).map(({ event }) => event.time)),
    ...(leaf.over === 'session' ? times((name) => name !== '$set') : []),
    ...(leaf.untilAnniversary !== undefined ? times((name) => name === '$set') : []),
  ]);
}

export function hours(from: number, to: number): number[] {
  const found: number[] = [];
  for (let t = Math.ceil(from / HOUR) * HOUR; t <= to; t += HOUR) found.push(t);
  return found;
}

/** When an open test is decided, in order; `clock` are the instants at which its left side, a part of the clock, changes. */
export function decisionsOf(
  world: World,
  condition: Condition,
  clock: readonly number[],
  at: number,
): number[] {
  const first = world.log[0]?.time ?? at;
  const left = leftOf(world, condition);
  const sides = [...(left === undefined ? [] : [left]), ...operandsOf(world, condition)];
  const traits = condition.trait === undefined ? [] : world.log.filter(({ name }) => name === '$set');
  const all = [
    first,
    ...sides.flatMap((side) => [...recordsOf(world, side), ...edgesOf(world, side, at)]),
    ...traits.map(({ time }) => time),
    ...clock,
    ...hours(first, at),
  ];
  return [...new Set(all)].filter((t) => t >= first && t <= at).sort((a, b) => a - b);
}

/** The last instant up to t at which the test was decided. */
export function decidedAt(decisions: readonly number[], t: number): number {
  let [low, high] = [0, decisions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((decisions[middle] as number) <= t) low = middle + 1;
    else high = middle;
  }
  return decisions[low - 1] ?? t;
}
