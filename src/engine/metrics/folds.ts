import type { Scalar } from '../../base/json.js';
import { NEVER } from '../../base/time.js';
import { putLast } from '../bounded.js';
import { put, total } from '../sum.js';
import type { Value } from '../types.js';

type Values = readonly Scalar[];

/** Which events of the stream lie in the window, or may do so again: those from `from` on, and without `to`. */
export interface Place {
  from: number;
  to: number;
}

/** Boils the events of a window down to one value, as they come in and go out in order. */
export interface Fold<S extends object, V = Values> {
  /** What it remembers of nothing. */
  start(): S;
  add?(state: S, values: V, time: number, position: number, expires: boolean): void;
  /** The oldest goes out; `next` is the time of the one that is the oldest then. */
  remove?(state: S, values: V, time: number, position: number, next: number): void;
  read(state: S & Place, now: number): Value;
  /** As in a metric. */
  next?(state: S, now: number): number;
  crossing?(state: S, bound: number, now: number): number;
  /** How many more must come in before a test against these numbers may turn, if those from `to` to `end` wait; else one. */
  coming?(
    state: S & Place,
    bounds: readonly number[],
    valuesAt: (position: number) => V,
    end: number,
    now: number,
  ): number;
  /** The position of the one that must go out before such a test may turn; else the oldest. */
  going?(state: S & Place, bounds: readonly number[], valuesAt: (position: number) => V): number;
  /** The value may be something else than a number. */
  readonly scalar?: boolean;
}

/** The first whole millisecond after `now` that is not before `at`, or that is after it. */
export const instantAt = (at: number, now: number): number =>
  Math.ceil(at) > now ? Math.ceil(at) : Math.floor(at) + 1 > now ? Math.floor(at) + 1 : NEVER;

/** How many steps up (1) or down (-1) a whole number may be from where a test against these numbers turns. */
const steps = (value: number, bounds: readonly number[], way: 1 | -1): number =>
  bounds.reduce((least, bound) => {
    const left = way * (bound - value);
    return left < 0 ? least : Math.min(least, Math.max(1, Math.ceil(left)));
  }, NEVER);

/** So many events are looked at to find the one whose leaving turns a test. */
const LOOK = 8;
/** What is computed without care may be wrong by this part of what went into it. */
export const ROUNDING = 1e-9;

/** How many events there are, when the first and the last were; how many numbers they brought, and their sum. */
type Amount = { events: number; first: number; last: number; n: number; parts: number[] };

const putAll = (parts: number[], values: Values, sign: 1 | -1): void => {
  for (let at = 0; at < values.length; at++) put(parts, sign * (values[at] as number));
};

const change = (state: Amount, values: Values, sign: 1 | -1): void => {
  state.events += sign;
  state.n += sign * values.length;
  putAll(state.parts, values, sign);
};

const amount = (
  read: (state: Amount, now: number) => Value,
  crossing?: Fold<Amount>['crossing'],
): Fold<Amount> => ({
  start: () => ({ events: 0, first: 0, last: 0, n: 0, parts: [] }),
  add: (state, values, time) => {
    if (!state.events) state.first = time;
    state.last = time;
    change(state, values, 1);
  },
  remove: (state, values, _, __, next) => {
    state.first = next;
    change(state, values, -1);
  },
  read,
  ...(crossing && { crossing }),
});

export const count: Fold<Amount> = {
  ...amount(({ events }) => events),
  coming: ({ events }, bounds) => steps(events, bounds, 1),
};
/** In a window that events leave, how many there are is told by its ends. */
export const between: Fold<object> = {
  start: () => ({}),
  read: ({ from, to }) => to - from,
  coming: ({ from, to }, bounds) => steps(to - from, bounds, 1),
  going: ({ from, to }, bounds) => from + steps(to - from, bounds, -1) - 1,
};
/**
 * The position of the first of some events that may turn a test against these numbers when it is added to a sum or taken
 * from it; of the one behind those that were looked at, if none may.
 */
const turning = (
  parts: readonly number[],
  sign: 1 | -1,
  from: number,
  end: number,
  bounds: readonly number[],
  valuesAt: (position: number) => Values,
): number => {
  const value = total(parts);
  let sum = value;
  let reach = Math.abs(value);
  const turns = (bound: number) =>
    sum > bound !== value > bound ||
    sum < bound !== value < bound ||
    !(Math.abs(sum - bound) > reach * ROUNDING);
  const stop = Math.min(end, from + LOOK);
  for (let at = from; at < stop; at++) {
    for (const part of valuesAt(at) as readonly number[]) {
      // with it the way may turn between those that come in and those that go out
      if (part < 0) return at;
      sum += sign * part;
      reach += part;
    }
    if (bounds.some(turns)) return at;
  }
  return stop;
};

