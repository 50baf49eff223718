import type { Scalar } from '../base/json.js';
import type { Condition } from '../segment/types.js';

/**
 * Why a visitor is in a segment or not, at the last instant that the engine has seen. Plain JSON. All instants are
 * epoch milliseconds.
 */
export interface Explanation {
  readonly id: string;
  readonly name?: string;
  /** The instant that all of this is about. */
  readonly at: number;
  /** Whether the visitor counts as being in. */
  readonly entered: boolean;
  /** Since when that is so. Not there: the visitor was never in. */
  readonly since?: number;
  /** As of a condition, of `entered`. */
  readonly next?: number;
  /** What is told rests on a log that lacks something: values may be too small, and memberships others. */
  readonly partial: boolean;
  readonly rules: ExplainedRules;
  readonly when: ExplainedCondition;
  readonly until?: ExplainedCondition;
}

/** What keeps a visitor in or out beside the conditions: the rules that the segment has, waits only while they go on. */
export interface ExplainedRules {
  /** The way in is open, and at this instant it will have been for long enough. */
  readonly enterAfter?: number;
  /** The way out is open, and at this instant it will have been for long enough. */
  readonly exitAfter?: number;
  /** The visitor went out, and cannot come back before this instant; `null`: never. */
  readonly cooldown?: number | null;
  readonly activeFrom?: number;
  readonly activeTo?: number;
  /** Whether the visitor is in the sample. */
  readonly sample?: boolean;
  /** The rules are met, but this segment of its group counts as entered instead. */
  readonly exclusive?: string;
}

interface Explained {
  /** The word by which the condition is known: `all`, `trait`, `count`. */
  readonly form: string;
  readonly held: boolean;
  /**
   * The instant at which `held` turns by itself if nothing comes in before. Not there: it never does, or not at the
   * next 1,000 instants at which anything of the definitions is due.
   */
  readonly next?: number;
}

/** `all`, `any`, `not` or `atLeast`. */
export interface ExplainedGroup extends Explained {
  readonly parts: readonly ExplainedCondition[];
  /** So many of the parts have to hold: of `all` every one, of `any` 1; of `not` none may. */
  readonly needed: number;
}

/** A condition that has no other in it. Of `segment` and `abandoned`, `held` says all. */
export interface ExplainedLeaf extends Explained {
  /** As it stands in the definitions. */
  readonly condition: Condition;
  /** A number or a scalar; of a trait the list of all values there. Not there: no value. */
  readonly value?: Scalar | readonly unknown[];
  /**
   * The test, ready to be compared with the value: durations in milliseconds, named metrics by their value (`null` if
   * they have none). So `{ gte: 3 }` and a value of 2 are two of three.
   */
  readonly needs?: { readonly [key: string]: unknown };
  /** There is a value, but none of a type that the test looks for, such as this one: nothing is coerced. */
  readonly wants?: 'string' | 'number' | 'boolean';
  /** The first and the last instant of the window that the condition, or the metric that it names, has; `null`: ever. */
  readonly from?: number | null;
  readonly to?: number;
  /** The value rests on a log that lacks something. */
  readonly partial?: true;
}

export type ExplainedCondition = ExplainedGroup | ExplainedLeaf;
