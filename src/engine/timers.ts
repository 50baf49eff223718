import { NEVER } from '../base/time.js';

/**
 * What is due when: a heap over fixed places, in which every instant stands above two that are no earlier, and the
 * lowest row are the places themselves.
 */
export class Timers {
  readonly #width: number;
  readonly #heap: Float64Array;

  constructor(places: number) {
    this.#width = 2 ** Math.ceil(Math.log2(places || 1));
    this.#heap = new Float64Array(2 * this.#width).fill(NEVER);
  }

  set(place: number, due: number): void {
    const heap = this.#heap;
    let at = place + this.#width;
    heap[at] = due;
    while (at > 1) {
      at >>= 1;
      const earliest = Math.min(heap[2 * at] as number, heap[2 * at + 1] as number);
      if (heap[at] === earliest) return;
      heap[at] = earliest;
    }
  }

  /** The instant of what is due next. */
  next(): number {
    return this.#heap[1] as number;
  }

  /** The first place that is due at an instant. */
  first(now: number): number | undefined {
    if (this.next() > now) return undefined;
    let at = 1;
    while (at < this.#width) at = 2 * at + ((this.#heap[2 * at] as number) <= now ? 0 : 1);
    return at - this.#width;
  }
}