export const sum: Fold<{ parts: number[] }> = {
  start: () => ({ parts: [] }),
  add: ({ parts }, values) => putAll(parts, values, 1),
  remove: ({ parts }, values) => putAll(parts, values, -1),
  read: ({ parts }) => total(parts),
  // where one that takes away comes to wait, all are asked anew
  coming: ({ parts, to }, bounds, valuesAt, end) => {
    const turns = turning(parts, 1, to, end, bounds, valuesAt);
    return turns < to + LOOK && turns === end && steps(total(parts), bounds, 1) === NEVER
      ? NEVER
      : turns - to + 1;
  },
  going: ({ parts, from, to }, bounds, valuesAt) => turning(parts, -1, from, to, bounds, valuesAt),
};
export const avg = amount(({ n, parts }) => (n ? total(parts) / n : undefined));
/** Mean milliseconds between consecutive events. */
export const interval = amount(({ events, first, last }) =>
  events > 1 ? (last - first) / (events - 1) : undefined,
);
const since = (end: 'first' | 'last'): Fold<Amount> => ({
  ...amount(
    (state, now) => (state.events ? now - state[end] : undefined),
    (state, bound, now) => (state.events ? instantAt(state[end] + bound, now) : NEVER),
  ),
  // one more makes the time since the last 0: all the same if it has not come as far as any number
  coming: (state, bounds, _, __, now) =>
    state.events && (end === 'first' || bounds.every((bound) => bound > now - state[end] || bound < 0))
      ? NEVER
      : 1,
});
export const sinceFirst = since('first');
export const sinceLast = since('last');

type Best = { best: (readonly [position: number, value: Scalar])[] };

/** The one value that beats all others, and those that will when it has gone: `stays` says whether one stands a later one. */
const best = (stays: (older: Scalar, newer: Scalar) => boolean, scalar = false): Fold<Best> => ({
  scalar,
  start: () => ({ best: [] }),
  add: ({ best }, values, _, position, expires) => {
    for (const value of values) {
      for (let last = best.at(-1); last && !stays(last[1], value); last = best.at(-1)) best.pop();
      if (expires || !best.length) best.push([position, value]);
    }
  },
  remove: ({ best }, _, __, position) => {
    for (let first = best[0]; first && first[0] <= position; first = best[0]) best.shift();
  },
  read: ({ best }) => best[0]?.[1],
});

export const max = best((older, newer) => older > newer);
export const min = best((older, newer) => older < newer);
export const first: Fold<Best> = {
  ...best(() => true, true),
  coming: ({ best }) => (best.length ? NEVER : 1),
};
export const last = best(() => false, true);

/** How often each value is there, and from which position on that is counted; in the order in which they were last seen. */
type Counts = Map<Scalar, [count: number, since: number]>;

const tally = (read: (counts: Counts) => Value, scalar = false): Fold<{ counts: Counts }> => ({
  scalar,
  start: () => ({ counts: new Map() }),
  add: ({ counts }, values, _, position) => {
    for (const value of values) {
      const entry = counts.get(value) ?? [0, position];
      entry[0]++;
      putLast(counts, value, entry);
    }
  },
  remove: ({ counts }, values, _, position) => {
    for (const value of values) {
      const entry = counts.get(value);
      if (entry && entry[1] <= position && !--entry[0]) counts.delete(value);
    }
  },
  read: ({ counts }) => read(counts),
});

const most = (counts: Counts): Scalar | undefined => {
  let most = 0;
  let top: Scalar | undefined;
  counts.forEach(([count], value) => {
    if (count >= most) [top, most] = [value, count];
  });
  return top;
};

/** How many different values, and where each was seen last, in that order; whether every event has one. */
const different = (single: boolean): Fold<{ seen: Map<Scalar, number> }> => ({
  start: () => ({ seen: new Map() }),
  // where nothing goes out, no place is asked for
  add: ({ seen }, values, _, position, expires) => {
    for (const value of values) putLast(seen, value, expires ? position : 0);
  },
  remove: ({ seen }, _, __, position) => {
    for (const [value, last] of seen) {
      if (last > position) return;
      seen.delete(value);
    }
  },
  read: ({ seen }) => seen.size,
  coming: ({ seen }, bounds) => {
    const more = steps(seen.size, bounds, 1);
    return single || more === NEVER ? more : 1;
  },
  going: ({ seen }, bounds) => {
    let less = steps(seen.size, bounds, -1);
    if (less < NEVER) {
      less = Math.min(less, LOOK);
      for (const last of seen.values()) if (!--less) return last;
    }
    return NEVER;
  },
});
export const distinct = different(false);
/** How many different days or sessions. */
export const periods = different(true);
/** The most frequent value; of equals, the one seen last. */
export const top = tally(most, true);

/** What part of all values one has, or the most frequent one. */
export const share = (value: Scalar | undefined) =>
  tally((counts) => {
    let all = 0;
    for (const [count] of counts.values()) all += count;
    return all ? (counts.get((value ?? most(counts)) as Scalar)?.[0] ?? 0) / all : undefined;
  });

/** How many dates in a row the last date with an event ends, if that is not before yesterday; dates in days since 1970-01-01. */
export const streak = (
  today: () => number,
  tomorrow: () => number,
): Fold<{ days: Map<Scalar, true>; last: number; length: number }> => ({
  start: () => ({ days: new Map(), last: 0, length: 0 }),
  add: (state, [date]) => {
    const day = date as number;
    putLast(state.days, day, true);
    if (!state.length || day > state.last) {
      if (day !== state.last + 1) state.length = 0;
      state.last = day;
    }
    // where offsets differ, an earlier date may come later
    while (state.days.has(state.last - state.length)) state.length++;
  },
  read: ({ last, length }) => (last >= today() - 1 ? length : 0),
  next: tomorrow,
});

/** The most events that any span (t − length, t] has ever held. */
export const peak = (length: number): Fold<{ most: number; times: number[] }> => ({
  start: () => ({ most: 0, times: [] }),
  add: (state, _, time) => {
    state.times.push(time);
    const stay = state.times.findIndex((other) => other > time - length);
    if (stay) state.times.splice(0, stay < 0 ? NEVER : stay);
    state.most = Math.max(state.most, state.times.length);
  },
  read: ({ most }) => most,
});
