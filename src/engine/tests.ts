import { isObject, type Json, own } from '../base/json.js';
import { parseDuration } from '../base/time.js';
import { like } from './like.js';
import type { Metric } from './metrics/metric.js';
import { versionKey } from './version.js';

type Check = (value: unknown) => boolean;
/** What a value must be to what stands on its right. */
// biome-ignore lint/suspicious/noExplicitAny: each operator knows what stands on its right; on its left stands anything
type Operator = (right: any) => (value: any) => boolean;

/** Nothing is coerced. */
const isOrdered = (value: unknown, other: unknown): boolean =>
  typeof value === typeof other && typeof value !== 'boolean';

const gt: Operator = (other) => (value) => isOrdered(value, other) && value > other;
const gte: Operator = (other) => (value) => isOrdered(value, other) && value >= other;
const lte: Operator = (other) => (value) => isOrdered(value, other) && value <= other;

const ORDERS: { readonly [key: string]: Operator } = {
  gt,
  gte,
  lt: (other) => (value) => isOrdered(value, other) && value < other,
  lte,
  between: ([from, to, wraps]) => {
    const [after, before] = [gte(from), lte(to)];
    return wraps && gt(to)(from)
      ? (value) => after(value) || before(value)
      : (value) => after(value) && before(value);
  },
};

const OPERATORS: { readonly [key: string]: Operator } = {
  ...ORDERS,
  is: (other) => (value) => value === other,
  oneOf: (others: ReadonlySet<unknown>) => (value) => others.has(value),
  contains: (text) => (value) => typeof value === 'string' && value.includes(text),
  startsWith: (text) => (value) => typeof value === 'string' && value.startsWith(text),
  endsWith: (text) => (value) => typeof value === 'string' && value.endsWith(text),
  like: (pattern) => {
    const fits = like(pattern);
    return (value) => typeof value === 'string' && fits(value);
  },
};

/** Operators that are plain negations of others: every value must pass. */
const NEGATIONS: { readonly [key: string]: string } = { isNot: 'is', noneOf: 'oneOf' };

/** A Test of SEGMENTS.md section 2, ready to be asked. */
export interface Test {
  /** Asks a value, a list of all values that are there, or nothing. */
  passes(value: unknown): boolean;
  /** The same of what is no list. */
  readonly passesOne: Check;
  /** Numbers at which the answer may change. */
  readonly bounds: readonly number[];
  /** Named metrics on the other side: where one has no value, the condition fails. */
  readonly operands: readonly Metric[];
}

interface Subject {
  /** The values are numbers: a duration stands for milliseconds. */
  readonly numeric?: boolean | undefined;
  /** `between` with its first end above its second wraps around. */
  readonly wraps?: boolean;
  /** The metric of a name. */
  readonly metric?: (name: string) => Metric;
}

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
  const both = (checks: readonly Check[]): Check | undefined =>
    checks.length > 1 ? (value) => checks.every((check) => check(value)) : checks[0];
  const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

  for (const [key, right] of Object.entries(json)) {
    const name = own(NEGATIONS, key) ?? key;
    const operator = own(OPERATORS, name);
    if (!operator || right === undefined) continue;
    const fold = json.as ? versionKey : json.ignoreCase && !own(ORDERS, key) ? lower : undefined;
    const plain = (value: unknown): unknown => (fold ? fold(value) : value);
    const constant = (value: Json): unknown => {
      const amount = numeric && !json.as ? (parseDuration(value) ?? value) : value;
      if (typeof amount === 'number') bounds.push(amount);
      return plain(amount);
    };
    let passes: Check;
    if (isObject(right)) {
      const operand = (metric as (name: string) => Metric)(right.metric as string);
      operands.push(operand);
      passes = (value) => operator(plain(operand.read()))(plain(value));
    } else {
      const list = [right].flat().map((value) => constant(value as Json));
      const side = name === 'oneOf' ? new Set(list) : key === 'between' ? [...list, wraps] : list[0];
      const check = operator(side);
      passes = fold ? (value) => value !== undefined && check(fold(value)) : check;
    }
    if (name === key) one.push(passes);
    else every.push((value) => !passes(value));
  }
  const { exists } = json;
  const [some, all] = [both(one), both(every)];
  const isThere = exists !== undefined && ((value: unknown) => exists === (value !== undefined));
  /** All that is asked of one value; where there is none, what must be negated passes, and nothing else. */
  const single = both([...one, ...every, ...(isThere ? [isThere] : [])]) ?? (() => true);
  // all are read, so that each is brought up to now
  const isReady = () => !operands.map((operand) => operand.read()).includes(undefined);
  const passesOne = operands.length ? (value: unknown) => isReady() && single(value) : single;
  return {
    passes: (value) =>
      Array.isArray(value)
        ? (!operands.length || isReady()) &&
          (!some || value.some(some)) &&
          (!all || value.every(all)) &&
          (!isThere || isThere(value[0]))
        : passesOne(value),
    passesOne,
    bounds,
    operands,
  };
};
