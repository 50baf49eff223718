import type { Event } from '../event/types.js';
import type { Leaf } from './nodes.js';
import type { Selector } from './selectors.js';

/** What a metric wants of each event, beside its time. */
export interface Column {
  readonly canon: string;
  take(event: Event, element: unknown): readonly unknown[];
}

/** An event that was found: its time and what the columns took of it. */
export type Row = readonly [time: number, ...columns: (readonly unknown[])[]];

/** Something whose records lead to decisions. */
export interface Feed {
  /** What is to be decided anew when there is one. */
  readonly nodes: Leaf[];
}

/**
 * The events that a selector finds, as far back as a metric needs them. Shared by all metrics over the selector; each
 * keeps its own place in it. Positions count from the first event ever found.
 */
export class Stream implements Feed {
  readonly nodes: Leaf[] = [];
  readonly #columns: Column[] = [];
  rows: Row[] = [];
  /** The first position that is still there. */
  first = 0;

  constructor(readonly selector: Selector) {}

  /** The place of a column in a row. */
  column(column: Column): number {
    const index = this.#columns.findIndex(({ canon }) => canon === column.canon);
    return 1 + (index < 0 ? this.#columns.push(column) - 1 : index);
  }

  /** That of the selector, and of each column, in lines. */
  get canon(): string {
    return [this.selector, ...this.#columns].map(({ canon }) => canon).join('\n');
  }

  /** One past the last position. */
  get end(): number {
    return this.first + this.rows.length;
  }

  row(position: number): Row | undefined {
    return this.rows[position - this.first];
  }

  /** Takes an event in; true if it is one of those meant. */
  feed(event: Event): boolean {
    const found = this.selector.find(event);
    for (const element of found)
      this.rows.push([event.time, ...this.#columns.map((column) => column.take(event, element))]);
    return found.length > 0;
  }

  /** Puts before its first event what was known of earlier ones; `columns` are those that stood in their rows. */
  recall(first: number, rows: readonly Row[], columns: readonly string[]): void {
    const places = this.#columns.map(({ canon }) => columns.indexOf(canon) + 1);
    const older = rows.slice(0, Math.max(0, this.first - first));
    this.first -= older.length;
    this.rows = [
      ...older.map((row): Row => [row[0], ...places.map((place) => (place ? (row[place] as []) : []))]),
      ...this.rows,
    ];
  }

  /** Forgets what lies before a position, unless little would be won. */
  trim(position: number): void {
    const count = position - this.first;
    if (count * 2 > this.rows.length) {
      this.first = position;
      this.rows.splice(0, count);
    }
  }

  /** Forgets what lies at or after a position; all that is left is earlier. */
  truncate(position: number): void {
    this.rows.length = Math.max(0, position - this.first);
    this.first = position - this.rows.length;
  }
}
