/** Whether a condition holds at an instant, by looking at the whole log. */
import type { Json } from '../../src/base/json.js';
import { partsIn } from './calendar.js';
import { decidedAt, leftOf } from './drift.js';
import { type Condition, type Metric, type NowPart, type Selector, span } from './language.js';
import { metricAt } from './metrics.js';
import { lookup } from './paths.js';
import { having, search, valuesAt } from './selectors.js';
import { passes } from './tests.js';
import { traitsOf, type World } from './world.js';

/** Whether the visitor is in a segment at the same instant. */
export type IsIn = (id: string) => boolean;

export function clockPart(world: World, part: NowPart, t: number): Json {
  const parts = partsIn(world.zone, t);
  return part === 'day' ? parts.dayOfMonth : parts[part];
}

/** Values of these kinds can be strings, so that a duration on the right is only a string. */
const canBeText = (metric: Metric): boolean =>
  metric.first !== undefined ||
  metric.last !== undefined ||
  metric.top !== undefined ||
  (metric.classifier !== undefined && metric.read === undefined);

function abandoned(world: World, condition: Condition, t: number): boolean {
  const past = world.log.filter(({ time }) => time <= t);
  const path = condition.same;
  const logs =
    path === undefined
      ? [past]
      : [...valuesAt(world, past, path)].map((value) => having(world, past, path, value));
  return logs.some((log) => {
    const last = search(world, log, condition.abandoned as Selector).at(-1);
    if (last === undefined) return false;
    const after = search(world, log, condition.without as Selector).at(-1);
    if (after !== undefined && after.place[0] > last.place[0]) return false;
    const age = t - last.event.time;
    return (
      age >= span(condition.for as string) &&
      (condition.within === undefined || age <= span(condition.within))
    );
  });
}

/** A test of a value that may change at any instant: at this one. */
export function passesAt(world: World, condition: Condition, t: number): boolean {
  const operand = (name: string) => metricAt(world, { metric: name }, t);
  if (condition.trait !== undefined) {
    return passes(condition, lookup(traitsOf(world, t), condition.trait), { operand });
  }
  if (condition.now !== undefined) {
    return passes(condition, [clockPart(world, condition.now, t)], { operand, wraps: true });
  }
  const left = leftOf(world, condition) as Metric;
  const value = metricAt(world, left, t);
  return passes(condition, value === undefined ? [] : [value], { operand, numeric: !canBeText(left) });
}

export function holds(world: World, condition: Condition, t: number, isIn: IsIn): boolean {
  const each = (one: Condition) => holds(world, one, t, isIn);
  if (condition.all !== undefined) return condition.all.every(each);
  if (condition.any !== undefined) return condition.any.some(each);
  if (condition.not !== undefined) return !each(condition.not);
  if (condition.atLeast !== undefined)
    return (condition.of as Condition[]).filter(each).length >= condition.atLeast;
  if (condition.segment !== undefined) return isIn(condition.segment);
  if (condition.abandoned !== undefined) return abandoned(world, condition, t);
  const decisions = world.decisions.get(condition);
  return passesAt(world, condition, decisions === undefined ? t : decidedAt(decisions, t));
}
