import type { Json, Scalar } from '../../base/json.js';

/** A metric remembers this many different values; the least recently seen go first. */
export const MOST_VALUES = 10_000;

interface Entry {
  count: number;
  /** Position of the last event that had the value, and of the first since it is counted. */
  last: number;
  since: number;
}

/** How often each value is there. */
export class Tally {
  #entries = new Map<Scalar, Entry>(); // in the order in which the values were last seen
  #total = 0;
  #top: Scalar | undefined;
  #topKnown = true;
  /** The bound was reached: counts are of the values remembered. */
  partial = false;

  add(value: Scalar, position: number): void {
    const entries = this.#entries;
    const entry = entries.get(value) ?? { count: 0, last: position, since: position };
    entry.count++;
    entry.last = position;
    this.#total++;
    entries.delete(value);
    entries.set(value, entry);
    if (this.#topKnown && entry.count >= (this.count(this.#top) || 1)) this.#top = value;
    if (entries.size > MOST_VALUES) {
      const [oldest, { count }] = entries.entries().next().value as [Scalar, Entry];
      this.#drop(oldest, count);
      this.partial = true;
    }
  }

  remove(value: Scalar, position: number): void {
    const entry = this.#entries.get(value);
    if (!entry || position < entry.since) return;
    if (entry.count === 1) this.#drop(value, 1);
    else {
      entry.count--;
      this.#total--;
      if (value === this.#top) this.#topKnown = false;
    }
  }

  #drop(value: Scalar, count: number): void {
    this.#entries.delete(value);
    this.#total -= count;
    if (value === this.#top) this.#topKnown = false;
  }

  /** Different values. */
  get size(): number {
    return this.#entries.size;
  }

  /** Occurrences of all values. */
  get total(): number {
    return this.#total;
  }

  count(value: Scalar | undefined): number {
    return (value !== undefined && this.#entries.get(value)?.count) || 0;
  }

  /** The most frequent value; of equals, the one seen last. */
  get top(): Scalar | undefined {
    if (!this.#topKnown) {
      this.#top = undefined;
      let most = 0;
      for (const [value, { count }] of this.#entries) {
        if (count >= most) [this.#top, most] = [value, count];
      }
      this.#topKnown = true;
    }
    return this.#top;
  }

  save(): Json {
    return [
      this.partial,
      [...this.#entries].map(([value, { count, last, since }]) => [value, count, last, since]),
    ];
  }

  load(state: Json): void {
    const [partial, entries] = state as unknown as [boolean, [Scalar, number, number, number][]];
    this.partial = partial;
    this.#entries = new Map(entries.map(([value, count, last, since]) => [value, { count, last, since }]));
    this.#total = entries.reduce((total, [, count]) => total + count, 0);
    this.#topKnown = false;
  }
}
