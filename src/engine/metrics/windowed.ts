import { canonical, isScalar, type Json, type Scalar } from '../../base/json.js';
import { DAY, NEVER, parseDuration } from '../../base/time.js';
import type { Live } from '../live.js';
import { lookup, scalarsAt } from '../paths.js';
import type { Column, Stream } from '../streams.js';
import type { Value } from '../types.js';
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
    const factor = scalarsAt(factorAt, event, element).find(isNumber) ?? 1;
    const all = scalarsAt(at, event, element);
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
  days: [folds.periods, 'date'],
  sessions: [folds.periods, 'session'],
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

/** Boils down the events of a stream that lie in a window. */
export const boil = (
  canon: string,
  stream: Stream,
  column: Column | undefined,
  form: AnyFold,
  over: Json | undefined,
  live: Live,
): Metric => {
  const { world } = live;
  const window = readWindow(over, world);
  const fold: AnyFold = form === folds.count && window.expires ? folds.between : form;
  const values = column ? stream.column(column) : -1;
  const sessions = window.session
    ? stream.column({ canon: 'session', take: COLUMNS.session('', world) })
    : -1;
  const start = { from: 0, to: 0, session: undefined as string | undefined };
  const state = live.states.keep(canon, { ...start, ...fold.start() }) as typeof start;
  const timeAt = (position: number) => stream.times[position - stream.first] as number;
  const valuesAt = (column: number, position: number) =>
    stream.values[column]?.[position - stream.first] ?? NONE;

  const pull = () => {
    if (window.session && state.session !== currentSession(world)) {
      const session = currentSession(world);
      Object.assign(state, fold.start(), { session, to: stream.begin(sessions, session) });
    }
    const low = window.low();
    const high = window.high();
    for (; state.to < stream.end; state.to++) {
      const time = timeAt(state.to);
      if (time > high) break;
      if (window.session ? valuesAt(sessions, state.to)[0] === state.session : window.expires || time >= low)
        fold.add?.(state, valuesAt(values, state.to), time, state.to, window.expires);
    }
    if (!window.expires)
      state.from = window.session ? Math.max(stream.first, stream.end - SESSION_REACH) : state.to;
    for (; state.from < state.to; state.from++) {
      const time = timeAt(state.from);
      if (time >= low) break;
      fold.remove?.(state, valuesAt(values, state.from), time, state.from, timeAt(state.from + 1) ?? 0);
    }
  };
  const found = (position: number) => valuesAt(values, position);
  let tick = -1;
  let value: Value;
  let due = NEVER;
  let rests = 0;
  /** Brings all up to now, once for all who ask. */
  const settle = () => {
    if (tick === live.tick) return;
    tick = live.tick;
    pull();
    value = fold.read(state, world.now);
    due = fold.next?.(state, world.now) ?? NEVER;
  };
  live.cursors.push({ stream, pull, state });
  const { crossing } = fold;
  return {
    numeric: !fold.scalar,
    feeds: window.session ? [stream, live.session] : [stream],
    read: () => {
      settle();
      return value;
    },
    next: (bounds) => {
      settle();
      const last =
        state.to + ((bounds && fold.coming?.(state, bounds, found, stream.end, world.now)) ?? 1) - 1;
      // where enough wait before the window, what comes behind them changes nothing
      rests = last < stream.end ? NEVER : last + 1;
      const first = Math.max(state.from, (bounds && fold.going?.(state, bounds, found)) ?? 0);
      return Math.min(
        // where nothing lies in the window or waits for it, its ends may jump as they like
        bounds && state.from === stream.end ? NEVER : window.turn(),
        first < state.to ? timeAt(first) + window.leaves : NEVER,
        last < stream.end ? timeAt(last) + window.enters : NEVER,
        due,
      );
    },
    rests: () => rests,
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
