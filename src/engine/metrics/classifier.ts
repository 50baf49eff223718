import { type Json, own } from '../../base/json.js';
import { NEVER, parseDuration } from '../../base/time.js';
import { putLast } from '../bounded.js';
import { type Fading, fadesTo, give, nothing, worth } from '../decay.js';
import type { Live } from '../live.js';
import { lookup, scalarsAt } from '../paths.js';
import { byName } from '../selectors.js';
import type { Stream } from '../streams.js';
import { sumOf } from '../sum.js';
import type { Fold } from './folds.js';
import type { Make } from './metric.js';
import { boil, numbers } from './windowed.js';

/** One class: its points, and when it was last spoken for directly (0: never), counted in pieces of evidence. */
interface Class extends Fading {
  seen: number;
}

/** The classes in the order in which they were last spoken for; how much evidence there was, and when the last. */
interface Weights {
  classes: Map<string, Class>;
  pieces: number;
  last: number;
}

/** What an event says: points for classes. */
type Evidence = readonly [classes: readonly string[], points: readonly number[]];

interface Definition {
  readonly halfLife?: Json;
  readonly minPoints?: number;
  readonly related?: { readonly [name: string]: { readonly [name: string]: number } };
  readonly evidence: readonly {
    readonly of: Json;
    readonly points: number | string;
    readonly class?: string;
    readonly by?: string;
  }[];
}

/** Points equal within this share of them are a tie. */
const TIE = 1e-9;

/** All that the lines find, in the order of the log, then of the lines, then of the event. */
const evidenceOf = ({ evidence }: Definition, canon: string, live: Live): Stream => {
  const { world } = live;
  const lines = evidence.map(({ of, points, class: name = '', by }) => ({
    ...live.selector(of),
    pointsAt: typeof points === 'string' ? numbers(points, world) : () => [points],
    at: by === undefined ? undefined : lookup(by, world),
    name: [name],
  }));
  const linesOf = byName(lines);
  return live.addStream({
    canon: `evidence ${canon}`,
    fits: (name) => linesOf(name).length > 0,
    find: (event) => {
      const found: Evidence[] = [];
      for (const { find, pointsAt, at, name } of linesOf(event.name))
        for (const element of find(event))
          found.push([
            at ? scalarsAt(at, event, element).map(String) : name,
            pointsAt(event, element) as number[],
          ]);
      return found;
    },
  });
};

const weigh = (
  { halfLife: life, minPoints = -NEVER, related = {} }: Definition,
  read: string | undefined,
  name: string,
): Fold<Weights, Evidence> => {
  const halfLife = parseDuration(life) ?? 0;

  /** The class that leads as of the last evidence: all fade alike, so it is the one that leads now. */
  const lead = ({ classes, last }: Weights) => {
    let most = 0;
    const all: { name: string; known: Class; points: number }[] = [];
    classes.forEach((known, name) => {
      const points = worth(known, halfLife, last);
      most = Math.max(most, points);
      all.push({ name, known, points });
    });
    let first: { readonly name: string; readonly known: Class } | undefined;
    for (const one of all) {
      if (!most || one.points < most * (1 - TIE)) continue;
      const later = one.known.seen - (first?.known.seen ?? -1);
      if (!first || later > 0 || (!later && one.name < first.name)) first = one;
    }
    return first;
  };
  let led: ReturnType<typeof lead>;
  /** The classes of which that one leads, if it need not be looked for. */
  let among: Weights['classes'] | undefined;
  const leader = (state: Weights, now: number) => {
    if (among !== state.classes) led = lead(state);
    among = state.classes;
    return led && worth(led.known, halfLife, now) >= minPoints ? led : undefined;
  };

  /** Gives points to a class, which may take the lead; where it is near a tie, all are gone through. */
  const grant = ({ classes }: Weights, name: string, points: readonly number[], time: number): Class => {
    const known = classes.get(name) ?? { ...nothing(), seen: 0 };
    putLast(classes, name, known);
    for (const number of points) give(known, halfLife, number, time);
    if (among !== classes) return known;
    if (!led || classes.get(led.name) !== led.known || points.some((number) => number < 0)) among = undefined;
    else if (known !== led.known) {
      // all fade alike, and as of its own base a class is worth what it holds
      const then = known.base * halfLife;
      const [mine, best] = [worth(known, halfLife, then), worth(led.known, halfLife, then)];
      if (best > 0 && mine > best * (1 + 4 * TIE)) led = { name, known };
      else if (!(mine < best * (1 - TIE))) among = undefined;
    }
    return known;
  };

  /** What part of all points a class has. */
  const shareOf = (known: Class, { classes, last }: Weights): number => {
    const points = [...classes.values()].map((one) => worth(one, halfLife, last)).filter((one) => one > 0);
    return worth(known, halfLife, last) / sumOf(points);
  };

  const shared = {
    start: () => ({ classes: new Map(), pieces: 0, last: 0 }),
    add: (state: Weights, [names, points]: Evidence, time: number) => {
      for (const name of points.length ? names.filter((name, at) => names.lastIndexOf(name) === at) : []) {
        grant(state, name, points, time).seen = ++state.pieces;
        state.last = time;
        for (const [other, share] of Object.entries(own(related, name) ?? {})) {
          const given = points.map((number) => number * share);
          grant(state, other, given, time);
        }
      }
    },
  };
  const asked = ({ classes }: Weights) => classes.get(name) ?? nothing();
  if (read === 'points')
    return {
      ...shared,
      remove: (state, [, points], time) => {
        const taken = points.map((number) => -number);
        grant(state, name, taken, time);
      },
      read: (state, now) => worth(asked(state), halfLife, now),
      ...(halfLife && {
        crossing: (state: Weights, bound: number, now: number) => fadesTo(asked(state), halfLife, bound, now),
      }),
    };
  return {
    ...shared,
    scalar: !read,
    read: (state, now) => {
      const lead = leader(state, now);
      return lead && (read ? shareOf(lead.known, state) : lead.name);
    },
    next: (state, now) => {
      const lead = minPoints > -NEVER && leader(state, now);
      return lead ? fadesTo(lead.known, halfLife, minPoints, now) : NEVER;
    },
  };
};

/** A classifier's winner, the winner's share, or the points of one class. A `score` is the points of its only class. */
export const classifier: Make = (json, head, canon, live) => {
  const scores = head === 'score';
  const definition = (scores
    ? { halfLife: json.halfLife, evidence: json.score }
    : live.part('classifiers', json.classifier as string)) as unknown as Definition;
  const read = scores ? 'points' : (json.read as string | undefined);
  return boil(
    canon,
    evidenceOf(definition, canon, live),
    { canon: '', take: (_, evidence) => evidence as Evidence },
    weigh(definition, read, (json.class as string | undefined) ?? ''),
    json.over,
    live,
  );
};
