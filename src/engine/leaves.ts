import type { Json } from '../base/json.js';
import { HOUR, NEVER } from '../base/time.js';
import { calendarPart, type Part } from './calendar.js';
import type { Live } from './live.js';
import type { Make } from './metrics/metric.js';
import { isNumber } from './metrics/windowed.js';
import { type Leaf, nodeOf } from './nodes.js';
import { pathInto } from './paths.js';
import { readTest } from './tests.js';

export const trait: Make = (json, head, _, { world, traits }) => {
  const find = pathInto(json[head] as string);
  return {
    numeric: false,
    drift: 'none',
    feeds: [traits],
    read: () => find(world.traits),
    next: () => NEVER,
  };
};

/** A part of what the clock on the wall reads. */
export const clock: Make = (json, head, _, { world }) => {
  const part = json[head] as Part;
  return {
    numeric: false,
    drift: 'none',
    feeds: [],
    read: () => calendarPart(part, world.now + world.calendar.offset(world.now)),
    next: () => world.calendar.nextReading(part, world.now),
  };
};

/** A condition that is decided by itself: a metric (a trait, the clock, something abandoned) with a test. */
export const leafOf = (json: { readonly [key: string]: Json }, canon: string, live: Live): Leaf => {
  const { world } = live;
  const metric = live.metric(json);
  const { passes, operands, bounds } = readTest(json.abandoned ? { exists: true } : json, {
    numeric: metric.numeric,
    wraps: json.now !== undefined,
    metric: (name) => live.named(name),
  });
  const sides = [metric, ...operands];
  const free = metric.drift === 'free' || operands.some(({ drift }) => drift !== 'none');
  const state = live.states.keep(`held ${canon}`, { held: false });
  const leaf = {
    ...nodeOf(
      () => {
        const value = metric.read();
        const held = passes(Array.isArray(value) ? value : value === undefined ? [] : [value]);
        const changes = held !== state.held;
        state.held = held;
        return changes;
      },
      () => {
        if (metric.fallsPast && !operands.length) return metric.fallsPast(bounds);
        let next = metric.next();
        for (const operand of operands) next = Math.min(next, operand.next());
        if (free) return Math.min(next, (Math.floor(world.now / HOUR) + 1) * HOUR);
        if (!metric.crossing) return next;
        const reached = operands.map((operand) => operand.read()).filter(isNumber);
        for (const bound of [...bounds, ...reached]) next = Math.min(next, metric.crossing(bound));
        return next;
      },
    ),
    state,
    free,
  };
  for (const feed of new Set(sides.flatMap(({ feeds }) => feeds))) feed.nodes.push(leaf);
  live.leaves.push(leaf);
  return leaf;
};
