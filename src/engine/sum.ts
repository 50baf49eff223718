import type { Json } from '../base/json.js';

/**
 * A sum without rounding errors, whatever the order and however much is taken out again: the exact value as
 * numbers that do not overlap (J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997), rounded once when read.
 */
export class ExactSum {
  #parts: number[] = [];

  add(number: number): void {
    const parts = this.#parts;
    let kept = 0;
    let x = number;
    for (let part of parts) {
      if (Math.abs(x) < Math.abs(part)) [x, part] = [part, x];
      const high = x + part;
      const low = part - (high - x);
      if (low) parts[kept++] = low;
      x = high;
    }
    parts.length = kept;
    if (x) parts.push(x);
  }

  /** The value, rounded half to even. */
  get value(): number {
    const parts = this.#parts;
    let index = parts.length - 1;
    if (index < 0) return 0;
    let high = parts[index] as number;
    let low = 0;
    while (index > 0 && !low) {
      const x = high;
      const y = parts[--index] as number;
      high = x + y;
      low = y - (high - x);
    }
    // half-way cases: the next smaller part decides
    if (index > 0 && low < 0 === (parts[index - 1] as number) < 0) {
      const double = low * 2;
      const up = high + double;
      if (double === up - high) high = up;
    }
    return high;
  }

  /** Multiplies by a power of two, which is exact. */
  scale(factor: number): void {
    this.#parts = this.#parts.map((part) => part * factor).filter((part) => part !== 0);
  }

  save(): Json {
    return [...this.#parts];
  }

  load(state: Json): void {
    this.#parts = [...(state as number[])];
  }
}
