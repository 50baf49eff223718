import type { Scalar } from '../../base/json.js';
import { put, total } from '../sum.js';
import type { Value } from '../types.js';

type Values = readonly Scalar[];

/** Boils the events of a window down to one value, as they come in and go out in order. */
export interface Fold<S> {
  /** What it remembers of nothing. */
  start(): S;
  add(state: S, values: Values, time: number, position: number, expires: boolean): void;
  /** The oldest goes out; `next` is the time of the one that is the oldest then. */
  remove(state: S, values: Values, next: number, position: number): void;
  read(state: S, now: number): Value;
}

export const count: Fold<{ n: number }> = {
  start: () => ({ n: 0 }),
  add: (state) => {
    state.n++;
  },
  remove: (state) => {
    state.n--;
  },
  read: ({ n }) => n,
};

type Sum = { n: number; parts: number[] };

const change = (state: Sum, values: Values, sign: 1 | -1): void => {
  for (const value of values) {
    put(state.parts, sign * (value as number));
    state.n += sign;
  }
};

export const sum: Fold<Sum> = {
  start: () => ({ n: 0, parts: [] }),
  add: (state, values) => change(state, values, 1),
  remove: (state, values) => change(state, values, -1),
  read: ({ parts }) => total(parts),
};

export const avg: Fold<Sum> = { ...sum, read: ({ n, parts }) => (n ? total(parts) / n : undefined) };

type Best = { best: (readonly [position: number, value: Scalar])[] };

/** The one value that beats all others, and those that will when it has gone: `stays` says whether one stands a later one. */
const best = (stays: (older: Scalar, newer: Scalar) => boolean): Fold<Best> => ({
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
export const first = best(() => true);
export const last = best(() => false);

type Span = { n: number; first: number; last: number };

const span = (read: (state: Span, now: number) => Value): Fold<Span> => ({
  start: () => ({ n: 0, first: 0, last: 0 }),
  add: (state, _, time) => {
    if (!state.n++) state.first = time;
    state.last = time;
  },
  remove: (state, _, next) => {
    state.n--;
    state.first = next;
  },
  read: (state, now) => (state.n ? read(state, now) : undefined),
});

/** Mean milliseconds between consecutive events. */
export const interval = span(({ n, first, last }) => (n > 1 ? (last - first) / (n - 1) : undefined));
/** Milliseconds since the first and since the last event. */
export const sinceFirst = span(({ first }, now) => now - first);
export const sinceLast = span(({ last }, now) => now - last);

/** A metric remembers this many different values; the least recently seen go first. */
export const MOST_VALUES = 10_000;

/** How often each value is there, and from which position on that is counted; in the order in which they were last seen. */
export type Tally = { counts: Map<Scalar, [count: number, since: number]>; partial: boolean };

const tally = (read: (counts: Tally['counts']) => Value): Fold<Tally> => ({
  start: () => ({ counts: new Map(), partial: false }),
  add: (state, values, _, position) => {
    const { counts } = state;
    for (const value of values) {
      const [count, since] = counts.get(value) ?? [0, position];
      counts.delete(value);
      counts.set(value, [count + 1, since]);
      if (counts.size > MOST_VALUES) {
        counts.delete(counts.keys().next().value as Scalar);
        state.partial = true;
      }
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

const most = (counts: Tally['counts']): Scalar | undefined => {
  let most = 0;
  let top: Scalar | undefined;
  for (const [value, [count]] of counts) if (count >= most) [top, most] = [value, count];
  return top;
};

/** How many different values. */
export const size = tally((counts) => counts.size);
/** The most frequent value; of equals, the one seen last. */
export const top = tally(most);

/** What part of all values one has, or the most frequent one. */
export const share = (value: Scalar | undefined): Fold<Tally> =>
  tally((counts) => {
    let all = 0;
    for (const [count] of counts.values()) all += count;
    return all ? (counts.get((value ?? most(counts)) as Scalar)?.[0] ?? 0) / all : undefined;
  });

/** The most events that any span (t − length, t] has ever held. */
export const peak = (length: number): Fold<{ most: number; times: number[] }> => ({
  start: () => ({ most: 0, times: [] }),
  add: (state, _, time) => {
    state.times.push(time);
    const stay = state.times.findIndex((other) => other > time - length);
    if (stay) state.times.splice(0, stay < 0 ? Number.POSITIVE_INFINITY : stay);
    state.most = Math.max(state.most, state.times.length);
  },
  remove: () => {},
  read: ({ most }) => most,
});

/** How many dates in a row the last date with an event ends, if that is not before yesterday; dates in days since 1970-01-01. */
export const streak = (today: () => number): Fold<{ days: Map<Scalar, boolean>; last: number }> => ({
  start: () => ({ days: new Map(), last: 0 }),
  add: (state, [day]) => {
    state.days.set(day as number, true);
    state.last = Math.max(state.last, day as number);
  },
  remove: () => {},
  read: ({ days, last }) => {
    let length = 0;
    while (last >= today() - 1 && days.has(last - length)) length++;
    return length;
  },
});
