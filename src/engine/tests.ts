import { has as hasOwn, isScalar, type Scalar } from '../base/json.js';
import { parseDuration } from '../base/time.js';
import { like } from './like.js';
import type { Report } from './report.js';
import type { Value } from './types.js';
import { compareVersions, parseVersion } from './version.js';

/** Reads a named metric at the instant of the test. */
export type Operands = (name: string) => Value;
type Check = (value: unknown, operands: Operands) => boolean;

/** A Test of SEGMENTS.md section 2, ready to be asked. */
export interface Test {
  /** What one and the same value must pass. */
  readonly one: Check | undefined;
  /** What every value must pass. */
  readonly every: Check | undefined;
  readonly exists: boolean | undefined;
  /** Numbers at which the answer may change. */
  readonly bounds: readonly number[];
  /** Named metrics on the other side. */
  readonly operands: readonly string[];
}

/** What a test is applied to decides what its right-hand sides may be. */
export interface Subject {
  /** The values are numbers: a duration string stands for milliseconds. */
  readonly numeric?: boolean;
  /** `between` with its first end above its second wraps around. */
  readonly wraps?: boolean;
  /** Named metrics may stand on the right. */
  readonly operands?: boolean;
}

const ORDER = ['gt', 'gte', 'lt', 'lte'] as const;
const STRINGS = ['contains', 'startsWith', 'endsWith', 'like'] as const;
const EQUAL = ['is', 'isNot'] as const;
const LISTS = ['oneOf', 'noneOf'] as const;
export const TEST_KEYS = [
  ...EQUAL,
  ...LISTS,
  ...ORDER,
  'between',
  ...STRINGS,
  'exists',
  'ignoreCase',
  'as',
] as const;

const isText = (value: unknown): value is string => typeof value === 'string';
const isOrdered = (value: unknown): value is number | string => isText(value) || Number.isFinite(value);

type Compare = (a: unknown, b: unknown) => number;

/** Negative, zero or positive; NaN, which passes no test, where the two cannot be ordered. Nothing is coerced. */
const compare: Compare = (a, b) => {
  if (typeof a !== typeof b || !isOrdered(a)) return Number.NaN;
  return a < (b as typeof a) ? -1 : a > (b as typeof a) ? 1 : 0;
};

const inOrder = {
  gt: (order: number) => order > 0,
  gte: (order: number) => order >= 0,
  lt: (order: number) => order < 0,
  lte: (order: number) => order <= 0,
};

const inText = {
  contains: (value: string, text: string) => value.includes(text),
  startsWith: (value: string, text: string) => value.startsWith(text),
  endsWith: (value: string, text: string) => value.endsWith(text),
  like: (value: string, pattern: string) => like(pattern, value),
};

const both = (first: Check | undefined, second: Check): Check =>
  first ? (value, operands) => first(value, operands) && second(value, operands) : second;

