import { canonical, has, type Json } from '../../base/json.js';
import { Cursor } from '../cursor.js';
import { Decay } from '../decay.js';
import type { Stream } from '../streams.js';
import { readDuration, readWindow } from '../windows.js';
import { SESSION } from './columns.js';
import { readPoints } from './points.js';
import type { Form } from './types.js';

const LINE_KEYS = new Set(['of', 'points']);

/** Points for what was done, decaying with a half-life if there is one. */
export const score: Form = {
  keys: ['halfLife', 'over'],
  read: (json, head, place, compilation) => {
    const { report } = compilation;
    const window = readWindow(json.over, `${place}.over`, report);
    const halfLife = readHalfLife(json, place, report);
    const lines = report.list(json[head], `${place}.${head}`, 'lines of {of, points}', (element, where) => {
      const line = report.object(element, where, '{of, points}', LINE_KEYS);
      const stream = compilation.stream(line?.of, `${where}.of`);
      const column = readPoints(line?.points, `${where}.points`, report);
      return {
        stream,
        points: compilation.column(stream, column),
        sessions: window.session ? compilation.column(stream, SESSION) : -1,
        canon: [compilation.streams[stream]?.canon, column.canon],
      };
    });
    return {
      canon: canonical(['score', lines.map(({ canon }) => canon), halfLife, json.over as Json]),
      numeric: true,
      drift: halfLife ? 'closed' : 'none',
      streams: lines.map(({ stream }) => stream),
      session: window.session,
      traits: false,
      create: ({ streams, world }) => {
        const decay = new Decay(halfLife);
        const cursors = lines.map(({ stream, points, sessions }) => {
          const events = streams[stream] as Stream;
          const give = (position: number, sign: 1 | -1) => {
            for (const value of events.values(points, position))
              decay.add(sign * (value as number), events.time(position));
          };
          const sink = {
            add: (position: number) => give(position, 1),
            remove: (position: number) => give(position, -1),
            clear: () => decay.clear(),
          };
          return new Cursor(events, window, world, sink, sessions);
        });
        const pull = (now: number) => {
          // a session that ends clears what all lines gave, so that must come before any of them gives anew
          for (const cursor of cursors) cursor.turn(now);
          for (const cursor of cursors) cursor.pull(now);
        };
        return {
          read: (now) => {
            pull(now);
            return decay.value(now);
          },
          next: (now) => Math.min(...cursors.map((cursor) => cursor.next(now))),
          crossing: (now, bound) => decay.crossing(now, bound),
          needs: (tell) => {
            for (const cursor of cursors) tell(cursor.stream, cursor.need);
          },
          save: () => [decay.save(), ...cursors.map((cursor) => cursor.save())],
          load: (state) => {
            const [sum, ...places] = state as Json[];
            decay.load(sum as Json);
            cursors.forEach((cursor, index) => {
              cursor.load(places[index] as Json);
            });
          },
        };
      },
    };
  },
};

export const readHalfLife = (
  json: Record<string, unknown>,
  place: string,
  report: Parameters<typeof readDuration>[2],
): number | undefined => {
  if (!has(json, 'halfLife')) return undefined;
  const halfLife = readDuration(json.halfLife, `${place}.halfLife`, report);
  if (!halfLife) report.fault('wrong-value', `${place}.halfLife`, json.halfLife, 'a duration above 0');
  return halfLife;
};
