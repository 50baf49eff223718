/** Every instant at which a condition may change: too many are harmless, one too few is not. */
import { anniversaryIn, partsIn, startOfDay, yearlyDate } from './calendar.js';
import { clockPart, passesAt } from './conditions.js';
import { decisionsOf, edgesOf, isOpen, leavesOf, leftOf, operandsOf } from './drift.js';
import {
  type Condition,
  duration,
  instant,
  type Metric,
  type NowPart,
  type Segment,
  span,
} from './language.js';
import { classifierOf, metricAt } from './metrics.js';
import { lookup, scalars } from './paths.js';
import { search, select } from './selectors.js';
import { traitsOf, type World } from './world.js';

/** The conditions of which a condition is made, down to those that look at the world. */
export function leafConditions(condition: Condition): Condition[] {
  if (condition.all !== undefined) return condition.all.flatMap(leafConditions);
  if (condition.any !== undefined) return condition.any.flatMap(leafConditions);
  if (condition.not !== undefined) return leafConditions(condition.not);
  if (condition.atLeast !== undefined) return (condition.of as Condition[]).flatMap(leafConditions);
  return [condition];
}

const around = (t: number): number[] => [Math.floor(t) - 1, Math.floor(t), Math.ceil(t), Math.ceil(t) + 1];

/** All numbers that a test compares with, durations in milliseconds. */
function constants(test: Condition): number[] {
  const { is, isNot, gt, gte, lt, lte } = test;
  const sides = [
    is,
    isNot,
    gt,
    gte,
    lt,
    lte,
    ...(test.oneOf ?? []),
    ...(test.noneOf ?? []),
    ...(test.between ?? []),
  ];
  return sides.flatMap((side) => {
    const value = typeof side === 'string' ? duration(side) : side;
    return typeof value === 'number' ? [value] : [];
  });
}

/** The instants at which a metric that grows or falls by a millisecond a millisecond stands at a value. */
function crossings(world: World, metric: Metric, values: readonly number[], at: number): number[] {
  const selector = metric.sinceLast ?? metric.sinceFirst;
  if (selector !== undefined) {
    return select(world, selector).flatMap(({ event }) =>
      values.flatMap((value) => around(event.time + value)),
    );
  }
  if (metric.untilAnniversary === undefined) return [];
  const path = metric.untilAnniversary;
  const first = world.log[0]?.time ?? at;
  const years: number[] = [];
  for (let year = partsIn(world.zone, first).year; year <= partsIn(world.zone, at).year + 1; year++)
    years.push(year);
  return world.log
    .filter(({ name }) => name === '$set')
    .flatMap(({ time }) => {
      const date = yearlyDate(scalars(lookup(traitsOf(world, time), path))[0]);
      return date === undefined ? [] : years.map((year) => startOfDay(world.zone, anniversaryIn(year, date)));
    })
    .flatMap((start) => values.flatMap((value) => around(start - value)));
}

/** The starts of minutes or quarters of an hour at which a part of the clock can change. */
function ticks(world: World, part: NowPart, at: number): number[] {
  const step = part === 'time' ? 6e4 : 9e5;
  const found: number[] = [];
  for (let t = Math.ceil((world.log[0]?.time ?? at) / step) * step; t <= at; t += step) {
    if (clockPart(world, part, t) !== clockPart(world, part, t - 1)) found.push(t);
  }
  return found;
}

/** Those of the instants at which the test of a part of the clock turns. */
const turns = (world: World, condition: Condition, instants: readonly number[]): number[] =>
  instants.filter((t) => passesAt(world, condition, t) !== passesAt(world, condition, t - 1));

