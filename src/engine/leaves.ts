import { has, type Json } from '../base/json.js';
import { HOUR, NEVER } from '../base/time.js';
import { abandonment } from './abandonment.js';
import { calendarPart, type Part } from './calendar.js';
import type { Live } from './live.js';
import type { Metric } from './metrics/metric.js';
import { isNumber } from './metrics/windowed.js';
import { type Decision, Leaf } from './nodes.js';
import { pathInto } from './paths.js';
import { passes, readTest } from './tests.js';

type Entries = { readonly [key: string]: Json };

/** What stands on the left of a test: a trait, a part of the clock or a metric. */
type Side = Pick<Decision, 'feeds' | 'next'> & {
  readonly metric?: Metric;
  each(take: (value: unknown) => boolean): unknown;
};

const sideOf = (json: Entries, { world, traits }: Live, metric: Metric | undefined): Side => {
  if (metric) {
    return {
      metric,
      feeds: metric.feeds,
      each: (take) => {
        const value = metric.read();
        return value !== undefined && take(value);
      },
      next: () => metric.next(),
    };
  }
  if (json.now) {
    const part = json.now as Part;
    return {
      feeds: [],
      each: (take) => take(calendarPart(part, world.now + world.calendar.offset(world.now))),
      next: () => world.calendar.nextReading(part, world.now),
    };
  }
  const find = pathInto(json.trait as string);
  return { feeds: [traits], each: (take) => find(world.traits, take), next: () => NEVER };
};

/** Reads a leaf: a trait, a part of the clock or a metric with a test, or something abandoned. */
const read = (json: Entries, live: Live): Decision => {
  if (has(json, 'abandoned')) return abandonment(json as unknown as Parameters<typeof abandonment>[0], live);
  const { world } = live;
  const metric = json.trait || json.now ? undefined : live.metric(json);
  const side = sideOf(json, live, metric);
  const test = readTest(json, {
    numeric: metric?.numeric ?? false,
    wraps: has(json, 'now'),
    metric: (name) => live.named(name),
  });
  const { operands, bounds } = test;
  const free = metric?.drift === 'free' || operands.some(({ drift }) => drift !== 'none');
  return {
    feeds: [side, ...operands].flatMap(({ feeds }) => feeds),
    free,
    holds: () => passes(test, side.each),
    next: () => {
      const edges = [side, ...operands].map((each) => each.next());
      if (free) return Math.min(...edges, (Math.floor(world.now / HOUR) + 1) * HOUR);
      if (metric?.drift !== 'closed') return Math.min(...edges);
      const sides = operands.map((operand) => operand.read()).filter(isNumber);
      return Math.min(...edges, ...[...bounds, ...sides].map((bound) => metric.crossing?.(bound) ?? NEVER));
    },
  };
};

export const leafOf = (json: Entries, canon: string, live: Live): Leaf => {
  const decision = read(json, live);
  const held = { held: false };
  const leaf = new Leaf(decision, decision.free ? live.states.keep(`held ${canon}`, held) : held);
  live.leaves.push(leaf);
  return leaf;
};
