import { canonical, isScalar, type Json, type Scalar } from '../../base/json.js';
import { DAY, NEVER, parseDuration } from '../../base/time.js';
import type { Live } from '../live.js';
import { lookup, scalarsAt } from '../paths.js';
import type { Column, Stream } from '../streams.js';
import { readWindow } from '../windows.js';
import { currentSession, localTime, type World } from '../world.js';
import * as folds from './folds.js';
import type { Make, Metric } from './metric.js';

export const isNumber = (value: unknown): value is number => typeof value === 'number' && isScalar(value);

type Take = (path: string, world: World, times?: string) => Column['take'];

const scalars: Take = (path, world) => {
  const at = lookup(path, world);
  return (event, element) => scalarsAt(at, event, element);
};

/** The finite numbers at a path; with `times`, each times the first number found there (1 if none), rounded once. */
export const numbers: Take = (path, world, times) => {
  const at = lookup(path, world);
  const factorAt = times === undefined ? () => [] : lookup(times, world);
  return (event, element) => {
    const factor = factorAt(event, element).find(isNumber) ?? 1;
    const all = at(event, element);
    if (factor === 1 && all.every(isNumber)) return all;
    return all.flatMap((value) => (isNumber(value) && isNumber(value * factor) ? value * factor : []));
  };
};

/** What a form may want of an event. */
const COLUMNS = {
  scalars,
  numbers,
  /** The local date, as days since 1970-01-01. */
  date: ((_, world) => (event) => [Math.floor(localTime(world, event) / DAY)]) as Take,
  session: (() => (event) => [event.session]) as Take,
};

type Entries = { readonly [key: string]: Json };
// biome-ignore lint/suspicious/noExplicitAny: each fold has a state of its own, which nothing else looks into
type AnyFold = folds.Fold<any, any>;

/** The forms that boil the events of one selector and one window down to a value: with what, and what of each event it wants. */
export const WINDOWED: {
  readonly [head: string]: readonly [
    fold: AnyFold | ((json: Entries, world: World) => AnyFold),
    column?: keyof typeof COLUMNS,
  ];
} = {
  count: [folds.count],
  sum: [folds.sum, 'numbers'],
  avg: [folds.avg, 'numbers'],
  min: [folds.min, 'numbers'],
  max: [folds.max, 'numbers'],
  distinct: [folds.distinct, 'scalars'],
  first: [folds.first, 'scalars'],
  last: [folds.last, 'scalars'],
  top: [folds.top, 'scalars'],
  share: [({ value }) => folds.share(value as Scalar | undefined), 'scalars'],
  days: [folds.distinct, 'date'],
  sessions: [folds.distinct, 'session'],
  streak: [
    (_, world) =>
      folds.streak(
        () => world.calendar.day(world.now),
        () => world.calendar.tomorrow(world.now),
      ),
    'date',
  ],
  peak: [(json) => folds.peak(parseDuration(json.in) as number)],
  sinceFirst: [folds.sinceFirst],
  sinceLast: [folds.sinceLast],
  interval: [folds.interval],
};

/** When a session that ended comes back, this many of its stream's events are searched for its own. */
const SESSION_REACH = 10_000;

const NONE: readonly never[] = [];

/** So many events are looked at to find the one whose leaving turns a test. */
const LOOK = 32;
/** What is computed without care may be wrong by this part of what went into it. */
const ROUNDING = 1e-9;

