import type { Json } from '../../base/json.js';
import { parseDuration } from '../../base/time.js';
import { cursor } from '../cursor.js';
import { fadesTo, give, nothing, worth } from '../decay.js';
import type { Live } from '../live.js';
import type { Column, Row } from '../streams.js';
import { readWindow } from '../windows.js';
import type { World } from '../world.js';
import type { Metric } from './metric.js';
import { numbers } from './windowed.js';

/** What `points` gives for an event: a number, or the numbers at a path, each of which counts. */
export const pointsOf = (points: Json, world: World): Column =>
  typeof points === 'string'
    ? numbers(points, world)
    : { canon: `points ${points}`, take: () => [points as number] };

/** Points for what was done, fading with a half-life if there is one. */
export const score = (
  json: { readonly [key: string]: Json },
  head: string,
  canon: string,
  live: Live,
): Metric => {
  const { world, states } = live;
  const halfLife = parseDuration(json.halfLife) ?? 0;
  const window = readWindow(json.over, world);
  const fading = states.keep(canon, nothing());
  const lines = (json[head] as { of: Json; points: Json }[]).map(({ of, points }, line) => {
    const stream = live.stream(of);
    const column = stream.column(pointsOf(points, world));
    const grant = (row: Row, sign: 1 | -1) => {
      for (const value of row[column] as number[]) give(fading, halfLife, sign * value, row[0]);
    };
    return cursor(live, `${line} of ${canon}`, stream, window, {
      add: (row) => grant(row, 1),
      remove: (row) => grant(row, -1),
      clear: () => Object.assign(fading, nothing()),
    });
  });
  live.cursors.push(...lines);
  const streams = lines.map(({ stream }) => stream);
  return {
    canon,
    numeric: true,
    drift: halfLife ? 'closed' : 'none',
    feeds: window.session ? [...streams, live.session] : streams,
    read: () => {
      // another session clears what all lines gave, so that must come before any of them gives anew
      for (const line of lines) line.turn();
      for (const line of lines) line.pull();
      return worth(fading, halfLife, world.now);
    },
    next: () => Math.min(...lines.map((line) => line.next())),
    crossing: (bound) => fadesTo(fading, halfLife, bound, world.now),
  };
};
