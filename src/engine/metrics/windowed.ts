import { canonical, has, isScalar, type Json } from '../../base/json.js';
import { NEVER, parseDuration } from '../../base/time.js';
import { Cursor } from '../cursor.js';
import type { Column } from '../streams.js';
import { readDuration, readWindow } from '../windows.js';
import { DATE, numbers, SESSION, scalars } from './columns.js';
import { avg, count, first, last, type MakeFold, max, min, size, sum, tallying, top } from './folds.js';
import { peak } from './peak.js';
import { interval, sinceFirst, sinceLast } from './span.js';
import { streak } from './streak.js';
import { type Form, type MetricPlan, never } from './types.js';

type Entries = Record<string, unknown>;

/** What may stand beside the keys that all have. */
interface More {
  /** A further key: a path, a scalar or a duration; a duration is needed, the others are not. */
  readonly key?: readonly [name: string, kind: 'path' | 'scalar' | 'duration'];
  /** The value may be something else than a number. */
  readonly scalar?: boolean;
  readonly drift?: 'closed';
  /** It makes no sense of the elements of an array. */
  readonly whole?: boolean;
  /** It is always over the whole life. */
  readonly lifetime?: boolean;
}

/** A metric over the events of one selector and one window; with a column of a path, the form's own key holds that path. */
const windowed = (
  makeFold: (json: Entries) => MakeFold,
  column?: Column | ((path: string, json: Entries) => Column),
  { key, scalar = false, drift, whole = false, lifetime = false }: More = {},
): Form => {
  const byPath = typeof column === 'function';
  return {
    keys: [...(byPath ? ['of'] : []), ...(lifetime ? [] : ['over']), ...(key ? [key[0]] : [])],
    read: (json, head, place, compilation): MetricPlan => {
      const { report } = compilation;
      const at = (name: string) => `${place}.${name}`;
      const path = byPath ? report.text(json[head], at(head), 'a path') : '';
      if (key) {
        const [name, kind] = key;
        if (kind === 'duration') readDuration(json[name], at(name), report);
        else if (has(json, name)) {
          if (kind === 'path') report.text(json[name], at(name), 'a path');
          else report.value(json[name], at(name), 'a text, a number, true or false', isScalar);
        }
      }
      const selector = byPath ? 'of' : head;
      const stream = compilation.stream(json[selector], at(selector), !whole);
      const window = readWindow(json.over, at('over'), report);
      const taken = byPath ? column(path, json) : column;
      const values = taken ? compilation.column(stream, taken) : -1;
      const sessions = window.session ? compilation.column(stream, SESSION) : -1;
      const fold = makeFold(json);
      return {
        canon: canonical([
          head,
          compilation.streams[stream]?.canon,
          taken?.canon,
          json.over as Json,
          key ? (json[key[0]] as Json) : null,
        ]),
        numeric: !scalar,
        drift: drift ?? 'none',
        streams: [stream],
        session: window.session,
        traits: false,
        create: ({ streams, world }) => {
          const events = streams[stream] as (typeof streams)[number];
          const folded = fold(
            {
              time: (position) => events.time(position),
              values: (position) => events.values(values, position),
            },
            world,
          );
          const cursor = new Cursor(events, window, world, folded, sessions);
          return {
            read: (now) => {
              cursor.pull(now);
              return folded.read(now);
            },
            next: (now) => Math.min(cursor.next(now), folded.next?.(now) ?? NEVER),
            crossing: folded.crossing ?? never,
            needs: (tell) => tell(events, cursor.need),
            get partial() {
              return folded.partial === true;
            },
            save: () => [cursor.save(), folded.save()],
            load: (state) => {
              const [place, content] = state as [Json, Json];
              cursor.load(place);
              folded.load(content);
            },
          };
        },
      };
    },
  };
};

const share = (json: Entries): MakeFold =>
  tallying((tally) => {
    const value = isScalar(json.value) ? json.value : tally.top;
    return tally.total ? tally.count(value) / tally.total : undefined;
  });

const scalar = { scalar: true } as const;

/** The forms that boil the events of one selector and one window down to a value. */
export const WINDOWED: readonly (readonly [head: string, form: Form])[] = [
  ['count', windowed(() => count)],
  [
    'sum',
    windowed(
      () => sum,
      (path, json) => numbers(path, json.times as string | undefined),
      { key: ['times', 'path'] },
    ),
  ],
  [
    'avg',
    windowed(
      () => avg,
      (path) => numbers(path),
    ),
  ],
  [
    'min',
    windowed(
      () => min,
      (path) => numbers(path),
    ),
  ],
  [
    'max',
    windowed(
      () => max,
      (path) => numbers(path),
    ),
  ],
  ['distinct', windowed(() => size, scalars)],
  ['first', windowed(() => first, scalars, scalar)],
  ['last', windowed(() => last, scalars, scalar)],
  ['top', windowed(() => top, scalars, scalar)],
  ['share', windowed(share, scalars, { key: ['value', 'scalar'] })],
  ['days', windowed(() => size, DATE)],
  ['sessions', windowed(() => size, SESSION)],
  ['streak', windowed(() => streak, DATE, { lifetime: true })],
  [
    'peak',
    windowed((json) => peak(parseDuration(json.in) ?? 0), undefined, {
      key: ['in', 'duration'],
      lifetime: true,
    }),
  ],
  ['interval', windowed(() => interval, undefined, { whole: true })],
  ['sinceFirst', windowed(() => sinceFirst, undefined, { drift: 'closed' })],
  ['sinceLast', windowed(() => sinceLast, undefined, { drift: 'closed' })],
];
