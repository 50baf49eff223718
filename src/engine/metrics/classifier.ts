import { canonical, has, type Json, own } from '../../base/json.js';
import { NEVER } from '../../base/time.js';
import type { Event } from '../../event/types.js';
import type { Compilation, StreamPlan } from '../compilation.js';
import { Decay } from '../decay.js';
import type { Part } from '../parts.js';
import { lookup, scalarsAt } from '../paths.js';
import { matchesName } from '../selectors.js';
import type { Find } from '../streams.js';
import { isNumber } from './columns.js';
import { readPoints } from './points.js';
import { readHalfLife } from './score.js';
import { MOST_VALUES } from './tally.js';
import type { Form } from './types.js';

/** One class: its points, and when it was last spoken for directly (0: never), counted in pieces of evidence. */
interface Class {
  readonly points: Decay;
  seen: number;
}

/** Points equal within this share of them are a tie. */
const TIE = 1e-9;

/** What a classifier can be asked. */
interface Standing {
  winner(now: number): string | undefined;
  /** The winner's share of the points of all classes above zero. */
  confidence(now: number): number | undefined;
  points(name: string): Decay | undefined;
  /** When the winner loses for want of points. */
  next(now: number): number;
}

const KEYS = new Set(['halfLife', 'evidence', 'related', 'minPoints']);
const EVIDENCE_KEYS = new Set(['of', 'points', 'class', 'by']);

/** The stream of a classifier's evidence, which keeps the points of its classes. */
const readClassifier = (json: unknown, place: string, compilation: Compilation): number | undefined => {
  const { report } = compilation;
  const file = report.object(json, place, 'a classifier', KEYS);
  if (!file) return undefined;
  const halfLife = readHalfLife(file, place, report);
  const minPoints = has(file, 'minPoints')
    ? report.value(file.minPoints, `${place}.minPoints`, 'a number', isNumber)
    : undefined;
  const evidence = report.list(file.evidence, `${place}.evidence`, 'evidence', (element, where) => {
    const line = report.object(element, where, 'evidence', EVIDENCE_KEYS) ?? {};
    if (has(line, 'class') === has(line, 'by'))
      report.fault('wrong-value', where, line, 'either class or by');
    const by = has(line, 'by') ? report.text(line.by, `${where}.by`, 'a path') : undefined;
    const name = by === undefined ? report.text(line.class, `${where}.class`, 'the name of a class') : '';
    return {
      stream: compilation.read(line.of, `${where}.of`),
      points: readPoints(line.points, `${where}.points`, report),
      by: by === undefined ? undefined : lookup(by),
      name,
      canon: [by ?? null, name],
    };
  });
  const related = new Map<string, (readonly [name: string, share: number])[]>();
  if (has(file, 'related')) {
    const groups = report.object(file.related, `${place}.related`, 'shares by class') ?? {};
    for (const from of Object.keys(groups)) {
      const where = `${place}.related.${from}`;
      const shares = report.object(own(groups, from), where, 'shares by class') ?? {};
      related.set(
        from,
        Object.keys(shares).map(
          (to) => [to, report.value(own(shares, to), `${where}.${to}`, 'a number', isNumber) ?? 0] as const,
        ),
      );
    }
  }

  const plan: StreamPlan = {
    canon: canonical([
      'classifier',
      evidence.map(({ stream, points, canon }) => [stream.canon, points.canon, ...canon]),
      halfLife,
      minPoints,
      file.related as Json,
    ]),
    names: {
      exact: new Set(evidence.flatMap(({ stream }) => [...stream.names.exact])),
      globs: evidence.flatMap(({ stream }) => stream.names.globs),
    },
    columns: [],
    create: (world) => {
      const finders = evidence.map(({ stream }) => stream.create(world));
      let classes = new Map<string, Class>(); // in the order in which they were last spoken for
      let pieces = 0;
      let last = 0;

      const classOf = (name: string): Class => {
        const known = classes.get(name) ?? { points: new Decay(halfLife), seen: 0 };
        classes.delete(name);
        classes.set(name, known);
        if (classes.size > MOST_VALUES) classes.delete(classes.keys().next().value as string);
        return known;
      };

      const find = (event: Event): readonly unknown[] => {
        let found = false;
        evidence.forEach(({ stream, points, by, name }, line) => {
          if (!matchesName(stream.names, event.name)) return;
          for (const element of (finders[line] as Find)(event)) {
            found = true;
            const given = points.take(event, element, world) as readonly number[];
            if (!given.length) continue;
            const values = by ? scalarsAt(by, event, element, world).map(String) : [name];
            const names = new Set(values.reverse()); // a value that stands there twice counts where it stands last
            for (const each of [...names].reverse()) {
              const direct = classOf(each);
              direct.seen = ++pieces;
              last = event.time;
              for (const number of given) {
                direct.points.add(number, event.time);
                for (const [other, share] of related.get(each) ?? [])
                  classOf(other).points.add(number * share, event.time);
              }
            }
          }
        });
        return found ? [undefined] : [];
      };

      /** Points as of the last evidence: all decay alike, so their order is what it is now. */
      const leading = (): readonly [name: string, points: number, all: number] | undefined => {
        let most = 0;
        let all = 0;
        for (const { points } of classes.values()) {
          const value = points.value(last);
          if (value > 0) all += value;
          if (value > most) most = value;
        }
        let first: string | undefined;
        let latest = -1;
        for (const [name, { points, seen }] of classes) {
          const value = points.value(last);
          if (!(value > 0) || value < most * (1 - TIE)) continue;
          if (seen > latest || (seen === latest && name < (first as string))) [first, latest] = [name, seen];
        }
        return first === undefined ? undefined : [first, most, all];
      };
      const enough = (name: string, now: number) =>
        minPoints === undefined || (classes.get(name) as Class).points.value(now) >= minPoints;

      const standing: Standing & Part = {
        winner: (now) => {
          const lead = leading();
          return lead && enough(lead[0], now) ? lead[0] : undefined;
        },
        confidence: (now) => {
          const lead = leading();
          return lead && enough(lead[0], now)
            ? (classes.get(lead[0]) as Class).points.value(last) / lead[2]
            : undefined;
        },
        points: (name) => classes.get(name)?.points,
        next: (now) => {
          const lead = minPoints === undefined ? undefined : leading();
          return lead ? (classes.get(lead[0]) as Class).points.crossing(now, minPoints as number) : NEVER;
        },
        save: () => [
          pieces,
          last,
          [...classes].map(([name, { points, seen }]) => [name, seen, points.save()]),
          finders.map((finder) => (finder as Partial<Part>).save?.() ?? null),
        ],
        load: (state) => {
          const [count, time, saved, found] = state as unknown as [
            number,
            number,
            [string, number, Json][],
            Json[],
          ];
          pieces = count;
          last = time;
          classes = new Map(
            saved.map(([name, seen, points]) => {
              const decay = new Decay(halfLife);
              decay.load(points);
              return [name, { points: decay, seen }];
            }),
          );
          finders.forEach((finder, line) => {
            if (found[line] !== null) (finder as Partial<Part>).load?.(found[line] as Json);
          });
        },
      };
      return Object.assign(find, standing);
    },
  };
  return compilation.addStream(plan);
};

