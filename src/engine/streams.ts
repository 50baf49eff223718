import type { Json, Scalar } from '../base/json.js';
import type { Event } from '../event/types.js';
import type { EventSelector } from './selectors.js';
import type { World } from './world.js';

/**
 * What an event is to a selector: one entry for each time it counts, with the element of the array that `each`
 * names, or undefined where the event itself counts.
 */
export type Find = (event: Event) => readonly unknown[];

const ONCE = [undefined] as const;
const NOT = [] as const;

export const finder = ({ each, where }: EventSelector, world: World): Find => {
  if (each) return (event) => each(event).filter((element) => !where || where(event, element, world));
  return where ? (event) => (where(event, undefined, world) ? ONCE : NOT) : () => ONCE;
};

/** What a metric wants of each event, beside its time. */
export interface Column {
  readonly canon: string;
  take(event: Event, element: unknown, world: World): readonly Scalar[];
}

type Values = readonly Scalar[];

/**
 * The events that a selector finds, as far back as a metric needs them: their times and, column by column, what
 * the metrics want of them. Shared by all metrics over the selector; each keeps its own place in it.
 * Positions count from the first event ever found.
 */
export class Stream {
  first = 0;
  #times: number[] = [];
  #columns: Values[][];

  constructor(
    readonly canon: string,
    private readonly find: Find,
    private readonly columns: readonly Column[],
    private readonly world: World,
  ) {
    this.#columns = columns.map(() => []);
  }

  /** One past the last position. */
  get end(): number {
    return this.first + this.#times.length;
  }

  time(position: number): number {
    return this.#times[position - this.first] as number;
  }

  values(column: number, position: number): Values {
    return (this.#columns[column] as Values[])[position - this.first] as Values;
  }

  /** Takes an event in; true if it is one of those meant. */
  feed(event: Event): boolean {
    const found = this.find(event);
    for (const element of found) {
      this.#times.push(event.time);
      for (let column = 0; column < this.columns.length; column++) {
        (this.#columns[column] as Values[]).push(
          (this.columns[column] as Column).take(event, element, this.world),
        );
      }
    }
    return found.length > 0;
  }

  /** Forgets what lies before a position, unless little would be won. */
  trim(position: number): void {
    const count = Math.min(position, this.end) - this.first;
    if (count * 2 <= this.#times.length) return;
    this.first += count;
    this.#times.splice(0, count);
    for (const column of this.#columns) column.splice(0, count);
  }

  /** Forgets what lies at or after a position. */
  truncate(position: number): void {
    const length = position - this.first;
    this.#times.length = length;
    for (const column of this.#columns) column.length = length;
  }

  save(): Json {
    return [
      this.first,
      [...this.#times],
      Object.fromEntries(
        this.columns.map(({ canon }, column) => [canon, [...(this.#columns[column] as Values[])]]),
      ),
    ];
  }

  /** False, with nothing changed, if what was saved lacks one of the columns. */
  load(state: Json): boolean {
    const [first, times, columns] = state as unknown as [number, number[], Record<string, Values[]>];
    if (!this.columns.every(({ canon }) => Object.hasOwn(columns, canon))) return false;
    this.first = first;
    this.#times = [...times];
    this.#columns = this.columns.map(({ canon }) => [...(columns[canon] as Values[])]);
    return true;
  }
}