/** Reads the test keys of an object; other keys are the caller's. Undefined, with its faults told, if there is no test in it. */
export const readTest = (
  json: Record<string, unknown>,
  place: string,
  report: Report,
  { numeric = false, wraps = false, operands: mayRefer = false }: Subject,
): Test | undefined => {
  let one: Check | undefined;
  let every: Check | undefined;
  const bounds: number[] = [];
  const operands: string[] = [];
  const has = (key: string) => hasOwn(json, key);
  const at = (key: string) => `${place}.${key}`;

  const versions = has('as');
  if (versions && json.as !== 'version') report.fault('wrong-value', at('as'), json.as, '"version"');
  const folds = json.ignoreCase === true;
  if (has('ignoreCase') && typeof json.ignoreCase !== 'boolean') {
    report.fault('wrong-type', at('ignoreCase'), json.ignoreCase, 'true or false');
  }

  const fold = (value: unknown): unknown => (folds && isText(value) ? value.toLowerCase() : value);
  const order: Compare = versions ? compareVersions : compare;
  const same: Compare = versions ? compareVersions : (a, b) => (fold(a) === fold(b) ? 0 : Number.NaN);

  /** A right-hand side as it is compared: durations as milliseconds, a version only if it is one. */
  const constant = (value: unknown, where: string, ordered: boolean): unknown => {
    if (versions) {
      return parseVersion(value)
        ? value
        : report.fault('wrong-value', where, value, 'a version such as "1.20.3"');
    }
    if (!(ordered ? isOrdered(value) : isScalar(value))) {
      return report.fault(
        'wrong-type',
        where,
        value,
        ordered ? 'a number or a text' : 'a text, a number, true or false',
      );
    }
    if (!numeric) return value;
    const amount = parseDuration(value) ?? value;
    if (typeof amount === 'number') bounds.push(amount);
    else if (ordered)
      return report.fault('wrong-value', where, value, 'a number or a duration such as "90d"');
    return amount;
  };

  /** The other side of a test that may be a named metric. A metric without a value fails every test. */
  const side = (key: string, ordered: boolean): ((operands: Operands) => unknown) => {
    const value = json[key];
    if (mayRefer && typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const object = report.object(value, at(key), 'a metric', new Set(['metric']));
      const name = report.text(object?.metric, `${at(key)}.metric`, 'the name of a metric');
      operands.push(name);
      return (read) => read(name);
    }
    const amount = constant(value, at(key), ordered);
    return () => amount;
  };

  for (const key of ORDER) {
    if (!has(key)) continue;
    const other = side(key, true);
    one = both(one, (value, read) => inOrder[key](order(value, other(read))));
  }
  if (has('is')) {
    const other = side('is', false);
    one = both(one, (value, read) => same(value, other(read)) === 0);
  }
  if (has('isNot')) {
    const other = side('isNot', false);
    every = both(every, (value, read) => same(value, other(read)) !== 0);
  }
  for (const key of LISTS) {
    if (!has(key)) continue;
    const values = new Set(
      report.list(json[key], at(key), 'a list of texts, numbers, true or false', (value, where) =>
        fold(constant(value, where, false)),
      ),
    );
    if (key === 'oneOf') one = both(one, (value) => values.has(fold(value)));
    else every = both(every, (value) => !values.has(fold(value)));
  }
  if (has('between')) {
    const ends = report.list(json.between, at('between'), 'two ends', (value, where) =>
      constant(value, where, true),
    );
    if (ends.length !== 2 && ends.length)
      report.fault('wrong-value', at('between'), json.between, 'two ends');
    const [from, to] = ends;
    const around = wraps && order(from, to) > 0;
    one = both(one, (value) => {
      const after = order(value, from) >= 0;
      const before = order(value, to) <= 0;
      return around ? after || before : after && before;
    });
  }
  for (const key of STRINGS) {
    if (!has(key)) continue;
    const text = report.value(json[key], at(key), 'a text', isText) ?? '';
    const other = folds ? text.toLowerCase() : text;
    one = both(one, (value) => isText(value) && inText[key](folds ? value.toLowerCase() : value, other));
  }
  const exists = has('exists')
    ? report.value(json.exists, at('exists'), 'true or false', (it) => typeof it === 'boolean')
    : undefined;

  const any = (keys: readonly string[]) => keys.some(has);
  if (versions && (folds || any(['isNot', ...LISTS, ...STRINGS, 'exists']))) {
    report.fault('no-meaning', at('as'), json.as, 'only is, gt, gte, lt, lte or between beside it');
  }
  if (has('ignoreCase') && !any([...EQUAL, ...LISTS, ...STRINGS])) {
    report.fault(
      'no-meaning',
      at('ignoreCase'),
      json.ignoreCase,
      'a test of texts, is, isNot, oneOf or noneOf beside it',
    );
  }
  if (!any([...EQUAL, ...LISTS, ...ORDER, 'between', ...STRINGS, 'exists'])) {
    return report.fault(
      'missing',
      place,
      json,
      `a test: one or more of ${TEST_KEYS.slice(0, -2).join(', ')}`,
    );
  }
  return { one, every, exists, bounds, operands };
};

/** Where a metric on the other side has no value, the condition fails. */
const known = (test: Test, operands: Operands): boolean =>
  test.operands.every((name) => operands(name) !== undefined);

/** Whether values pass: `each` hands every value there to its callback, and ends when that answers true. */
export const passes = (
  test: Test,
  each: (take: (value: unknown) => boolean) => unknown,
  operands: Operands,
): boolean => {
  const { one, every, exists } = test;
  let found = false;
  let passed = !one;
  let clear = known(test, operands);
  each((value) => {
    found = true;
    passed ||= (one as Check)(value, operands);
    clear &&= !every || every(value, operands);
    return !clear;
  });
  return passed && clear && (exists === undefined || exists === found);
};

/** The same for the one value that a metric has, or does not have. */
export const passesValue = (test: Test, value: Scalar | undefined, operands: Operands): boolean => {
  const { one, every, exists } = test;
  if (!known(test, operands)) return false;
  if (value === undefined) return !one && exists !== true;
  return (!one || one(value, operands)) && (!every || every(value, operands)) && exists !== false;
};
