import { NEVER } from '../base/time.js';
import { put, total } from './sum.js';

/** Points that fade: Σ points × 2^(−age / halfLife). `base` is the half-life, counted from 1970, that they are scaled to. */
export interface Fading {
  base: number;
  parts: number[];
}

export const nothing = (): Fading => ({ base: 0, parts: [] });

/** Smaller than this is nothing: what has all but faded must not be computed with for ever. */
const LEAST = 1e-300;

/** The scale follows the clock, at most this many half-lives behind. */
const REACH = 256;

/**
 * Gives points at a time (takes them back, if negative). Without a half-life (0) they do not fade. Whole half-lives
 * go into the exponent, exactly, so that what is taken back is the very number that was given.
 */
export const give = (fading: Fading, halfLife: number, points: number, time: number): void => {
  if (!halfLife) {
    put(fading.parts, points);
    return;
  }
  const whole = Math.floor(time / halfLife);
  if (whole - fading.base > REACH) {
    fading.parts = fading.parts.map((part) => part * 2 ** (fading.base - whole)).filter(Boolean);
    fading.base = whole;
  }
  put(fading.parts, points * 2 ** ((time - whole * halfLife) / halfLife) * 2 ** (whole - fading.base));
};

/** What they are at an instant. */
export const worth = ({ base, parts }: Fading, halfLife: number, now: number): number => {
  const sum = total(parts);
  const value = halfLife ? sum * 2 ** ((base * halfLife - now) / halfLife) : sum;
  return Math.abs(value) < LEAST ? 0 : value;
};

/** The first instant after `now` at which they have reached a number that they were above or below of. */
export const fadesTo = (fading: Fading, halfLife: number, bound: number, now: number): number => {
  const value = worth(fading, halfLife, now);
  if (!halfLife || !value) return NEVER;
  if (value === bound) return now + 1;
  const ratio = value / (Math.abs(bound) < LEAST ? LEAST * Math.sign(value) : bound);
  if (!(ratio > 1)) return NEVER;
  const side = Math.sign(value - bound);
  let at = Math.max(now + 1, now + Math.floor(halfLife * Math.log2(ratio)) - 2);
  while (Math.sign(worth(fading, halfLife, at) - bound) === side) at++;
  return at;
};
