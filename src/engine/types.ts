import type { Json } from '../base/json.js';
import type { Event, Traits } from '../event/types.js';
import type { Definitions, SegmentChange } from '../segment/types.js';
import type { Explanation } from './explanation.js';

/** What a metric reads: a number, a scalar, or no value at all. */
export type Value = string | number | boolean | undefined;

/** One fault of a definition file. */
export interface Fault {
  /** `unknown-key`, `unknown-form`, `missing`, `invalid`, `circle`, `duplicate` or `limit`; from `longWindows`: `long-window`. */
  readonly code: string;
  /** Where: `segments[3].when.all[1].over`. The empty string is the file itself. */
  readonly place: string;
  readonly found: string;
  readonly expected: string;
}

/** Compiled definitions: immutable, shared by any number of engines. */
export interface Plan {
  readonly definitions: Definitions;
  /** Ids of the segments that run, in file order. */
  readonly segments: readonly string[];
  readonly metrics: readonly string[];
  /** Every distinct trait path that a condition reads, for capture to know what is wanted. */
  readonly traits: readonly string[];
  /** What a lenient compile left out; a strict one throws instead. */
  readonly faults: readonly Fault[];
}

export interface EngineOptions {
  /** Decides samples. Default: the empty string. */
  readonly visitorId?: string;
  /**
   * IANA name; used where the definitions name none. A function is asked when a calendar is first needed. Default: UTC.
   */
  readonly timeZone?: string | (() => string);
  /** Milliseconds. Default: 30 minutes. */
  readonly sessionTimeout?: number;
  /** What `snapshot()` gave, of this plan or of another. */
  readonly snapshot?: Json;
}

/** From this instant on these segments are entered. */
export type Foreseen = readonly [time: number, segments: readonly string[]];

/**
 * Decides memberships. Reads no clock: time comes in with each call and never runs backward.
 * Every call answers with the changes it brought about, in time order.
 */
export interface Engine {
  /** Takes a record in. Throws an EthogramError (`invalid-event`), with nothing touched, if it cannot be one. A known id changes nothing. */
  apply(event: Event): SegmentChange[];
  /** Takes records in, in any order. The same as one after the other, but those that come late cost no more than one; throws if one cannot be a record. */
  applyAll(events: readonly Event[]): SegmentChange[];
  /** Writes and applies a `$set` record. */
  setTraits(traits: Traits, time: number): SegmentChange[];
  /** Lets time pass up to `now`. */
  advance(now: number): SegmentChange[];
  /** The next instant at which anything may change by itself. */
  nextDueAt(): number | undefined;
  /** True when a record came too late to be put in its place from memory, or the definitions ask for more than the snapshot holds: hand the log to `replay`. */
  readonly needsReplay: boolean;
  replay(events: Iterable<Event>): SegmentChange[];
  segments(): ReadonlySet<string>;
  /** What time alone will bring: the next changes, 16 at most, in order. Leaves the engine as it was. */
  foresee(): Foreseen[];
  /** The value of a named metric at the last instant seen. */
  metric(name: string): Value;
  trait(path: string): Json | undefined;
  /**
   * Why the visitor is in a segment or not, at the last instant seen. Undefined for an id that is not in the plan, and
   * before any instant was seen. Looks ahead, but leaves the engine as it was.
   */
  explain(id: string): Explanation | undefined;
  snapshot(): Json;
}