function ofLeaf(world: World, condition: Condition, at: number): number[] {
  if (condition.segment !== undefined) return [];
  if (condition.abandoned !== undefined) {
    const ends = [
      span(condition.for as string),
      ...(condition.within === undefined ? [] : [span(condition.within) + 1]),
    ];
    return search(world, world.log, condition.abandoned).flatMap(({ event }) =>
      ends.map((end) => event.time + end),
    );
  }
  const operands = operandsOf(world, condition);
  const clock = condition.now === undefined ? [] : ticks(world, condition.now, at);
  if (isOpen(world, condition)) {
    const decisions = decisionsOf(world, condition, clock, at);
    world.decisions.set(condition, decisions);
    return decisions;
  }
  const ofOperands = operands.flatMap((operand) => edgesOf(world, operand, at));
  if (condition.now !== undefined)
    return operands.length > 0 ? [...clock, ...ofOperands] : turns(world, condition, clock);
  const left = leftOf(world, condition);
  if (left === undefined) return ofOperands;
  return [...ofOperands, ...edgesOf(world, left, at), ...crossings(world, left, constants(condition), at)];
}

/** Where a test of a decaying value stands: the value itself, or on which side of each number it lies. */
function stand(world: World, condition: Condition, t: number): string {
  const left = leftOf(world, condition);
  const sides = operandsOf(world, condition).map((operand) => metricAt(world, operand, t));
  const value = left === undefined ? undefined : metricAt(world, left, t);
  if (typeof value !== 'number') return JSON.stringify([value, sides]);
  const lines = [...constants(condition), ...sides.filter((side) => typeof side === 'number')];
  return JSON.stringify([lines.map((line) => Math.sign(value - line)), sides]);
}

const fades = (world: World, metric: Metric): boolean =>
  leavesOf(world, metric).some(
    (leaf) =>
      (leaf.score !== undefined && leaf.halfLife !== undefined) ||
      (leaf.classifier !== undefined && classifierOf(world, leaf.classifier).halfLife !== undefined),
  );

/** Between two instants nothing but decay changes such a test, so halving finds where it turns. */
function bisected(world: World, condition: Condition, pieces: readonly number[], at: number): number[] {
  const found: number[] = [];
  for (const [i, start] of pieces.entries()) {
    const end = i + 1 < pieces.length ? (pieces[i + 1] as number) - 1 : at;
    const goal = stand(world, condition, end);
    let from = start;
    for (let here = stand(world, condition, from); here !== goal; here = stand(world, condition, from)) {
      let [low, high] = [from, end];
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (stand(world, condition, middle) === here) low = middle;
        else high = middle;
      }
      found.push(high);
      from = high;
    }
  }
  return found;
}

/** All instants, in order, from the first record on up to `at`; decides on the way when open tests are looked at. */
export function instantsOf(world: World, segments: readonly Segment[], at: number): number[] {
  const first = world.log[0];
  if (first === undefined) return [];
  const tidy = (times: readonly number[]) =>
    [...new Set(times)].filter((t) => t >= first.time && t <= at).sort((a, b) => a - b);
  const leaves = segments.flatMap(({ when, until }) => [
    ...leafConditions(when),
    ...(until === undefined ? [] : leafConditions(until)),
  ]);
  const active = segments
    .flatMap(({ activeFrom, activeTo }) => [activeFrom, activeTo])
    .filter((t) => t !== undefined);
  let all = tidy([
    at,
    ...world.log.map(({ time }) => time),
    ...active.map(instant),
    ...leaves.flatMap((leaf) => ofLeaf(world, leaf, at)),
  ]);
  const closed = leaves.filter(
    (leaf) => leaf.segment === undefined && leaf.abandoned === undefined && !isOpen(world, leaf),
  );
  const fading = closed.filter((leaf) => {
    const left = leftOf(world, leaf);
    return [...(left === undefined ? [] : [left]), ...operandsOf(world, leaf)].some((metric) =>
      fades(world, metric),
    );
  });
  all = tidy([...all, ...fading.flatMap((leaf) => bisected(world, leaf, all, at))]);
  const moving = closed.flatMap((leaf) => {
    const left = leftOf(world, leaf);
    const values = new Set(operandsOf(world, leaf).flatMap((o) => all.map((t) => metricAt(world, o, t))));
    const lines = [...values].filter((value) => typeof value === 'number');
    return left === undefined || lines.length === 0 ? [] : crossings(world, left, lines, at);
  });
  return moving.length === 0 ? all : tidy([...all, ...moving]);
}
