import { NEVER } from '../base/time.js';

/** Something that is to be looked at again at an instant. All three are moved by `Timers` alone. */
export interface Timed {
  /** When; NEVER if not. */
  due: number;
  /** What it is filed under in the heap: never later than `due`. NEVER while it is not filed. */
  filed: number;
  /** Its place in the heap. */
  place: number;
}

/**
 * What is due when: a binary heap. Nearly every event moves some instant further away, so that costs nothing: the
 * thing stays filed under the earlier instant and is filed anew when that comes up.
 */
export class Timers<T extends Timed> {
  readonly #heap: T[] = [];

  set(timed: T, due: number): void {
    timed.due = due;
    if (due >= timed.filed) return;
    if (timed.filed === NEVER) timed.place = this.#heap.length;
    timed.filed = due;
    this.#rise(timed);
  }

  /** The instant of what is due next. */
  next(): number {
    for (;;) {
      const timed = this.#heap[0];
      if (!timed || timed.due === timed.filed) return timed?.due ?? NEVER;
      this.#unfile(timed);
      this.set(timed, timed.due);
    }
  }

  /** Takes out what is due up to an instant. */
  take(now: number): T | undefined {
    if (this.next() > now) return undefined;
    const timed = this.#heap[0] as T;
    this.#unfile(timed);
    timed.due = NEVER;
    return timed;
  }

  clear(): void {
    for (const timed of this.#heap) timed.due = timed.filed = NEVER;
    this.#heap.length = 0;
  }

  #rise(timed: T): void {
    let place = timed.place;
    while (place > 0) {
      const parent = this.#heap[(place - 1) >> 1] as T;
      if (parent.filed <= timed.filed) break;
      this.#put(parent, place);
      place = (place - 1) >> 1;
    }
    this.#put(timed, place);
  }

  /** Takes the first out; the last sinks from there. */
  #unfile(first: T): void {
    first.filed = NEVER;
    const heap = this.#heap;
    const last = heap.pop() as T;
    if (last === first) return;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as T).filed < (heap[child] as T).filed) child++;
      if ((heap[child] as T).filed >= last.filed) break;
      this.#put(heap[child] as T, place);
      place = child;
    }
    this.#put(last, place);
  }

  #put(timed: T, place: number): void {
    this.#heap[place] = timed;
    timed.place = place;
  }
}
