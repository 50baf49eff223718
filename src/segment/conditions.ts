import type { KeyOf, OneOf } from './forms.js';
import type { NumberForm, ScalarForm } from './metrics.js';
import type { SegmentId } from './names.js';
import type { Duration, Path, Step } from './selectors.js';
import type { NumberTest, ScalarTest, TestKey } from './tests.js';

interface All {
  /** Every one holds. */
  readonly all: readonly Condition[];
}

interface Any {
  /** At least one holds. */
  readonly any: readonly Condition[];
}

interface Not {
  /** It does not hold. */
  readonly not: Condition;
}

interface AtLeast {
  /** So many of them hold, or more. */
  readonly atLeast: number;
  readonly of: readonly Condition[];
}

interface InSegment {
  /** The visitor is in the segment of that id, at this same instant. */
  readonly segment: SegmentId;
}

interface Abandoned {
  /** One of these happened, */
  readonly abandoned: Step;
  /** none of these since the last of them, */
  readonly without: Step;
  /** and that last one is at least this old. */
  readonly for: Duration;
  /** And at most that old. */
  readonly within?: Duration;
  /** For some value there, all this is so among the events that have it. */
  readonly same?: Path;
}

interface OfTrait {
  /** The current value of the trait at this path. */
  readonly trait: Path;
}

/** `hour` 0–23, `weekday` 1 (Monday)–7, `day` 1–31, `month` 1–12, `date` MM-DD, `time` HH:MM. */
export type ClockPart = 'hour' | 'weekday' | 'day' | 'month' | 'date' | 'time';

interface Now {
  /** A part of the clock; `between: [22, 6]` wraps around. */
  readonly now: ClockPart;
}

type Combined = All | Any | Not | AtLeast | InSegment | Abandoned;
type Scalars = ScalarForm | OfTrait | Now;
type FormKey = KeyOf<Combined | NumberForm | Scalars>;

/** What can hold or not, at every instant. */
export type Condition =
  | OneOf<Combined, FormKey | TestKey>
  | (OneOf<NumberForm, FormKey> & NumberTest<Duration>)
  | (OneOf<Scalars, FormKey> & ScalarTest);
