import { isScalar, type Json, type Scalar } from '../../base/json.js';
import { DAY, NEVER, parseDuration } from '../../base/time.js';
import { cursor } from '../cursor.js';
import type { Live } from '../live.js';
import { lookup, scalarsAt } from '../paths.js';
import type { Column } from '../streams.js';
import { readWindow } from '../windows.js';
import { localTime, type World } from '../world.js';
import * as folds from './folds.js';
import type { Metric } from './metric.js';

export const isNumber = (value: unknown): value is number => typeof value === 'number' && isScalar(value);

const scalars = (path: string, world: World): Column => {
  const at = lookup(path, world);
  return { canon: `scalars ${path}`, take: (event, element) => scalarsAt(at, event, element) };
};

/** The finite numbers at a path; with `times`, each times the first number found there (1 if none), rounded once. */
export const numbers = (path: string, world: World, times?: string): Column => {
  const at = lookup(path, world);
  const factorAt = times === undefined ? undefined : lookup(times, world);
  return {
    canon: JSON.stringify(['numbers', path, times]),
    take: (event, element) => {
      const found: Scalar[] = scalarsAt(at, event, element).filter(isNumber);
      const factor = factorAt && scalarsAt(factorAt, event, element).find(isNumber);
      return factor === undefined
        ? found
        : found.map((number) => (number as number) * factor).filter(isNumber);
    },
  };
};

/** The local date of an event, as days since 1970-01-01. */
const dates = (_: string, world: World): Column => ({
  canon: 'date',
  take: (event) => [Math.floor(localTime(world, event) / DAY)],
});

const sessions = (): Column => ({ canon: '$session', take: ({ session }) => [session] });

type Entries = { readonly [key: string]: Json };
// biome-ignore lint/suspicious/noExplicitAny: each fold has a state of its own, which nothing else looks into
type AnyFold = folds.Fold<any>;

/** The forms that boil the events of one selector and one window down to a value: with what, and what of each event it wants. */
export const WINDOWED: {
  readonly [head: string]: readonly [
    fold: AnyFold | ((json: Entries, world: World) => AnyFold),
    column?: (path: string, world: World, times?: string) => Column,
  ];
} = {
  count: [folds.count],
  sum: [folds.sum, numbers],
  avg: [folds.avg, numbers],
  min: [folds.min, numbers],
  max: [folds.max, numbers],
  distinct: [folds.size, scalars],
  first: [folds.first, scalars],
  last: [folds.last, scalars],
  top: [folds.top, scalars],
  share: [(json) => folds.share(json.value as Scalar | undefined), scalars],
  days: [folds.size, dates],
  sessions: [folds.size, sessions],
  streak: [(_, world) => folds.streak(() => world.calendar.day(world.now)), dates],
  peak: [(json) => folds.peak(parseDuration(json.in) as number)],
  sinceFirst: [folds.sinceFirst],
  sinceLast: [folds.sinceLast],
  interval: [folds.interval],
};

/** The first whole millisecond after `now` that is not before `at`, or that is after it. */
export const instantAt = (at: number, now: number): number =>
  Math.ceil(at) > now ? Math.ceil(at) : Math.floor(at) + 1 > now ? Math.floor(at) + 1 : NEVER;

export const windowed = (json: Entries, head: string, canon: string, live: Live): Metric => {
  const { world, states } = live;
  const [make, columnOf] = WINDOWED[head] as (typeof WINDOWED)[string];
  const stream = live.stream(json.of ?? (json[head] as Json));
  const window = readWindow(json.over, world);
  const column = columnOf
    ? stream.column(columnOf(json[head] as string, world, json.times as string | undefined))
    : 0;
  const fold: AnyFold = typeof make === 'function' ? make(json, world) : make;
  const state = states.keep(canon, fold.start());
  const place = cursor(live, `at ${canon}`, stream, window, {
    add: (row, position) => fold.add(state, row[column] as Scalar[], row[0], position, window.expires),
    remove: (row, position, next) => fold.remove(state, row[column] as Scalar[], next?.[0] ?? 0, position),
    clear: () => Object.assign(state, fold.start()),
  });
  live.cursors.push(place);
  const since = head.startsWith('since');
  const daily = head === 'streak';
  return {
    canon,
    numeric: !/^(first|last|top)$/.test(head),
    drift: since ? 'closed' : 'none',
    feeds: window.session ? [stream, live.session] : [stream],
    read: () => {
      place.pull();
      return fold.read(state, world.now);
    },
    next: () => Math.min(place.next(), daily ? world.calendar.tomorrow(world.now) : NEVER),
    crossing: (bound) =>
      state.n ? instantAt((head === 'sinceLast' ? state.last : state.first) + bound, world.now) : NEVER,
    partial: () => state.partial === true,
  };
};
