import { canonical, type Json, own } from '../../base/json.js';
import { NEVER, parseDuration } from '../../base/time.js';
import { type Fading, fadesTo, give, nothing, worth } from '../decay.js';
import type { Live } from '../live.js';
import { lookup, scalarsAt } from '../paths.js';
import { readSelector, type Selector } from '../selectors.js';
import { putLast } from '../sequences.js';
import type { Metric } from './metric.js';
import { pointsOf } from './score.js';

/** One class: its points, and when it was last spoken for directly (0: never), counted in pieces of evidence. */
interface Class extends Fading {
  seen: number;
}

interface Definition {
  readonly halfLife?: string;
  readonly minPoints?: number;
  readonly related?: { readonly [name: string]: { readonly [name: string]: number } };
  readonly evidence: readonly {
    readonly of: Json;
    readonly points: Json;
    readonly class?: string;
    readonly by?: string;
  }[];
}

/** Points equal within this share of them are a tie. */
const TIE = 1e-9;

/** A classifier's winner, the winner's share, or the points of one class. */
export const classifier = (
  json: { readonly [key: string]: Json },
  head: string,
  canon: string,
  live: Live,
): Metric => {
  const { world, states } = live;
  const definition = live.part('classifiers', json[head] as string) as unknown as Definition;
  const { minPoints = Number.NEGATIVE_INFINITY, related = {} } = definition;
  const halfLife = parseDuration(definition.halfLife) ?? 0;
  /** The classes in the order in which they were last spoken for; how much evidence there was, and when the last. */
  const state = states.keep(canon, { classes: new Map<string, Class>(), pieces: 0, last: 0 });

  const grant = (name: string, points: readonly number[], time: number): Class => {
    const known = state.classes.get(name) ?? { ...nothing(), seen: 0 };
    putLast(state.classes as Map<string | number | boolean, Class>, name, known);
    for (const number of points) give(known, halfLife, number, time);
    return known;
  };

  const evidence = definition.evidence.map((line) => {
    const selector = readSelector(line.of, live);
    const points = pointsOf(line.points, world);
    const at = line.by === undefined ? undefined : lookup(line.by, world);
    const find: Selector['find'] = (event) => {
      const found = selector.fits(event.name) ? selector.find(event) : [];
      for (const element of found) {
        const given = points.take(event, element) as readonly number[];
        if (!given.length) continue;
        const names = at ? scalarsAt(at, event, element).map(String) : [line.class as string];
        for (const name of names.filter((name, place) => names.lastIndexOf(name) === place)) {
          grant(name, given, event.time).seen = ++state.pieces;
          state.last = event.time;
          for (const [other, share] of Object.entries(own(related, name) ?? {}))
            grant(
              other,
              given.map((number) => number * share),
              event.time,
            );
        }
      }
      return found;
    };
    return { ...selector, find };
  });
  const stream = live.addStream({
    canon: canonical(['classifier', canon]),
    fits: (name) => evidence.some((line) => line.fits(name)),
    find: (event) => (evidence.map((line) => line.find(event).length).some(Boolean) ? [undefined] : []),
  });

  /** The class that leads as of the last evidence: all fade alike, so it is the one that leads now. */
  const leader = (): { name: string; share: number; known: Class } | undefined => {
    let [most, all] = [0, 0];
    for (const known of state.classes.values()) {
      const points = Math.max(0, worth(known, halfLife, state.last));
      all += points;
      most = Math.max(most, points);
    }
    let lead: { name: string; share: number; known: Class } | undefined;
    for (const [name, known] of state.classes) {
      const points = worth(known, halfLife, state.last);
      if (points <= 0 || points < most * (1 - TIE)) continue;
      if (!lead || known.seen > lead.known.seen || (known.seen === lead.known.seen && name < lead.name))
        lead = { name, share: points / all, known };
    }
    return lead && worth(lead.known, halfLife, world.now) >= minPoints ? lead : undefined;
  };

  const ofPoints = json.read === 'points';
  const asked = () => state.classes.get(json.class as string) ?? nothing();
  return {
    canon,
    numeric: json.read !== undefined,
    drift: ofPoints && halfLife ? 'closed' : 'none',
    feeds: [stream],
    read: () =>
      ofPoints ? worth(asked(), halfLife, world.now) : json.read ? leader()?.share : leader()?.name,
    next: () => {
      const lead = leader();
      return lead && !ofPoints ? fadesTo(lead.known, halfLife, minPoints, world.now) : NEVER;
    },
    crossing: (bound) => fadesTo(asked(), halfLife, bound, world.now),
  };
};
