import type { Feed } from '../streams.js';
import type { Value } from '../types.js';

/** A metric at work. It reads the clock of its world, which only goes forward. */
export interface Metric {
  /** Equal for what means the same. */
  readonly canon: string;
  /** The value is a number if there is one. */
  readonly numeric: boolean;
  /** How the value moves between its jumps: not at all, by a form that can be solved, or by none. */
  readonly drift: 'none' | 'closed' | 'free';
  /** What it is made of. */
  readonly feeds: readonly Feed[];
  read(): Value;
  /** The next instant at which the value may jump by itself: the edge of a window, the end of a day. */
  next(): number;
  /** For a value that drifts by a closed form: the next instant at which it may reach or leave a number. */
  crossing?(bound: number): number;
  /** A bound on memory was reached. */
  readonly partial?: () => boolean;
}
