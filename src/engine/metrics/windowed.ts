import { canonical, isScalar, type Json, type Scalar } from '../../base/json.js';
import { DAY, NEVER, parseDuration } from '../../base/time.js';
import type { Live } from '../live.js';
import { lookup, scalarsAt } from '../paths.js';
import type { Column, Row, Stream } from '../streams.js';
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
    return at(event, element)
      .filter(isNumber)
      .map((number) => number * factor)
      .filter(isNumber);
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
  const values = column ? stream.column(column) : 0;
  const sessions = window.session ? stream.column({ canon: 'session', take: COLUMNS.session('', world) }) : 0;
  /** Which events of the stream lie in the window, or may do so again: those from `from` on, and without `to`. */
  const place = { from: 0, to: 0, session: undefined as string | undefined };
  const state = live.states.keep(canon, { ...place, ...fold.start() }) as typeof place;
  const row = (position: number) => stream.row(position) as Row;

  const pull = () => {
    if (window.session && state.session !== currentSession(world))
      Object.assign(state, fold.start(), { session: currentSession(world), to: stream.first });
    const [low, high] = [window.low(), window.high()];
    for (; state.to < stream.end && row(state.to)[0] <= high; state.to++) {
      const at = row(state.to);
      if (window.session ? (at[sessions] as string[])[0] === state.session : window.expires || at[0] >= low)
        fold.add(state, values ? at[values] : [], at[0], state.to, window.expires);
    }
    if (!window.expires)
      state.from = window.session ? Math.max(stream.first, stream.end - SESSION_REACH) : state.to;
    for (; state.from < state.to && row(state.from)[0] < low; state.from++) {
      const at = row(state.from);
      const next = stream.row(state.from + 1)?.[0] ?? 0;
      fold.remove?.(state, values ? at[values] : [], at[0], state.from, next);
    }
  };
  live.cursors.push({ stream, pull, state });
  const { crossing } = fold;
  return {
    numeric: !fold.scalar,
    drift: crossing ? 'closed' : 'none',
    feeds: window.session ? [stream, live.session] : [stream],
    read: () => {
      pull();
      return fold.read(state, world.now);
    },
    next: () =>
      Math.min(
        window.turn(),
        state.from < state.to ? row(state.from)[0] + window.leaves : NEVER,
        state.to < stream.end ? row(state.to)[0] + window.enters : NEVER,
        fold.next?.(state, world.now) ?? NEVER,
      ),
    ...(fold === folds.count &&
      window.expires &&
      window.leaves < NEVER &&
      !window.enters && {
        fallsPast: (bounds: readonly number[]) => {
          const count = state.to - state.from;
          let fewest = NEVER;
          for (const bound of bounds)
            for (const goal of [Math.ceil(bound) - 1, Math.floor(bound)])
              if (goal >= 0 && goal < count) fewest = Math.min(fewest, count - goal);
          return fewest < NEVER ? row(state.from + fewest - 1)[0] + window.leaves : NEVER;
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
