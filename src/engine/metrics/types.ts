import { NEVER } from '../../base/time.js';
import type { Compilation } from '../compilation.js';
import type { Part } from '../parts.js';
import type { Find, Stream } from '../streams.js';
import type { Value } from '../types.js';
import type { World } from '../world.js';

/** The running parts of one engine, as its metrics and conditions know them. */
export interface Parts {
  readonly world: World;
  readonly streams: readonly Stream[];
  readonly finders: readonly Find[];
  readonly metrics: readonly Metric[];
}

/** A metric at work. It is asked in the order of time. */
export interface Metric extends Part {
  read(now: number): Value;
  /** The next instant at which the value may jump by itself: the edge of a window, the end of a day. */
  next(now: number): number;
  /** For a value that drifts by a closed form: the next instant at which it may reach or leave a number. */
  crossing(now: number, bound: number): number;
  /** Tells the first position of each stream that is still needed. */
  needs(tell: (stream: Stream, position: number) => void): void;
  readonly partial?: boolean;
}

/** How the value moves between its jumps: not at all, by a form that can be solved, or by none. */
export type Drift = 'none' | 'closed' | 'free';

/** A distinct metric of the definitions. */
export interface MetricPlan {
  readonly canon: string;
  /** The value is a number if there is one: durations may stand beside it. */
  readonly numeric: boolean;
  readonly drift: Drift;
  /** Streams whose events it is made of. */
  readonly streams: readonly number[];
  /** It looks at the current session. */
  readonly session: boolean;
  /** It looks at the traits. */
  readonly traits: boolean;
  create(parts: Parts): Metric;
}

/** One form of metric of the language. */
export interface Form {
  /** Keys that it takes beside its own. */
  readonly keys: readonly string[];
  /** Reads it; `head` is the form's own key. A number is a metric that is known already; undefined, with its faults told, if nothing can be made of it. */
  read(
    json: Record<string, unknown>,
    head: string,
    place: string,
    compilation: Compilation,
  ): MetricPlan | number | undefined;
}

/** No crossing, for values that do not drift. */
export const never = (): number => NEVER;
