import type { Scalar } from '../base/json.js';
import type { OneOf } from './forms.js';
import type { Duration, Path, Selector, WholeSelector, Window } from './selectors.js';

interface InWindow {
  /**
   * Which of the events count.
   *
   * @default 'lifetime'
   */
  readonly over?: Window;
}

interface OfEvents extends InWindow {
  /** The events whose values are read. */
  readonly of: Selector;
}

interface Count extends InWindow {
  /** The number of events. */
  readonly count: Selector;
}

interface Sum extends OfEvents {
  /** The sum of the numbers there. */
  readonly sum: Path;
  /** Each number times the first number found there (1 if none): `{ sum: 'price', times: 'quantity', … }`. */
  readonly times?: Path;
}

interface Avg extends OfEvents {
  /** The mean of the numbers there; none: no value. */
  readonly avg: Path;
}

interface Min extends OfEvents {
  /** The least of the numbers there; none: no value. */
  readonly min: Path;
}

interface Max extends OfEvents {
  /** The greatest of the numbers there; none: no value. */
  readonly max: Path;
}

interface Distinct extends OfEvents {
  /** The number of different values there. */
  readonly distinct: Path;
}

interface First extends OfEvents {
  /** The first value there, of the first event that has one. */
  readonly first: Path;
}

interface Last extends OfEvents {
  /** The last value there, of the last event that has one. */
  readonly last: Path;
}

interface Top extends OfEvents {
  /** The most frequent value there; of equals, the one seen last. */
  readonly top: Path;
}

interface Share extends OfEvents {
  /** What part of all values there is this one, 0–1; none found: no value. */
  readonly share: Path;
  /**
   * The value whose share is meant.
   *
   * @default the most frequent one
   */
  readonly value?: Scalar;
}

interface Days extends InWindow {
  /** The number of different days with an event. */
  readonly days: Selector;
}

interface Sessions extends InWindow {
  /** The number of different sessions with an event. */
  readonly sessions: Selector;
}

interface Streak {
  /** How many days in a row have an event, up to today or yesterday. */
  readonly streak: Selector;
}

interface Peak {
  /** The most events that any span of that length has ever held. */
  readonly peak: Selector;
  /** The length of the span. */
  readonly in: Duration;
}

interface SinceFirst extends InWindow {
  /** Milliseconds since the first event; none: no value. A test takes durations: `gte: '60d'`. */
  readonly sinceFirst: Selector;
}

interface SinceLast extends InWindow {
  /** Milliseconds since the last event; none: no value. A test takes durations: `gte: '60d'`. */
  readonly sinceLast: Selector;
}

interface Interval extends InWindow {
  /** Mean milliseconds from one event to the next; fewer than two: no value. */
  readonly interval: WholeSelector;
}

/** What an event gives. */
export interface Weighted {
  readonly of: Selector;
  /** How many, also below zero; or the path of a number (of several each counts). */
  readonly points: number | Path;
}

/** What an event adds to a score, where there are no classes. */
export interface Points extends Weighted {
  readonly class?: never;
  readonly by?: never;
}

interface Score extends InWindow {
  /** The sum of the points. */
  readonly score: readonly Points[];
  /**
   * Points lose half of their weight in this time.
   *
   * @default none: they keep it
   */
  readonly halfLife?: Duration;
}

interface OfModel {
  /** The probability, 0–1, that the model of that name gives. */
  readonly model: string;
}

interface UntilAnniversary {
  /** Milliseconds until the day of the year of a date in the traits (`YYYY-MM-DD` or `MM-DD`); 0 all through that day. */
  readonly untilAnniversary: Path;
}

interface Ratio {
  /** The first divided by the second. */
  readonly ratio: readonly [Metric, Metric];
}

interface Difference {
  /** The first less the second. */
  readonly difference: readonly [Metric, Metric];
}

interface Total {
  /** The sum of those that have a value. */
  readonly total: readonly Metric[];
}

interface Winner {
  /** The class that the classifier of that name finds, its share of all points, or one class's points. */
  readonly classifier: string;
  /**
   * `confidence`: the winner's share, 0–1.
   *
   * @default the winner, a text
   */
  readonly read?: 'confidence';
  readonly class?: never;
}

interface PointsOfClass {
  readonly classifier: string;
  readonly read: 'points';
  /** The class whose points are meant. */
  readonly class: string;
}

interface Named {
  /** A metric by its name in `metrics`. */
  readonly metric: string;
}

/** Numbers, if there is a value: a test of them takes durations for milliseconds. */
export type NumberForm =
  | Count
  | Sum
  | Avg
  | Min
  | Max
  | Distinct
  | Share
  | Days
  | Sessions
  | Streak
  | Peak
  | SinceFirst
  | SinceLast
  | Interval
  | Score
  | OfModel
  | UntilAnniversary
  | Ratio
  | Difference
  | Total;

/** Values that may be texts. */
export type ScalarForm = First | Last | Top | Winner | PointsOfClass | Named;

/** A value that is computed of what the visitor did. */
export type Metric = OneOf<NumberForm | ScalarForm>;
