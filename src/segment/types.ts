/**
 * The segment language as types: what a definition file holds. The meaning of each form is in docs/segments.md;
 * whether a value fits is decided by `compile` alone.
 */
import type { Json, Scalar } from '../base/json.js';

/** A whole number and `ms s m h d w`, strung together: `"30d"`, `"1d12h"`. */
export type Duration = string;
/** ISO 8601 with `Z` or an offset. */
export type Instant = string;
/** Dot-separated, own properties only, looked up in an event's props; arrays on the way are entered. */
export type Path = string;

export interface Definitions {
  readonly $schema?: string;
  readonly version: 1;
  /** IANA name. Default: the zone handed to the engine, else UTC. */
  readonly timeZone?: string;
  /** @default 'monday' */
  readonly weekStart?: 'monday' | 'sunday';
  /** Named, reusable, readable by the page. */
  readonly metrics?: { readonly [name: string]: Metric };
  readonly segments?: readonly Segment[];
  /** The owner's own notes, ignored. */
  readonly meta?: { readonly [key: string]: Json };
}

export interface Segment {
  /** `^[a-z0-9][a-z0-9_-]{0,63}$`, unique in the file. */
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  readonly when: Condition;
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

/** One or more of these; all must pass. Nothing is coerced. */
export interface Test {
  readonly is?: Scalar | MetricOperand;
  readonly isNot?: Scalar | MetricOperand;
  readonly oneOf?: readonly Scalar[];
  readonly noneOf?: readonly Scalar[];
  readonly gt?: number | string | MetricOperand;
  readonly gte?: number | string | MetricOperand;
  readonly lt?: number | string | MetricOperand;
  readonly lte?: number | string | MetricOperand;
  readonly between?: readonly [number | string, number | string];
  readonly contains?: string;
  readonly startsWith?: string;
  readonly endsWith?: string;
  /** Glob: `*` any run, `?` one UTF-16 unit. */
  readonly like?: string;
  readonly exists?: boolean;
  readonly ignoreCase?: boolean;
}

/** The value of a named metric, on the other side of a test. */
export interface MetricOperand {
  readonly metric: string;
}

export type Where = { readonly [path: Path]: Scalar | Test };

/** Which events are meant: a name, a glob, a list of them, or names with what their properties must be. */
export type EventSelector =
  | string
  | readonly string[]
  | { readonly event: string | readonly string[]; readonly where?: Where | readonly Where[] };
export type Selector = EventSelector;

/** Which of them count by their age. */
export type Window = 'lifetime' | 'session' | Duration | { readonly from: Duration; readonly to: Duration };

export type Metric =
  | { readonly count: Selector; readonly over?: Window }
  | { readonly sum: Path; readonly of: Selector; readonly over?: Window }
  | { readonly distinct: Path; readonly of: Selector; readonly over?: Window }
  | { readonly days: Selector; readonly over?: Window }
  | { readonly sinceLast: Selector; readonly over?: Window }
  | { readonly metric: string };

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly atLeast: number; readonly of: readonly Condition[] }
  | { readonly segment: string }
  | ({ readonly trait: Path } & Test)
  | {
      readonly abandoned: EventSelector;
      readonly without: EventSelector;
      readonly for: Duration;
      readonly within?: Duration;
    }
  | (Metric & Test);
