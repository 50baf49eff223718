import { isObject, type Json, own } from '../base/json.js';
import { parseDuration } from '../base/time.js';
import { like } from './like.js';
import type { Metric } from './metrics/metric.js';
import { versionKey } from './version.js';

// biome-ignore lint/suspicious/noExplicitAny: each operator knows what stands on its right; on its left stands anything
type Operator = (value: any, other: any) => boolean;

/** Nothing is coerced. */
const ordered =
  (passes: Operator): Operator =>
  (value, other) =>
    typeof value === typeof other && typeof value !== 'boolean' && passes(value, other);

const textual =
  (passes: Operator): Operator =>
  (value, text) =>
    typeof value === 'string' && passes(value, text);

const ORDERS: { readonly [key: string]: Operator } = {
  gt: ordered((value, other) => value > other),
  gte: ordered((value, other) => value >= other),
  lt: ordered((value, other) => value < other),
  lte: ordered((value, other) => value <= other),
  between: (value, [from, to, wraps]) => {
    const [after, before] = [ORDERS.gte?.(value, from), ORDERS.lte?.(value, to)] as [boolean, boolean];
    return wraps && ORDERS.gt?.(from, to) ? after || before : after && before;
  },
};

const OPERATORS: { readonly [key: string]: Operator } = {
  ...ORDERS,
  is: (value, other) => value === other,
  oneOf: (value, others: ReadonlySet<unknown>) => others.has(value),
  contains: textual((value, text) => value.includes(text)),
  startsWith: textual((value, text) => value.startsWith(text)),
  endsWith: textual((value, text) => value.endsWith(text)),
  like: textual((value, pattern) => like(pattern, value)),
};

/** Operators that are plain negations of others: every value must pass. */
const NEGATIONS: { readonly [key: string]: string } = { isNot: 'is', noneOf: 'oneOf' };

/** A Test of SEGMENTS.md section 2, ready to be asked. */
export interface Test {
  passes(values: readonly unknown[]): boolean;
  /** Numbers at which the answer may change. */
  readonly bounds: readonly number[];
  /** Named metrics on the other side: where one has no value, the condition fails. */
  readonly operands: readonly Metric[];
}

interface Subject {
  /** The values are numbers: a duration stands for milliseconds. */
  readonly numeric?: boolean;
  /** `between` with its first end above its second wraps around. */
  readonly wraps?: boolean;
  /** The metric of a name. */
  readonly metric?: (name: string) => Metric;
}

type Check = (value: unknown) => boolean;

/** Reads the test keys of an object; other keys are the caller's. */
export const readTest = (
  json: { readonly [key: string]: Json },
  { numeric, wraps, metric }: Subject,
): Test => {
  /** What one and the same value must pass, and what every value must. */
  const one: Check[] = [];
  const every: Check[] = [];
  const bounds: number[] = [];
  const operands: Metric[] = [];
  const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

  for (const [key, right] of Object.entries(json)) {
    const name = own(NEGATIONS, key) ?? key;
    const operator = own(OPERATORS, name);
    if (!operator || right === undefined) continue;
    const plain = (value: unknown): unknown =>
      json.as ? versionKey(value) : json.ignoreCase && !own(ORDERS, key) ? lower(value) : value;
    const constant = (value: Json): unknown => {
      const amount = numeric && !json.as ? (parseDuration(value) ?? value) : value;
      if (typeof amount === 'number') bounds.push(amount);
      return plain(amount);
    };
    let other: () => unknown;
    if (isObject(right)) {
      const operand = (metric as (name: string) => Metric)(right.metric as string);
      operands.push(operand);
      other = () => plain(operand.read());
    } else {
      const list = [right].flat().map((value) => constant(value as Json));
      const side = name === 'oneOf' ? new Set(list) : key === 'between' ? [...list, wraps] : list[0];
      other = () => side;
    }
    if (name === key) one.push((value) => operator(plain(value), other()));
    else every.push((value) => !operator(plain(value), other()));
  }
  return {
    passes: (values) =>
      // all are read, for each is then asked when it changes next
      operands.map((operand) => operand.read()).every((value) => value !== undefined) &&
      (!one.length || values.some((value) => one.every((check) => check(value)))) &&
      values.every((value) => every.every((check) => check(value))) &&
      (json.exists === undefined || json.exists === values.length > 0),
    bounds,
    operands,
  };
};
