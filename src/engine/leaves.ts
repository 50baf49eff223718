import type { Json } from '../base/json.js';
import { HOUR, NEVER } from '../base/time.js';
import { calendarPart, type Part } from './calendar.js';
import { Fact } from './fields.js';
import type { Live } from './live.js';
import { type Make, moves } from './metrics/metric.js';
import { isNumber } from './metrics/windowed.js';
import { type Feed, type Leaf, nodeOf } from './nodes.js';
import { pathInto } from './paths.js';
import { readTest } from './tests.js';

export const trait: Make = (json, head, _, live) => {
  const path = json[head] as string;
  const field = live.field(path);
  const find = pathInto(path);
  const isDeep = path.includes('.');
  return {
    feeds: [field],
    read: () => (isDeep || typeof field.value === 'object' ? find(live.world.traits) : field.value),
    next: () => NEVER,
  };
};

/** A part of what the clock on the wall reads. */
export const clock: Make = (json, head, _, { world }) => {
  const part = json[head] as Part;
  let [seen, turn, reading]: [number, number, unknown] = [NEVER, NEVER, undefined];
  return {
    feeds: [],
    read: () => {
      const { now, calendar } = world;
      if (now < seen || now >= turn)
        [seen, turn, reading] = [
          now,
          calendar.nextReading(part, now),
          calendarPart(part, now + calendar.offset(now)),
        ];
      return reading;
    },
    next: (_, passes) => world.calendar.nextReading(part, world.now, passes),
  };
};

/** A metric (a trait, the clock, something abandoned) with a test. */
export const leafOf = (json: { readonly [key: string]: Json }, canon: string, live: Live): Leaf => {
  const { world } = live;
  const metric = live.metric(json);
  const { passes, passesOne, operands, bounds } = readTest(json.abandoned ? { exists: true } : json, {
    numeric: metric.numeric,
    wraps: json.now !== undefined,
    metric: (name) => live.named(name),
  });
  if (json.trait && !operands.length) {
    const passesAny = () => passes(metric.read());
    const isDeep = (json.trait as string).includes('.');
    const fact = new Fact(isDeep ? passesAny : passesOne, passesAny);
    live.field(json.trait as string).facts.push(fact);
    return { feed: fact, answer: fact };
  }
  const sides = [metric, ...operands];
  const free = metric.free || operands.some(({ crossing }) => crossing);
  let [seen, turn, against]: [number, number, readonly unknown[]] = [NEVER, NEVER, []];
  const places: [feed: Feed, place: number][] = [];
  const state = live.states.keep(`held ${canon}`, { held: false });
  const node = nodeOf(
    () => {
      const held = passes(metric.read());
      const changes = held !== state.held;
      state.held = held;
      return changes;
    },
    () => {
      let next = NEVER;
      let crossed = bounds;
      if (free || operands.length) {
        const others = operands.map((operand) => operand.read());
        const { now } = world;
        // to look through the clock's readings for one that passes is work
        if (!json.now || now < seen || now >= turn || others.some((other, at) => other !== against[at]))
          [seen, turn, against] = [now, metric.next(undefined, free ? undefined : passes), others];
        next = Math.min(turn, ...operands.map((operand) => operand.next()));
        if (free) return sides.some(moves) ? Math.min(next, (Math.floor(now / HOUR) + 1) * HOUR) : next;
        crossed = [...bounds, ...others.filter(isNumber)];
      } else {
        next = metric.next(bounds, passes);
        for (const [feed, place] of places) if (feed.rests) feed.rests[place] = metric.rests?.(feed) ?? 0;
      }
      if (metric.crossing) for (const bound of crossed) next = Math.min(next, metric.crossing(bound));
      return next;
    },
    free,
  );
  for (const feed of new Set(sides.flatMap(({ feeds }) => feeds))) {
    feed.rests?.push(0);
    places.push([feed, feed.nodes.push(node) - 1]);
  }
  live.leaves.push(node);
  return { feed: node, answer: state };
};
