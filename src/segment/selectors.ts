import type { Scalar } from '../base/json.js';
import type { OneOf } from './forms.js';
import type { EventName } from './names.js';
import type { Test } from './tests.js';

type Unit = 'ms' | 's' | 'm' | 'h' | 'd' | 'w';

/**
 * Whole numbers and `ms`, `s`, `m`, `h`, `d` (24 hours) or `w`, strung together.
 *
 * @example '30d'
 * @example '1d12h'
 */
export type Duration = `${number}${Unit}${string}`;

/**
 * ISO 8601 with `Z` or an offset.
 *
 * @example '2026-11-20T00:00:00Z'
 */
export type Instant = `${number}-${number}-${number}T${string}`;

/**
 * Keys with dots between them, looked up in an event's props (or in the traits); arrays on the way are entered.
 * `$name`, `$time`, `$session`, `$hour`, `$weekday`, `$day`, `$month` and `$date` stand for the event itself.
 *
 * @example 'items.item_category'
 */
export type Path = string;

/** Every one of these paths passes; a bare value means `is`. */
export interface Where {
  readonly [path: Path]: Scalar | Test;
}

/** Events of these names whose props pass. */
export interface EventSelector {
  /** A name, a glob (`'cart_*'`), or a list of them. */
  readonly event: EventName | readonly EventName[];
  /** What their props must be; a list means any of them. */
  readonly where?: Where | readonly Where[];
  readonly each?: never;
}

/** Every element of an array stands as an event of its own, so that two tests in `where` speak of one element. */
export interface ElementSelector {
  readonly event: EventName | readonly EventName[];
  /** The path of the array. */
  readonly each: Path;
  /** Looked up in the element if it has the path's first key, else in the event; `$value` is a scalar element itself. */
  readonly where?: Where | readonly Where[];
}

/** The events that complete a sequence. */
export interface SequenceSelector {
  /** Two steps or more, at most 16, in the order of the log. */
  readonly sequence: readonly Step[];
  /** From the first to the last at most this long. */
  readonly within?: Duration;
  /** Each at most this long after the one before. */
  readonly gap?: Duration;
  /** None of these stands between the first and the last. */
  readonly without?: Step;
  /** All of them have one value in common there: viewed and then bought the same product. */
  readonly same?: Path;
}

/** A step of a sequence, a side of `abandoned`: names, and what the props must be. */
export type Step = EventName | readonly EventName[] | EventSelector;

/** Whole events: no elements. */
export type WholeSelector = EventName | readonly EventName[] | OneOf<EventSelector | SequenceSelector>;

/** Which events are meant: a name, a glob, a list of them, or more exactly. */
export type Selector =
  | EventName
  | readonly EventName[]
  | OneOf<EventSelector | ElementSelector | SequenceSelector>;

/** From `from` ago until `to` ago. */
interface Ages {
  readonly from: Duration;
  readonly to: Duration;
}

/** From an instant on. */
interface Since {
  readonly since: Instant;
}

/** From the first instant to the second, which no longer counts. */
interface Between {
  readonly between: readonly [Instant, Instant];
}

/** Which events count: the last so many days, a period of the calendar, the current session. */
export type Window =
  | 'lifetime'
  | 'session'
  | 'today'
  | 'this_week'
  | 'this_month'
  | 'this_year'
  | 'yesterday'
  | 'last_week'
  | 'last_month'
  | 'last_year'
  | Duration
  | OneOf<Ages | Since | Between>;
