import type { Scalar } from '../base/json.js';
import type { Some } from './forms.js';

/** The value of a named metric, on the other side of a test. */
export interface MetricOperand {
  readonly metric: string;
}

/** `Order` is what has an order, `Operand` what may stand on the other side beside a literal. */
interface ValueTests<Order, Operand> {
  readonly is?: Scalar | Operand;
  readonly isNot?: Scalar | Operand;
  readonly oneOf?: readonly Scalar[];
  readonly noneOf?: readonly Scalar[];
  readonly gt?: Order | Operand;
  readonly gte?: Order | Operand;
  readonly lt?: Order | Operand;
  readonly lte?: Order | Operand;
  /** Both ends included. Parts of the clock and the calendar wrap around: `[22, 6]`. */
  readonly between?: readonly [Order, Order];
  readonly contains?: string;
  readonly startsWith?: string;
  readonly endsWith?: string;
  /** A glob: `*` any run, `?` one UTF-16 unit. */
  readonly like?: string;
  /** Whether there is anything there but null. */
  readonly exists?: boolean;
  /**
   * Texts are compared in lower case.
   *
   * @default false
   */
  readonly ignoreCase?: boolean;
  readonly as?: never;
}

/** Compared by the precedence of semver 2.0.0; what is no version fails. */
interface VersionTests<Operand> {
  readonly as: 'version';
  readonly is?: string | Operand;
  readonly gt?: string | Operand;
  readonly gte?: string | Operand;
  readonly lt?: string | Operand;
  readonly lte?: string | Operand;
  readonly between?: readonly [string, string];
  readonly isNot?: never;
  readonly oneOf?: never;
  readonly noneOf?: never;
  readonly contains?: never;
  readonly startsWith?: never;
  readonly endsWith?: never;
  readonly like?: never;
  readonly exists?: never;
  readonly ignoreCase?: never;
}

/** Every key of a test. */
export type TestKey = keyof ValueTests<unknown, unknown>;

type Compared = 'is' | 'gt' | 'gte' | 'lt' | 'lte' | 'between';

type TestOf<Order, Operand> =
  | Some<ValueTests<Order, Operand>, Exclude<TestKey, 'ignoreCase' | 'as'>>
  | Some<VersionTests<Operand>, Compared>;

/** One or more tests of a prop; all must pass. Nothing is coerced: `"3"` is not `3`. */
export type Test = TestOf<number | string, never>;

/** A test of a value that can be a text, or of a part of the clock. */
export type ScalarTest = TestOf<number | string, MetricOperand>;

/** A test of a number; a duration stands for its milliseconds. */
export type NumberTest<Duration> = TestOf<number | Duration, MetricOperand>;
