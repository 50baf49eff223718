/**
 * Sums without rounding errors, whatever the order and however much is taken out again: the exact value as numbers
 * that do not overlap (J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997), rounded once when read.
 */

/** Adds a number to the parts of a sum. */
export const put = (parts: number[], number: number): void => {
  let kept = 0;
  let x = number;
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] as number;
    const high = x + part;
    // more than a number can hold, as long as nothing is taken away
    if (!Number.isFinite(high)) {
      parts[kept++] = part;
      continue;
    }
    const low = Math.abs(x) < Math.abs(part) ? x - (high - part) : part - (high - x);
    if (low) parts[kept++] = low;
    x = high;
  }
  if (x) parts[kept++] = x;
  if (kept < parts.length) parts.length = kept;
};

/** The value of a sum, rounded half to even. */
export const total = (parts: readonly number[]): number => {
  let index = parts.length - 1;
  let high = parts[index] ?? 0;
  let low = 0;
  while (index > 0 && !low) {
    const x = high;
    const y = parts[--index] as number;
    high = x + y;
    if (!Number.isFinite(high)) return high;
    low = y - (high - x);
  }
  // half-way: the next smaller part decides
  if (index > 0 && low < 0 === (parts[index - 1] as number) < 0) {
    const up = high + low * 2;
    if (low * 2 === up - high) high = up;
  }
  return high;
};

/** The sum of some numbers. */
export const sumOf = (numbers: readonly number[]): number => {
  const parts: number[] = [];
  for (const number of numbers) put(parts, number);
  return total(parts);
};
