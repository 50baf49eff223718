/** What the builder's words give: phrases that say what may follow, and turn into JSON where they end. */
import type { Json, Scalar } from '../base/json.js';
import type { AnyProps, EventPath, PathsInto, PropsOf } from './names.js';
import type {
  Classifier,
  Condition,
  Definitions,
  Duration,
  ElementSelector,
  EventSelector,
  Evidence,
  Instant,
  Metric,
  MetricOperand,
  Model,
  Segment,
  Selector,
  SequenceSelector,
  Step,
  Term,
  Test,
  Weighted,
  Where,
  Window,
} from './types.js';

/** What has been said so far. Every word gives a new phrase and leaves this one as it is. */
export interface Phrase<Form> {
  /** What stands in the file. */
  toJSON(): Form;
}

/** As JSON or as a phrase. */
export type Said<Form> = Form | Phrase<Form>;

/** A path into the props of the site's own events, into the event itself, or any other. */
export type KnownPath = PathsInto<AnyProps> | EventPath | (string & {});

// tests

interface Comparisons<Value, Order, Next> {
  is(value: Value | Phrase<MetricOperand>): Next;
  isNot(value: Value | Phrase<MetricOperand>): Next;
  oneOf(...values: [Value, ...Value[]]): Next;
  noneOf(...values: [Value, ...Value[]]): Next;
  gt(value: Order | Phrase<MetricOperand>): Next;
  gte(value: Order | Phrase<MetricOperand>): Next;
  lt(value: Order | Phrase<MetricOperand>): Next;
  lte(value: Order | Phrase<MetricOperand>): Next;
  /** Both ends included. */
  between(first: Order, last: Order): Next;
  /** Whether there is a value. @default true */
  exists(yes?: boolean): Next;
}

interface TextComparisons<Next> {
  contains(part: string): Next;
  startsWith(part: string): Next;
  endsWith(part: string): Next;
  /** A glob: `*` any run, `?` one UTF-16 unit. */
  like(glob: string): Next;
}

interface VersionComparisons<Next> {
  is(version: string | Phrase<MetricOperand>): Next;
  gt(version: string | Phrase<MetricOperand>): Next;
  gte(version: string | Phrase<MetricOperand>): Next;
  lt(version: string | Phrase<MetricOperand>): Next;
  lte(version: string | Phrase<MetricOperand>): Next;
  between(first: string, last: string): Next;
}

type Amount = number | Duration;
type NumberComparisons = Comparisons<Amount, Amount, TestedNumber>;
type ScalarComparisons = Comparisons<Scalar, number | string, TestedScalar> & TextComparisons<TestedScalar>;

interface AsVersion {
  /** Compares by the precedence of semver 2.0.0. */
  as(what: 'version'): VersionComparisons<TestedVersion>;
}

export interface TestedNumber extends Phrase<Condition>, Comparisons<Amount, Amount, TestedNumber> {}

export interface TestedScalar
  extends Phrase<Condition>,
    Comparisons<Scalar, number | string, TestedScalar>,
    TextComparisons<TestedScalar> {
  /** Texts are compared in lower case. @default false */
  ignoreCase(yes?: boolean): TestedScalar;
}

export interface TestedVersion extends Phrase<Condition>, VersionComparisons<TestedVersion> {}

// metrics

interface InWindow {
  /** Which of the events count. @default 'lifetime' */
  over(window: Window): Omit<this, 'over'>;
}

interface Decaying {
  /** Points lose half of their weight in this time. @default none: they keep it */
  halfLife(time: Duration): Omit<this, 'halfLife'>;
}

export type NumberMetric = Phrase<Metric> & NumberComparisons;
export type ScalarMetric = Phrase<Metric> & ScalarComparisons & AsVersion;
export type NumberInWindow = NumberMetric & InWindow;
export type ScalarInWindow = ScalarMetric & InWindow;
export type ScoreMetric = NumberInWindow & Decaying;
export type NamedMetric = Phrase<MetricOperand> & ScalarComparisons & AsVersion;

/** What is read is said; of which events is not. */
export interface Of<Next> {
  of(events: Said<Selector>): Next;
}

export interface Summed extends Of<NumberInWindow> {
  /** Each number times the first number found there. */
  times(path: KnownPath): Of<NumberInWindow>;
}

export type ShareMetric = NumberInWindow & {
  /** The value whose share is meant. @default the most frequent one */
  value(value: Scalar): NumberInWindow;
};

export interface Peak {
  /** The length of the span. */
  in(span: Duration): NumberMetric;
}

export type ClassifierMetric = ScalarMetric & {
  /** The winner's share of all points, 0–1. */
  confidence(): ScalarMetric;
  /** The points of one class. */
  points(of: string): ScalarMetric;
};

export interface PointsOf extends Phrase<Weighted> {
  /** The class that gets them. */
  class(name: string): Phrase<Evidence>;
  /** The class is the value found there. */
  by(path: KnownPath): Phrase<Evidence>;
}

// conditions

/** What can be said of a part of the clock. */
export type ClockTests<Value> = Comparisons<Value, Value, TestedClock<Value>>;

export interface TestedClock<Value>
  extends Phrase<Condition>,
    Comparisons<Value, Value, TestedClock<Value>> {}