/** Boils down the events of a stream that lie in a window. */
export const boil = (
  canon: string,
  stream: Stream,
  column: Column | undefined,
  fold: AnyFold,
  over: Json | undefined,
  live: Live,
): Metric => {
  const { world } = live;
  const window = readWindow(over, world);
  /** In a window that events leave, how many there are is told by its ends. */
  const isBare = fold === folds.count && window.expires;
  const values = column ? stream.column(column) : -1;
  const sessions = window.session
    ? stream.column({ canon: 'session', take: COLUMNS.session('', world) })
    : -1;
  /** Which events of the stream lie in the window, or may do so again: those from `from` on, and without `to`. */
  const place = { from: 0, to: 0, session: undefined as string | undefined };
  const state = live.states.keep(canon, isBare ? place : { ...place, ...fold.start() }) as typeof place;
  const timeAt = (position: number) => stream.times[position - stream.first] as number;
  const valuesAt = (column: number, position: number) =>
    stream.values[column]?.[position - stream.first] ?? NONE;

  const pull = () => {
    if (window.session && state.session !== currentSession(world))
      Object.assign(state, fold.start(), { session: currentSession(world), to: stream.first });
    const low = window.low();
    const high = window.high();
    for (; state.to < stream.end; state.to++) {
      const time = timeAt(state.to);
      if (time > high) break;
      if (isBare) continue;
      if (window.session ? valuesAt(sessions, state.to)[0] === state.session : window.expires || time >= low)
        fold.add(state, valuesAt(values, state.to), time, state.to, window.expires);
    }
    if (!window.expires)
      state.from = window.session ? Math.max(stream.first, stream.end - SESSION_REACH) : state.to;
    for (; state.from < state.to; state.from++) {
      const time = timeAt(state.from);
      if (time >= low) break;
      if (!isBare)
        fold.remove?.(state, valuesAt(values, state.from), time, state.from, timeAt(state.from + 1) ?? 0);
    }
  };
  const read = () => (isBare ? state.to - state.from : fold.read(state, world.now));
  /** How many of the oldest can leave before a test against these numbers may turn. */
  const patience = (bounds: readonly number[]): number => {
    const all = state.to - state.from;
    const value = read() as number;
    if (isBare) {
      let left = all;
      for (let at = 0; at < bounds.length; at++) {
        const above = value - (bounds[at] as number);
        if (above >= 0) left = Math.min(left, Math.max(0, Math.ceil(above - 1)));
      }
      return left;
    }
    let rest = value;
    let reach = Math.abs(value);
    for (let gone = 0; gone < all; gone++) {
      const worth = fold.worth?.(valuesAt(values, state.from + gone)) as number;
      rest -= worth;
      reach += Math.abs(worth);
      if (gone === LOOK) return gone;
      for (let at = 0; at < bounds.length; at++) {
        const bound = bounds[at] as number;
        if (rest > bound !== value > bound || rest < bound !== value < bound) return gone;
        if (!(Math.abs(rest - bound) > reach * ROUNDING)) return gone;
      }
    }
    return all;
  };
  /** When the one leaves that stands behind so many. */
  const leaving = (count: number) =>
    count < state.to - state.from ? timeAt(state.from + count) + window.leaves : NEVER;
  live.cursors.push({ stream, pull, state });
  const { crossing } = fold;
  return {
    numeric: !fold.scalar,
    drift: crossing ? 'closed' : 'none',
    feeds: window.session ? [stream, live.session] : [stream],
    read: () => {
      pull();
      return read();
    },
    next: (bounds) =>
      Math.min(
        window.turn(),
        leaving(fold.worth && bounds ? patience(bounds) : 0),
        state.to < stream.end ? timeAt(state.to) + window.enters : NEVER,
        fold.next?.(state, world.now) ?? NEVER,
      ),
    ...(fold.worth &&
      window.expires &&
      !window.enters && {
        rests: (bounds: readonly number[]) => {
          const value = read() as number;
          let more = NEVER;
          for (let at = 0; at < bounds.length; at++) {
            const bound = bounds[at] as number;
            if (!(value > bound)) more = isBare ? Math.min(more, Math.ceil(bound) - value || 1) : 0;
          }
          return stream.end + more;
        },
      }),
    ...(crossing && { crossing: (bound: number) => crossing(state, bound, world.now) }),
  };
};

export const windowed: Make = (json, head, canon, live) => {
  const { world } = live;
  const [fold, column] = WINDOWED[head] as (typeof WINDOWED)[string];
  const { of = json[head] as Json, times } = json;
  return boil(
    canon,
    live.stream(of),
    column && {
      canon: canonical([column, json[head], times]),
      take: COLUMNS[column](json[head] as string, world, times as string | undefined),
    },
    typeof fold === 'function' ? fold(json, world) : fold,
    json.over,
    live,
  );
};
