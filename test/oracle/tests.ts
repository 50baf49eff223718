/** Whether what was found passes a test. */
import type { Json } from '../../src/base/json.js';
import { duration, type Operand, type Scalar, type Test, type Value } from './language.js';
import { isScalar } from './paths.js';
import { compareVersions } from './version.js';

export interface How {
  /** The left side is a number for certain, so a duration on the right is milliseconds. */
  numeric?: boolean;
  /** `between` may wrap around: hours, weekdays, days, months, dates. */
  wraps?: boolean;
  /** The value of a named metric. */
  operand?: (name: string) => Value;
}

/** `*` any run, `?` one UTF-16 unit: a table of which prefixes match, so no pattern takes more than its length times the text's. */
export function like(text: string, pattern: string): boolean {
  let row: boolean[] = [true, ...Array<boolean>(text.length).fill(false)];
  for (const unit of pattern.split('')) {
    const next: boolean[] = [unit === '*' && (row[0] as boolean)];
    for (let i = 1; i <= text.length; i++) {
      if (unit === '*') next[i] = (row[i] as boolean) || (next[i - 1] as boolean);
      else next[i] = (row[i - 1] as boolean) && (unit === '?' || unit === text[i - 1]);
    }
    row = next;
  }
  return row[text.length] as boolean;
}

const isOperand = (side: unknown): side is Operand =>
  typeof side === 'object' && side !== null && 'metric' in side;

const sameKind = (a: unknown, b: unknown): boolean =>
  (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string');

/** The test with its operands read and its durations turned to milliseconds; undefined where an operand has no value. */
function settle(test: Test, how: How): Test | undefined {
  const read = (side: Scalar): Scalar =>
    how.numeric === true && typeof side === 'string' ? (duration(side) ?? side) : side;
  const settled: Test = { ...test };
  for (const key of ['is', 'isNot', 'gt', 'gte', 'lt', 'lte'] as const) {
    const side = test[key];
    if (side === undefined) continue;
    const value = isOperand(side) ? how.operand?.(side.metric) : read(side);
    if (value === undefined) return undefined;
    (settled as { [key: string]: Scalar })[key] = value;
  }
  if (test.oneOf !== undefined) settled.oneOf = test.oneOf.map(read);
  if (test.noneOf !== undefined) settled.noneOf = test.noneOf.map(read);
  if (test.between !== undefined) settled.between = test.between.map(read) as [number, number];
  return settled;
}

export function passes(test: Test, found: readonly Json[], how: How = {}): boolean {
  const want = settle(test, how);
  if (want === undefined) return false;
  const lower = (side: unknown) =>
    want.ignoreCase === true && typeof side === 'string' ? side.toLowerCase() : side;
  const equal = (a: unknown, b: unknown) => isScalar(a) && lower(a) === lower(b);
  /** Negative, zero, positive, or undefined where the two do not compare. */
  const order = (a: Json, b: unknown): number | undefined => {
    if (want.as === 'version') return compareVersions(a, b);
    if (!sameKind(a, b)) return undefined;
    return (a as string) < (b as string) ? -1 : (a as string) > (b as string) ? 1 : 0;
  };
  const ordered = (a: Json, b: unknown, fits: (order: number) => boolean) => {
    const found = order(a, b);
    return found !== undefined && fits(found);
  };
  const between = (a: Json, [from, to]: [unknown, unknown]) => {
    const low = ordered(a, from, (o) => o >= 0);
    const high = ordered(a, to, (o) => o <= 0);
    const turned = how.wraps === true && sameKind(from, to) && (from as number) > (to as number);
    return turned ? sameKind(a, from) && (low || high) : low && high;
  };
  const text = (a: Json, fits: (text: string) => boolean) =>
    typeof a === 'string' && fits(lower(a) as string);

  const demands: ((a: Json) => boolean)[] = [];
  const demand = (key: keyof Test, fits: (a: Json) => boolean) => {
    if (want[key] !== undefined) demands.push(fits);
  };
  demand('is', (a) => (want.as === 'version' ? ordered(a, want.is, (o) => o === 0) : equal(a, want.is)));
  demand('oneOf', (a) => (want.oneOf as Scalar[]).some((side) => equal(a, side)));
  demand('gt', (a) => ordered(a, want.gt, (o) => o > 0));
  demand('gte', (a) => ordered(a, want.gte, (o) => o >= 0));
  demand('lt', (a) => ordered(a, want.lt, (o) => o < 0));
  demand('lte', (a) => ordered(a, want.lte, (o) => o <= 0));
  demand('between', (a) => between(a, want.between as [unknown, unknown]));
  demand('contains', (a) => text(a, (s) => s.includes(lower(want.contains) as string)));
  demand('startsWith', (a) => text(a, (s) => s.startsWith(lower(want.startsWith) as string)));
  demand('endsWith', (a) => text(a, (s) => s.endsWith(lower(want.endsWith) as string)));
  demand('like', (a) => text(a, (s) => like(s, lower(want.like) as string)));

  if (want.exists !== undefined && found.some((a) => a !== null) !== want.exists) return false;
  if (want.isNot !== undefined && found.some((a) => equal(a, want.isNot))) return false;
  if (
    want.noneOf !== undefined &&
    found.some((a) => (want.noneOf as Scalar[]).some((side) => equal(a, side)))
  )
    return false;
  return demands.length === 0 || found.some((a) => demands.every((fits) => fits(a)));
}
