/**
 * The language as words: each gives a phrase that reads aloud and turns into the plain JSON of a definition file.
 *
 * @example
 * define({ segments: [segment('big-spender', sum('value').of('purchase').over('90d').gte(300))] });
 */
import type { EventName, SegmentId } from './names.js';
import type * as phrases from './phrases.js';
import type { Said } from './phrases.js';
import type {
  ClockPart,
  Condition,
  Definitions,
  Evidence,
  Metric,
  Model,
  Points,
  Selector,
  Step,
  Term,
  WholeSelector,
} from './types.js';

/** JSON of its own, with every phrase in it turned into what it says. */
const plain = <Form>(said: unknown): Form => JSON.parse(JSON.stringify(said));

type Word = (...values: never[]) => object;

/** What each word adds to a phrase. Most stand in the file as they are said. */
const WORDS: readonly (readonly [string, Word])[] = [
  ...(
    'of over times value in halfLife class by is isNot gt gte lt lte contains startsWith endsWith like as each within ' +
    'gap without same for until enterAfter exitAfter cooldown exclusive name description activeFrom activeTo related ' +
    'minPoints transform mean sd missing'
  )
    .split(' ')
    .map((key) => [key, (value: unknown) => ({ [key]: value })] as const),
  ...['exists', 'ignoreCase'].map((key) => [key, (yes = true) => ({ [key]: yes })] as const),
  ...['oneOf', 'noneOf', 'between'].map(
    (key) => [key, (...values: unknown[]) => ({ [key]: values })] as const,
  ),
  ['where', (...any: unknown[]) => ({ where: any.length > 1 ? any : any[0] })],
  ['sample', (percent: number, salt?: string) => ({ sample: { percent, salt } })],
  ['confidence', () => ({ read: 'confidence' })],
  ['points', (of: string) => ({ read: 'points', class: of })],
];

/** The type says which of the words make sense here. */
const phrase = <P>(json: object): P =>
  Object.freeze({
    toJSON: () => plain(json),
    ...Object.fromEntries(
      WORDS.map(([name, word]) => [
        name,
        (...values: never[]) => phrase({ ...json, ...plain<object>(word(...values)) }),
      ]),
    ),
  }) as P;

// selectors

/** Events of a name, a glob or several: `event('view_item').where({ price: { gte: 50 } })`. */
export const event = <Name extends EventName>(...names: [Name, ...Name[]]): phrases.EventsNamed<Name> =>
  phrase({ event: names.length > 1 ? names : names[0] });

/** The events that complete a sequence: `sequence('view_item', 'purchase').within('1h').same('item_id')`. */
export const sequence = (...steps: [Said<Step>, Said<Step>, ...Said<Step>[]]): phrases.Sequence =>
  phrase({ sequence: steps });

// metrics

/** The number of events. */
export const count = (events: Said<Selector>): phrases.NumberInWindow => phrase({ count: events });

/** The sum of the numbers there: `sum('value').of('purchase')`. */
export const sum = (path: phrases.KnownPath): phrases.Summed => phrase({ sum: path });

/** The mean of the numbers there; none: no value. */
export const avg = (path: phrases.KnownPath): phrases.Of<phrases.NumberInWindow> => phrase({ avg: path });

/** The least of the numbers there; none: no value. */
export const min = (path: phrases.KnownPath): phrases.Of<phrases.NumberInWindow> => phrase({ min: path });

/** The greatest of the numbers there; none: no value. */
export const max = (path: phrases.KnownPath): phrases.Of<phrases.NumberInWindow> => phrase({ max: path });

/** The number of different values there. */
export const distinct = (path: phrases.KnownPath): phrases.Of<phrases.NumberInWindow> =>
  phrase({ distinct: path });

/** The first value there, of the first event that has one. */
export const first = (path: phrases.KnownPath): phrases.Of<phrases.ScalarInWindow> => phrase({ first: path });

/** The last value there, of the last event that has one. */
export const last = (path: phrases.KnownPath): phrases.Of<phrases.ScalarInWindow> => phrase({ last: path });

/** The most frequent value there; of equals, the one seen last. */
export const top = (path: phrases.KnownPath): phrases.Of<phrases.ScalarInWindow> => phrase({ top: path });

/** What part of all values there is one of them, 0–1. */
export const share = (path: phrases.KnownPath): phrases.Of<phrases.ShareMetric> => phrase({ share: path });

/** The number of different days with an event. */
export const days = (events: Said<Selector>): phrases.NumberInWindow => phrase({ days: events });

/** The number of different sessions with an event. */
export const sessions = (events: Said<Selector>): phrases.NumberInWindow => phrase({ sessions: events });

