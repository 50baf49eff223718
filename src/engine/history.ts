import type { Event } from '../event/types.js';

/** Whether one record stands before another in the log: by time, then by id in UTF-16 units. */
export const isBefore = (a: Event, b: Event): boolean =>
  a.time < b.time || (a.time === b.time && a.id < b.id);

/** Puts records in log order and keeps, of those with one id, the earliest. */
export const inOrder = (events: Iterable<Event>): Event[] => {
  const ids = new Set<string>();
  return [...events]
    .sort((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0))
    .filter(({ id }) => !ids.has(id) && ids.add(id));
};

/** At least this many records are remembered by id and time, so that one that comes again is known. */
const REMEMBERED = 10_000;

/** The latest records, in log order, and the ids of many more. */
export class History {
  events: Event[] = [];
  #ids = new Map<string, number>();
  /** What was remembered before; a map that forgets its oldest one by one grows slow. */
  #older = new Map<string, number>();
  /** Ids that name what happened, such as `purchase:` and a number, may come again at any time and are kept for good. */
  readonly #names = new Map<string, number>();

  get ids(): readonly (readonly [id: string, time: number])[] {
    return [...this.#names, ...this.#older, ...this.#ids];
  }

  /** The time of the record of an id, if it is remembered. */
  timeOf(id: string): number | undefined {
    return id.includes(':') ? this.#names.get(id) : (this.#ids.get(id) ?? this.#older.get(id));
  }

  remember(id: string, time: number): void {
    if (id.includes(':')) this.#names.set(id, time);
    else if (this.#ids.set(id, time).size >= REMEMBERED) {
      this.#older = this.#ids;
      this.#ids = new Map();
    }
  }

  add(event: Event): void {
    this.remember(event.id, event.time);
    let place = this.events.length;
    while (place > 0 && isBefore(event, this.events[place - 1] as Event)) place--;
    if (place === this.events.length) this.events.push(event);
    else this.events.splice(place, 0, event);
  }

  /** The records after an instant. */
  since(time: number): Event[] {
    return this.events.filter((event) => event.time > time);
  }
}
