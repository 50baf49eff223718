import type { Json } from '../base/json.js';
import { NEVER } from '../base/time.js';
import type { Part } from './parts.js';
import { ExactSum } from './sum.js';

/** Smaller than this is nothing: what has all but decayed must not be computed with for ever. */
const LEAST = 1e-300;

/** Points are held as multiples of a power of two that follows the clock, at most this many half-lives behind. */
const REACH = 256;

/**
 * Σ points × 2^(−age / halfLife), in milliseconds; without a half-life a plain sum. Whole half-lives since 1970 go
 * into the exponent, exactly, so that points taken out are the very number that was put in.
 */
export class Decay implements Part {
  readonly #sum = new ExactSum();
  /** The half-life, counted from 1970, that the sum is scaled to. */
  #base = Number.NEGATIVE_INFINITY;

  constructor(private readonly halfLife: number | undefined) {}

  add(points: number, time: number): void {
    const { halfLife } = this;
    if (!halfLife) {
      this.#sum.add(points);
      return;
    }
    const whole = Math.floor(time / halfLife);
    if (whole - this.#base > REACH) {
      if (Number.isFinite(this.#base)) this.#sum.scale(2 ** (this.#base - whole));
      this.#base = whole;
    }
    this.#sum.add(points * 2 ** ((time - whole * halfLife) / halfLife) * 2 ** (whole - this.#base));
  }

  value(now: number): number {
    const { halfLife } = this;
    const sum = this.#sum.value;
    if (!halfLife || !sum) return sum;
    const value = sum * 2 ** ((this.#base * halfLife - now) / halfLife);
    return Math.abs(value) < LEAST ? 0 : value;
  }

  /** The first instant after `now` at which the value has reached a number that it was above or below of. */
  crossing(now: number, bound: number): number {
    const { halfLife } = this;
    const value = this.value(now);
    if (!halfLife || !value) return NEVER;
    if (value === bound) return now + 1;
    const goal = Math.abs(bound) < LEAST ? LEAST * Math.sign(value) : bound;
    const ratio = value / goal;
    if (!(ratio > 1)) return NEVER;
    const side = Math.sign(value - bound);
    let at = Math.max(now + 1, now + Math.floor(halfLife * Math.log2(ratio)) - 2);
    while (Math.sign(this.value(at) - bound) === side) at++;
    return at;
  }

  clear(): void {
    this.#sum.load([]);
    this.#base = Number.NEGATIVE_INFINITY;
  }

  save(): Json {
    return [Number.isFinite(this.#base) ? this.#base : null, this.#sum.save()];
  }

  load(state: Json): void {
    const [base, sum] = state as [number | null, Json];
    this.#base = base ?? Number.NEGATIVE_INFINITY;
    this.#sum.load(sum);
  }
}
