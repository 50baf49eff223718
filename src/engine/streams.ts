import type { Event } from '../event/types.js';
import type { Feed, Node } from './nodes.js';
import type { Selector } from './selectors.js';

/** What a metric wants of each event, beside its time. */
export interface Column {
  readonly canon: string;
  take(event: Event, element: unknown): readonly unknown[];
}

/** What a stream remembers. */
export type Kept = Readonly<Pick<Stream, 'first' | 'times' | 'values'>>;

/**
 * The events that a selector finds, as far back as a metric needs them. Shared by all metrics over the selector; each
 * keeps its own place in it. Positions count from the first event ever found.
 */
export class Stream implements Feed {
  readonly nodes: Node[] = [];
  readonly rests: number[] = [];
  readonly #columns: Column[] = [];
  /** Of each event that was found, in order: its time, and what each column took of it. */
  times: number[] = [];
  values: (readonly unknown[])[][] = [];
  /** The first position that is still there. */
  first = 0;
  /** The first position that a metric needs, as of the last mark. */
  need = 0;
  /** The position of the first event of each session among the first `#known` of a list of times. */
  readonly #begins = new Map<unknown, number>();
  #listed = this.times;
  #known = 0;
  /** Something of the last event was a number below zero. */
  falls = false;

  constructor(readonly selector: Selector) {}

  fits(name: string): boolean {
    return this.selector.fits(name);
  }

  /** The place of a column among the values. */
  column(column: Column): number {
    const index = this.#columns.findIndex(({ canon }) => canon === column.canon);
    return index < 0 ? this.values.push([]) && this.#columns.push(column) - 1 : index;
  }

  /** That of the selector, and of each column, in lines. */
  get canon(): string {
    return [this.selector, ...this.#columns].map(({ canon }) => canon).join('\n');
  }

  /** One past the last position. */
  get end(): number {
    return this.first + this.times.length;
  }

  /** Takes an event in; true if it is one of those meant. */
  feed(event: Event): boolean {
    const found = this.selector.find(event);
    this.falls = false;
    for (const element of found) {
      this.times.push(event.time);
      for (let at = 0; at < this.#columns.length; at++) {
        const values = (this.#columns[at] as Column).take(event, element);
        this.values[at]?.push(values);
        for (let of = 0; of < values.length; of++) if ((values[of] as number) < 0) this.falls = true;
      }
    }
    return found.length > 0;
  }

  /** The position of the first event of a session, or the end; `column` is that of the sessions. */
  begin(column: number, session: unknown): number {
    if (this.#listed !== this.times) this.#begins.clear();
    this.#listed = this.times;
    for (let at = this.#begins.size && this.#known; at < this.times.length; at++) {
      const [one] = this.values[column]?.[at] ?? [];
      // of events from before the sessions were wanted nothing is known: they are not of the one that is not there
      if (one !== undefined && !this.#begins.has(one)) this.#begins.set(one, this.first + at);
    }
    this.#known = this.times.length;
    return this.#begins.get(session) ?? this.end;
  }

  /** As plain JSON, and back. */
  save(): Kept {
    const { first, times, values } = this;
    return { first, times: [...times], values: values.map((list) => [...list]) };
  }

  /** Throws for what no stream can be: a search in it might never end. */
  load(kept: Kept): void {
    const { first } = kept;
    const times = [...kept.times];
    const values = [...kept.values].map((list) => [...list]);
    const isColumn = (list: readonly unknown[]) => list.length === times.length && list.every(Array.isArray);
    if (
      !(Number.isInteger(first) && first >= 0) ||
      !times.every((time, at) => Number.isFinite(time) && !(time < (times[at - 1] as number))) ||
      values.length !== this.#columns.length ||
      !values.every(isColumn)
    )
      throw new TypeError();
    Object.assign(this, { first, times, values });
  }

  /** Puts before its first event what was known of earlier ones; `columns` are those that stood with them. */
  recall({ first, times, values }: Kept, columns: readonly string[]): void {
    const count = Math.min(times.length, Math.max(0, this.first - first));
    this.first -= count;
    this.times = [...times.slice(0, count), ...this.times];
    this.values = this.values.map((list, index) => {
      const known = values[columns.indexOf((this.#columns[index] as Column).canon)];
      return [...(known?.slice(0, count) ?? Array(count).fill([])), ...list];
    });
  }

  /** Forgets what lies before a position, unless little would be won. */
  trim(position: number): void {
    const count = position - this.first;
    if (count * 2 <= this.times.length) return;
    this.first = position;
    this.#keep(count);
  }

  /** Forgets what lies at or after a position; all that is left is earlier. */
  truncate(position: number): void {
    const count = Math.max(0, position - this.first);
    this.first = position - count;
    this.#keep(0, count);
  }

  #keep(from: number, to?: number): void {
    this.times = this.times.slice(from, to);
    this.values = this.values.map((list) => list.slice(from, to));
  }
}
