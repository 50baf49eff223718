/**
 * The segment language as types: what a definition file holds. Whether a value fits is decided by `compile` alone;
 * what can be said in types is said here and in the files beside this one.
 */
import type { Json } from '../base/json.js';
import type { Condition } from './conditions.js';
import type { OneOf } from './forms.js';
import type { Metric, Weighted } from './metrics.js';
import type { Play } from './plays.js';
import type { Duration, Instant, Path } from './selectors.js';

export type { ClockPart, Condition } from './conditions.js';
export type { Metric, Points, Weighted } from './metrics.js';
export type { Play, PlayContent, PlayLimit, PlayStep } from './plays.js';
export type {
  Duration,
  ElementSelector,
  EventSelector,
  Instant,
  Path,
  Selector,
  SequenceSelector,
  Step,
  Where,
  WholeSelector,
  Window,
} from './selectors.js';
export type { MetricOperand, Test } from './tests.js';

/** A definition file. */
export interface Definitions {
  /** Where the JSON Schema is, for editors. */
  readonly $schema?: string;
  readonly version: 1;
  /**
   * An IANA name, for calendar windows and the clock.
   *
   * @default the zone that is handed to the engine (in a browser the visitor's own), else UTC
   * @example 'Europe/Warsaw'
   */
  readonly timeZone?: string;
  /** @default 'monday' */
  readonly weekStart?: 'monday' | 'sunday';
  /** Named, reusable, readable by the page. */
  readonly metrics?: { readonly [name: string]: Metric };
  /** Weighted evidence from many behaviours. */
  readonly classifiers?: { readonly [name: string]: Classifier };
  /** Logistic regressions. */
  readonly models?: { readonly [name: string]: Model };
  readonly segments?: readonly Segment[];
  /** If this, then that: `expandPlays` makes segments of them, as a page does by itself. An engine alone passes over them. */
  readonly plays?: readonly Play[];
  /** The owner's own notes, ignored. */
  readonly meta?: { readonly [key: string]: Json };
}

/** Who belongs where. */
export interface Segment {
  /** `^[a-z0-9][a-z0-9_-]{0,63}$`, unique in the file. */
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  /** The way in, and, without `until`, the way out when it no longer holds. */
  readonly when: Condition;
  /**
   * Once in, stay in until this holds.
   *
   * @default until `when` no longer holds
   */
  readonly until?: Condition;
  /**
   * The way in must have held this long without a break.
   *
   * @default '0ms'
   */
  readonly enterAfter?: Duration;
  /**
   * The way out must have held this long without a break.
   *
   * @default '0ms'
   */
  readonly exitAfter?: Duration;
  /**
   * After going out, stay out at least this long; `forever`: never come back.
   *
   * @default '0ms'
   */
  readonly cooldown?: Duration | 'forever';
  /** Of the segments that name the same group at most one is entered at a time, the first in the file. */
  readonly exclusive?: string;
  /** Only this share of visitors can be members. */
  readonly sample?: Sample;
  /** Nobody is in before this instant. */
  readonly activeFrom?: Instant;
  /** Nobody is in from this instant on. */
  readonly activeTo?: Instant;
}

/** A share of the visitors, for holdouts. */
export interface Sample {
  /** 0–100. */
  readonly percent: number;
  /**
   * Other salts choose other visitors.
   *
   * @default the segment's id
   */
  readonly salt?: string;
}

interface ForClass {
  /** The class that gets the points. */
  readonly class: string;
}

interface ByValue {
  /** The class is the value found there; of several different ones each gets the points. */
  readonly by: Path;
}

/** What an event says of the visitor's class. */
export type Evidence = Weighted & OneOf<ForClass | ByValue>;

/** Weighted evidence: the class with the most points wins. */
export interface Classifier {
  readonly evidence: readonly Evidence[];
  /**
   * Points lose half of their weight in this time.
   *
   * @default none: they keep it
   */
  readonly halfLife?: Duration;
  /** Points for a class also give this share to others. */
  readonly related?: { readonly [from: string]: { readonly [to: string]: number } };
  /**
   * No winner below this.
   *
   * @default 0
   */
  readonly minPoints?: number;
}

/** One metric in a model. */
export interface Term {
  readonly metric: Metric;
  readonly weight: number;
  /** @default 'none' */
  readonly transform?: 'none' | 'log1p' | 'sqrt';
  /** Taken off after the transform. @default 0 */
  readonly mean?: number;
  /** Divided by, after that. Not 0. @default 1 */
  readonly sd?: number;
  /** Stands in, before the transform, where the metric has no value; without it the term then adds nothing. */
  readonly missing?: number;
}

/** A logistic regression: the probability is 1 / (1 + e^−(intercept + Σ weight × (transform(x) − mean) / sd)). */
export interface Model {
  readonly intercept: number;
  readonly terms: readonly Term[];
}

/** A membership that changed. */
export interface SegmentChange {
  /** `segment:type:time`: the same in every tab. */
  readonly id: string;
  readonly segment: string;
  readonly type: 'enter' | 'exit';
  /** The instant at which it took effect, in epoch milliseconds. */
  readonly time: number;
  /** `late`: a record came late. `definitions`: they were edited. `removed`: the segment is gone from them. */
  readonly reason: 'event' | 'time' | 'traits' | 'late' | 'definitions' | 'removed';
}
