import type { Json } from '../../base/json.js';
import { NEVER } from '../../base/time.js';
import type { Live } from '../live.js';
import type { Feed } from '../nodes.js';

/** A metric at work. It reads the clock of its world, which only goes forward. */
export interface Metric {
  /** The value is a number if there is one. */
  readonly numeric?: boolean | undefined;
  /** No form tells when the value reaches a number, for it is made of others that drift. */
  readonly free?: boolean;
  /** What it is made of. */
  readonly feeds: readonly Feed[];
  /** A value or undefined. A trait, which has no name and stands in conditions only, gives the list of its values. */
  read(): unknown;
  /**
   * The next instant at which the value may jump by itself: the edge of a window, the end of a day. With bounds, or with
   * the test itself: at which a test against these numbers, or this one, may turn.
   */
  next(bounds?: readonly number[], passes?: (value: unknown) => boolean): number;
  /** As of the last `next`: before this feed has come to this position, and before then, such a test does not turn. */
  rests?(feed: Feed): number;
  /** For a value that drifts, between its jumps too: the next instant at which it may reach or leave a number. */
  crossing?(bound: number): number;
}

/** Whether the value drifts now: one that is not there does not. */
export const moves = ({ crossing, read }: Metric): boolean =>
  crossing !== undefined && crossing(read() as number) < NEVER;

/** Brings a metric to life. `head` is the key that says of what form it is, `canon` is equal for what means the same. */
export type Make = (
  json: { readonly [key: string]: Json },
  head: string,
  canon: string,
  live: Live,
) => Metric;