export type TraitTests = ScalarComparisons & AsVersion;

export interface Abandoned {
  /** None of these since. */
  without(events: Said<Step>): {
    /** The last of them is at least this old. */
    for(time: Duration): AbandonedFor;
  };
}

export interface AbandonedFor extends Phrase<Condition> {
  /** And at most that old. */
  within(time: Duration): Omit<this, 'within'>;
  /** For some value there, all this is so among the events that have it. */
  same(path: KnownPath): Omit<this, 'same'>;
}

// selectors

/** A bare value or a test of a prop of that type. */
type ValueOf<T> = T extends readonly (infer Element)[]
  ? ValueOf<Element>
  : T extends Scalar
    ?
        | T
        | (Test & {
            readonly [Key in 'is' | 'isNot' | 'gt' | 'gte' | 'lt' | 'lte']?: T;
          } & { readonly oneOf?: readonly T[]; readonly noneOf?: readonly T[] })
    : Test;

/** What the props must be: those that are known by their types, any other path by any value or test. */
export type WhereOf<Props> = { readonly [Key in keyof Props]?: ValueOf<NonNullable<Props[Key]>> } & Where;

type ElementOf<Props, Key> = Key extends keyof Props
  ? NonNullable<Props[Key]> extends readonly (infer Element)[]
    ? Element
    : object
  : object;

type ListKey<Props> = {
  [Key in keyof Props & string]: NonNullable<Props[Key]> extends readonly unknown[] ? Key : never;
}[keyof Props & string];

export interface Events<Props> extends Phrase<EventSelector> {
  /** What the props must be; of several, any. */
  where(first: WhereOf<Props>, ...others: WhereOf<Props>[]): Omit<this, 'where' | 'each'>;
  /** Every element of this array stands as an event of its own. */
  each<Key extends ListKey<Props> | (string & {})>(
    path: Key,
  ): Elements<Omit<Props, keyof ElementOf<Props, Key>> & ElementOf<Props, Key>>;
}

export interface Elements<Props> extends Phrase<ElementSelector> {
  /** What the element must be; of several, any. */
  where(first: WhereOf<Props>, ...others: WhereOf<Props>[]): Omit<this, 'where'>;
}

export type EventsNamed<Name> = Events<PropsOf<Name>>;

export interface Sequence extends Phrase<SequenceSelector> {
  /** From the first to the last at most this long. */
  within(time: Duration): Omit<this, 'within'>;
  /** Each at most this long after the one before. */
  gap(time: Duration): Omit<this, 'gap'>;
  /** None of these stands between the first and the last. */
  without(events: Said<Step>): Omit<this, 'without'>;
  /** All of them have one value in common there. */
  same(path: KnownPath): Omit<this, 'same'>;
}

// parts of a file

export interface SegmentPhrase extends Phrase<Segment> {
  name(name: string): Omit<this, 'name'>;
  description(text: string): Omit<this, 'description'>;
  /** Once in, stay in until this holds. */
  until(condition: Said<Condition>): Omit<this, 'until'>;
  /** The way in must have held this long without a break. */
  enterAfter(time: Duration): Omit<this, 'enterAfter'>;
  /** The way out must have held this long without a break. */
  exitAfter(time: Duration): Omit<this, 'exitAfter'>;
  /** After going out, stay out at least this long. */
  cooldown(time: Duration | 'forever'): Omit<this, 'cooldown'>;
  /** Of the segments that name the same group at most one is entered at a time, the first in the file. */
  exclusive(group: string): Omit<this, 'exclusive'>;
  /** Only this share of visitors, 0–100, can be members. `salt`: others choose other visitors. */
  sample(percent: number, salt?: string): Omit<this, 'sample'>;
  /** Nobody is in before this instant. */
  activeFrom(instant: Instant): Omit<this, 'activeFrom'>;
  /** Nobody is in from this instant on. */
  activeTo(instant: Instant): Omit<this, 'activeTo'>;
}

export interface ClassifierPhrase extends Phrase<Classifier>, Decaying {
  /** Points for a class also give this share to others. */
  related(shares: NonNullable<Classifier['related']>): Omit<this, 'related'>;
  /** No winner below this. @default 0 */
  minPoints(points: number): Omit<this, 'minPoints'>;
}

export interface TermPhrase extends Phrase<Term> {
  /** @default 'none' */
  transform(by: 'none' | 'log1p' | 'sqrt'): Omit<this, 'transform'>;
  /** Taken off after the transform. @default 0 */
  mean(value: number): Omit<this, 'mean'>;
  /** Divided by, after that. Not 0. @default 1 */
  sd(value: number): Omit<this, 'sd'>;
  /** Stands in where the metric has no value. */
  missing(value: number): Omit<this, 'missing'>;
}

/** A definition file, its parts as JSON or as phrases. */
export interface File extends Pick<Definitions, '$schema' | 'timeZone' | 'weekStart'> {
  readonly metrics?: { readonly [name: string]: Said<Metric> };
  readonly classifiers?: { readonly [name: string]: Said<Classifier> };
  readonly models?: { readonly [name: string]: Said<Model> };
  readonly segments?: readonly Said<Segment>[];
  readonly meta?: { readonly [key: string]: Json };
}