/** How many days in a row have an event, up to today or yesterday. */
export const streak = (events: Said<Selector>): phrases.NumberMetric => phrase({ streak: events });

/** The most events that any span has ever held: `peak('page_view').in('1h')`. */
export const peak = (events: Said<Selector>): phrases.Peak => phrase({ peak: events });

/** Milliseconds since the first event; none: no value. */
export const sinceFirst = (events: Said<Selector>): phrases.NumberInWindow => phrase({ sinceFirst: events });

/** Milliseconds since the last event; none: no value. */
export const sinceLast = (events: Said<Selector>): phrases.NumberInWindow => phrase({ sinceLast: events });

/** Mean milliseconds from one event to the next; fewer than two: no value. */
export const interval = (events: Said<WholeSelector>): phrases.NumberInWindow => phrase({ interval: events });

/** How many points an event gives, or the path of their number: `points(3).of('purchase')`. */
export const points = (points: number | phrases.KnownPath): phrases.Of<phrases.PointsOf> =>
  phrase({ points });

/** The sum of points: `score([points(3).of('purchase')]).halfLife('7d')`. */
export const score = (lines: readonly Said<Points>[]): phrases.ScoreMetric => phrase({ score: lines });

/** The class that the classifier of that name finds. */
export const classifier = (name: string): phrases.ClassifierMetric => phrase({ classifier: name });

/** The probability that the model of that name gives. */
export const model = (name: string): phrases.NumberMetric => phrase({ model: name });

/** Milliseconds until the day of the year of a date in the traits. */
export const untilAnniversary = (path: string): phrases.NumberMetric => phrase({ untilAnniversary: path });

/** A metric by its name in `metrics`; also the other side of a test. */
export const metric = (name: string): phrases.NamedMetric => phrase({ metric: name });

/** The first divided by the second. */
export const ratio = (first: Said<Metric>, second: Said<Metric>): phrases.NumberMetric =>
  phrase({ ratio: [first, second] });

/** The first less the second. */
export const difference = (first: Said<Metric>, second: Said<Metric>): phrases.NumberMetric =>
  phrase({ difference: [first, second] });

/** The sum of those that have a value. */
export const total = (...parts: [Said<Metric>, ...Said<Metric>[]]): phrases.NumberMetric =>
  phrase({ total: parts });

// conditions

/** Every one holds. */
export const all = (...conditions: [Said<Condition>, ...Said<Condition>[]]): Condition =>
  plain({ all: conditions });

/** At least one holds. */
export const any = (...conditions: [Said<Condition>, ...Said<Condition>[]]): Condition =>
  plain({ any: conditions });

/** It does not hold. */
export const not = (condition: Said<Condition>): Condition => plain({ not: condition });

/** So many of them hold, or more. */
export const atLeast = (least: number, ...conditions: [Said<Condition>, ...Said<Condition>[]]): Condition =>
  plain({ atLeast: least, of: conditions });

/** The visitor is in that segment. */
export const inSegment = (id: SegmentId): Condition => plain({ segment: id });

/** The current value of a trait: `trait('device.type').is('mobile')`. */
export const trait = (path: string): phrases.TraitTests => phrase({ trait: path });

/** A part of the clock: `now('hour').between(22, 6)`. */
export const now = <Part extends ClockPart>(
  part: Part,
): phrases.ClockTests<Part extends 'date' | 'time' ? string : number> => phrase({ now: part });

/** Begun and not ended: `abandoned('add_to_cart').without('purchase').for('30m')`. */
export const abandoned = (events: Said<Step>): phrases.Abandoned => phrase({ abandoned: events });

// parts of a file

/** Who belongs where: `segment('buyer', count('purchase').gte(1)).exitAfter('7d')`. */
export const segment = (id: SegmentId, when: Said<Condition>): phrases.SegmentPhrase => phrase({ id, when });

/** Weighted evidence: `classify([points(1).of('article_read').class('awareness')]).halfLife('14d')`. */
export const classify = (evidence: readonly Said<Evidence>[]): phrases.ClassifierPhrase =>
  phrase({ evidence });

/** One metric in a model: `term(count('view_item'), 0.8).transform('log1p')`. */
export const term = (metric: Said<Metric>, weight: number): phrases.TermPhrase => phrase({ metric, weight });

/** A logistic regression. */
export const logistic = (intercept: number, terms: readonly Said<Term>[]): Model =>
  plain({ intercept, terms });

/** A definition file. */
export const define = (file: phrases.File): Definitions => plain({ version: 1, ...file });
