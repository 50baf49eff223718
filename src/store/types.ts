import type { Event } from '../event/types.js';

/** A chunk of the log: what one tab wrote at one go. */
export interface LogRecord {
  readonly v: 1;
  /** Which tab wrote it. */
  readonly tab: string;
  /** Whose it is. */
  readonly visitor: string;
  /** At most 100, and about 48 KB, in the order in which they were told. */
  readonly events: readonly Event[];
}

/** A record of the log in its place. What was read is to be checked: any script of the origin can write there. */
export type Entry = readonly [position: number, record: unknown];

/**
 * Keeps a log and a few named records. Every promise that is not rejected tells of something that has been
 * committed; a rejected one of something that did not happen, or of which nothing was heard in time.
 */
export interface Store {
  /** Adds to the end of the log and answers with its position: whole numbers that grow in the order of commits. */
  append(record: LogRecord): Promise<number>;
  /** What stands behind a position, in order; 0 is before the first. At most so many. */
  read(after: number, most: number): Promise<readonly Entry[]>;
  /** Replaces what stands behind `after` and up to `through` by what `change` makes of it, in one transaction. */
  rewrite(
    after: number,
    through: number,
    change: (entries: readonly Entry[]) => readonly Entry[],
  ): Promise<void>;
  get(name: string): Promise<unknown>;
  /** Replaces a named record by what `change` makes of it, in one transaction, and answers with that. */
  update(name: string, change: (old: unknown) => unknown): Promise<unknown>;
  /** Forgets everything. Positions go on growing. */
  clear(): Promise<void>;
  /** The page may go: leaves nothing half-done that could hold up the next page, and starts nothing until `resume`. */
  leave(): void;
  /** The page is there again. */
  resume(): void;
  close(): void;
}
