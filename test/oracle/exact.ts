/** Sums without rounding on the way: every double is a whole number of 2^-1074. */

const bits = new DataView(new ArrayBuffer(8));

function units(x: number): bigint {
  bits.setFloat64(0, x);
  const raw = bits.getBigUint64(0);
  const exponent = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xfffffffffffffn;
  const size = exponent === 0 ? fraction : (fraction | 0x10000000000000n) << BigInt(exponent - 1);
  return x < 0 ? -size : size;
}

function nearest(sum: bigint): number {
  const negative = sum < 0n;
  let size = negative ? -sum : sum;
  const shift = Math.max(0, size.toString(2).length - 53);
  if (shift > 0) {
    const half = 1n << BigInt(shift - 1);
    const rest = size & ((1n << BigInt(shift)) - 1n);
    size >>= BigInt(shift);
    if (rest > half || (rest === half && (size & 1n) === 1n)) size += 1n;
  }
  const value = Number(size) * 2 ** (shift - 1074);
  return negative ? -value : value;
}

/** The double that is nearest to the true sum; of two equally near, the even one. */
export function exactSum(numbers: readonly number[]): number {
  let quick = 0;
  let size = 0;
  for (const x of numbers) {
    quick += x;
    size += Number.isSafeInteger(x) ? Math.abs(x) : Number.POSITIVE_INFINITY;
  }
  if (size <= Number.MAX_SAFE_INTEGER) return quick + 0;
  return nearest(numbers.reduce((sum, x) => sum + units(x), 0n));
}