/** Whether a classifier's points decay. */
const decays = ({ file }: Compilation, name: unknown): boolean => {
  const definition = own(file.classifiers as Record<string, object>, String(name));
  return definition !== undefined && has(definition, 'halfLife');
};

/** A classifier's winner, the winner's share, or the points of one class. */
export const classifier: Form = {
  keys: ['read', 'class'],
  read: (json, head, place, compilation) => {
    const { report } = compilation;
    const reads = has(json, 'read') ? json.read : 'winner';
    if (has(json, 'read') && reads !== 'confidence' && reads !== 'points') {
      report.fault('wrong-value', `${place}.read`, reads, '"confidence" or "points"');
    }
    const name =
      reads === 'points' || has(json, 'class')
        ? report.text(json.class, `${place}.class`, 'the name of a class')
        : '';
    if (reads !== 'points' && has(json, 'class'))
      report.fault('no-meaning', `${place}.class`, json.class, 'read: "points" beside it');
    const stream = compilation.dictionary('classifiers', json[head], `${place}.${head}`, (it, where) =>
      readClassifier(it, where, compilation),
    );
    if (stream === undefined) return undefined;
    const { canon } = compilation.streams[stream] as StreamPlan;
    return {
      canon: canonical([canon, reads as Json, name]),
      numeric: reads !== 'winner',
      drift: reads === 'points' && decays(compilation, json[head]) ? 'closed' : 'none',
      streams: [stream],
      session: false,
      traits: false,
      create: ({ finders }) => {
        const standing = finders[stream] as unknown as Standing;
        return {
          read: (now) =>
            reads === 'points'
              ? (standing.points(name)?.value(now) ?? 0)
              : reads === 'confidence'
                ? standing.confidence(now)
                : standing.winner(now),
          next: (now) => (reads === 'points' ? NEVER : standing.next(now)),
          crossing: (now, bound) => standing.points(name)?.crossing(now, bound) ?? NEVER,
          needs: () => {},
          save: () => null,
          load: () => {},
        };
      },
    };
  },
};
