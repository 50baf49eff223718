import type { Scalar } from '../../base/json.js';
import { NEVER } from '../../base/time.js';
import { putLast } from '../bounded.js';
import { put, total } from '../sum.js';
import type { Value } from '../types.js';

type Values = readonly Scalar[];

/** Boils the events of a window down to one value, as they come in and go out in order. */
export interface Fold<S extends object, V = Values> {
  /** What it remembers of nothing. */
  start(): S;
  add(state: S, values: V, time: number, position: number, expires: boolean): void;
  /** The oldest goes out; `next` is the time of the one that is the oldest then. */
  remove?(state: S, values: V, time: number, position: number, next: number): void;
  read(state: S, now: number): Value;
  /** As in a metric. */
  next?(state: S, now: number): number;
  crossing?(state: S, bound: number, now: number): number;
  /** The value is the sum of what each event is worth. */
  worth?(values: V): number;
  /** The value may be something else than a number. */
  readonly scalar?: boolean;
}

/** The first whole millisecond after `now` that is not before `at`, or that is after it. */
export const instantAt = (at: number, now: number): number =>
  Math.ceil(at) > now ? Math.ceil(at) : Math.floor(at) + 1 > now ? Math.floor(at) + 1 : NEVER;

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

const since = (end: 'first' | 'last'): Fold<Amount> =>
  amount(
    (state, now) => (state.events ? now - state[end] : undefined),
    (state, bound, now) => (state.events ? instantAt(state[end] + bound, now) : NEVER),
  );

export const count = { ...amount(({ events }) => events), worth: () => 1 };
export const sum: Fold<{ parts: number[] }> = {
  start: () => ({ parts: [] }),
  add: ({ parts }, values) => putAll(parts, values, 1),
  remove: ({ parts }, values) => putAll(parts, values, -1),
  read: ({ parts }) => total(parts),
  worth: (values) => {
    let sum = 0;
    for (let at = 0; at < values.length; at++) sum += values[at] as number;
    return sum;
  },
};
export const avg = amount(({ n, parts }) => (n ? total(parts) / n : undefined));
/** Mean milliseconds between consecutive events. */
export const interval = amount(({ events, first, last }) =>
  events > 1 ? (last - first) / (events - 1) : undefined,
);
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
export const first = best(() => true, true);
export const last = best(() => false, true);

/** How often each value is there, and from which position on that is counted; in the order in which they were last seen. */
type Counts = Map<Scalar, [count: number, since: number]>;

const tally = (read: (counts: Counts) => Value, scalar = false): Fold<{ counts: Counts }> => ({
  scalar,
  start: () => ({ counts: new Map() }),
  add: ({ counts }, values, _, position) => {
    for (const value of values) {
      const [count, since] = counts.get(value) ?? [0, position];
      putLast(counts, value, [count + 1, since]);
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
  for (const [value, [count]] of counts) if (count >= most) [top, most] = [value, count];
  return top;
};

/** How many different values. */
export const distinct = tally((counts) => counts.size);
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
export const streak = (today: () => number, tomorrow: () => number) => ({
  ...tally((days) => {
    const last = Math.max(...(days.keys() as Iterable<number>));
    let length = 0;
    while (last >= today() - 1 && days.has(last - length)) length++;
    return length;
  }),
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
