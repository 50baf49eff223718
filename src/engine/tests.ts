import { has, isObject, type Json } from '../base/json.js';
import { parseDuration } from '../base/time.js';
import { like } from './like.js';
import type { Value } from './types.js';
import { compareVersions } from './version.js';

/** Keys that belong to a test, whatever else stands in the same object. */
export const TEST_KEYS: ReadonlySet<string> = new Set(
  'is isNot oneOf noneOf gt gte lt lte between contains startsWith endsWith like exists ignoreCase as'.split(
    ' ',
  ),
);

type Check = (value: unknown) => boolean;
type Compare = (a: unknown, b: unknown) => number;

/** Something on the other side of a test. */
export interface Operand {
  read(): Value;
}

/** A Test of SEGMENTS.md section 2, ready to be asked. */
export interface Test<O extends Operand = Operand> {
  /** What one and the same value must pass, what every value must, and whether there must be one. */
  readonly one: Check | undefined;
  readonly every: Check | undefined;
  readonly exists: boolean | undefined;
  /** Numbers at which the answer may change. */
  readonly bounds: readonly number[];
  /** Named metrics on the other side: where one has no value, the condition fails. */
  readonly operands: readonly O[];
}

/** Negative, zero or positive; NaN, which passes no test, where the two cannot be ordered. Nothing is coerced. */
const compare: Compare = (a, b) =>
  typeof a !== typeof b || typeof a === 'boolean'
    ? Number.NaN
    : (a as number) < (b as number)
      ? -1
      : a === b
        ? 0
        : (a as number) > (b as number)
          ? 1
          : Number.NaN;

const ORDERS: { readonly [key: string]: (order: number) => boolean } = {
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
};

const TEXTS: { readonly [key: string]: (value: string, text: string) => boolean } = {
  contains: (value, text) => value.includes(text),
  startsWith: (value, text) => value.startsWith(text),
  endsWith: (value, text) => value.endsWith(text),
  like: (value, pattern) => like(pattern, value),
};

interface Subject<O extends Operand> {
  /** The values are numbers: a duration stands for milliseconds. */
  readonly numeric?: boolean;
  /** `between` with its first end above its second wraps around. */
  readonly wraps?: boolean;
  /** The metric of a name. */
  readonly metric?: (name: string) => O;
}

/** Reads the test keys of an object; other keys are the caller's. */
export const readTest = <O extends Operand>(
  json: { readonly [key: string]: Json },
  { numeric, wraps, metric }: Subject<O>,
): Test<O> => {
  const ones: Check[] = [];
  const everies: Check[] = [];
  const bounds: number[] = [];
  const operands: O[] = [];
  const fold = (value: unknown): unknown =>
    json.ignoreCase && typeof value === 'string' ? value.toLowerCase() : value;
  const order = json.as ? compareVersions : compare;
  const same = json.as
    ? (a: unknown, b: unknown) => order(a, b) === 0
    : (a: unknown, b: unknown) => fold(a) === fold(b);
  const amount = (value: Json): Json => {
    const read = numeric && !json.as ? (parseDuration(value) ?? value) : value;
    if (typeof read === 'number') bounds.push(read);
    return read;
  };
  const side = (value: Json): (() => unknown) => {
    if (!isObject(value)) {
      const constant = amount(value);
      return () => constant;
    }
    const operand = (metric as (name: string) => O)(value.metric as string);
    operands.push(operand);
    return () => operand.read();
  };

  for (const key of Object.keys(json)) {
    const value = json[key] as Json;
    if (!has(json, key)) continue;
    const [ordered, text] = [has(ORDERS, key) && ORDERS[key], has(TEXTS, key) && TEXTS[key]];
    if (ordered) {
      const other = side(value);
      ones.push((it) => ordered(order(it, other())));
    } else if (text) {
      ones.push((it) => typeof it === 'string' && text(fold(it) as string, fold(value) as string));
    } else if (key === 'is' || key === 'isNot') {
      const other = side(value);
      if (key === 'is') ones.push((it) => same(it, other()));
      else everies.push((it) => !same(it, other()));
    } else if (key === 'oneOf' || key === 'noneOf') {
      const values = new Set((value as Json[]).map((one) => fold(amount(one))));
      if (key === 'oneOf') ones.push((it) => values.has(fold(it)));
      else everies.push((it) => !values.has(fold(it)));
    } else if (key === 'between') {
      const [from, to] = (value as Json[]).map(amount);
      const around = wraps && order(from, to) > 0;
      ones.push((it) => {
        const [after, before] = [order(it, from) >= 0, order(it, to) <= 0];
        return around ? after || before : after && before;
      });
    }
  }
  const all = (checks: Check[]): Check | undefined =>
    checks.length > 1 ? (it) => checks.every((check) => check(it)) : checks[0];
  return {
    one: all(ones),
    every: all(everies),
    exists: json.exists as boolean | undefined,
    bounds,
    operands,
  };
};

/** Whether values pass: `each` hands every value there to its callback, and may end when that answers true. */
export const passes = ({ one, every, exists, operands }: Test, each: (take: Check) => unknown): boolean => {
  let found = false;
  let passed = !one;
  let clear = operands.every((operand) => operand.read() !== undefined);
  each((value) => {
    found = true;
    passed ||= (one as Check)(value);
    clear &&= !every || every(value);
    return !clear;
  });
  return passed && clear && (exists === undefined || exists === found);
};
