/**
 * The segment language as wide types: every key of every form is optional, and which keys are there tells the form.
 * On purpose apart from src/segment/types.ts, so that the two readings of the language share nothing.
 */
import type { Json } from '../../src/base/json.js';

export type Scalar = string | number | boolean;
export type Value = Scalar | undefined;

export interface Operand {
  metric: string;
}

export interface Test {
  is?: Scalar | Operand;
  isNot?: Scalar | Operand;
  oneOf?: Scalar[];
  noneOf?: Scalar[];
  gt?: number | string | Operand;
  gte?: number | string | Operand;
  lt?: number | string | Operand;
  lte?: number | string | Operand;
  between?: [number | string, number | string];
  contains?: string;
  startsWith?: string;
  endsWith?: string;
  like?: string;
  exists?: boolean;
  ignoreCase?: boolean;
  as?: 'version';
}

export type Where = { [path: string]: Scalar | Test };

export interface ObjectSelector {
  event?: string | string[];
  where?: Where | Where[];
  each?: string;
  sequence?: Selector[];
  within?: string;
  gap?: string;
  without?: Selector;
  same?: string;
}
export type Selector = string | string[] | ObjectSelector;

export interface ObjectWindow {
  from?: string;
  to?: string;
  since?: string;
  between?: [string, string];
}
export type Window = string | ObjectWindow;

export interface ScorePart {
  of: Selector;
  points: number | string;
}

export interface Metric {
  count?: Selector;
  sum?: string;
  avg?: string;
  min?: string;
  max?: string;
  distinct?: string;
  first?: string;
  last?: string;
  top?: string;
  share?: string;
  value?: Scalar;
  times?: string;
  of?: Selector;
  days?: Selector;
  sessions?: Selector;
  streak?: Selector;
  peak?: Selector;
  in?: string;
  sinceLast?: Selector;
  sinceFirst?: Selector;
  interval?: Selector;
  score?: ScorePart[];
  halfLife?: string;
  classifier?: string;
  read?: 'confidence' | 'points';
  class?: string;
  model?: string;
  untilAnniversary?: string;
  metric?: string;
  ratio?: [Metric, Metric];
  difference?: [Metric, Metric];
  total?: Metric[];
  over?: Window;
}

export interface Condition extends Omit<Metric, 'of'>, Test {
  all?: Condition[];
  any?: Condition[];
  not?: Condition;
  atLeast?: number;
  /** Conditions beside `atLeast`, a selector beside a metric. */
  of?: Selector | Condition[];
  segment?: string;
  trait?: string;
  now?: NowPart;
  abandoned?: Selector;
  without?: Selector;
  for?: string;
  within?: string;
  same?: string;
}

export type NowPart = 'hour' | 'weekday' | 'day' | 'month' | 'date' | 'time';

export interface Segment {
  id: string;
  name?: string;
  description?: string;
  when: Condition;
  until?: Condition;
  enterAfter?: string;
  exitAfter?: string;
  cooldown?: string;
  exclusive?: string;
  sample?: { percent: number; salt?: string };
  activeFrom?: string;
  activeTo?: string;
}

export interface Evidence {
  of: Selector;
  points: number | string;
  class?: string;
  by?: string;
}

export interface Classifier {
  halfLife?: string;
  evidence: Evidence[];
  related?: { [name: string]: { [name: string]: number } };
  minPoints?: number;
}

export interface Term {
  metric: Metric;
  weight: number;
  transform?: 'none' | 'log1p' | 'sqrt';
  mean?: number;
  sd?: number;
  missing?: number;
}

export interface Model {
  intercept: number;
  terms: Term[];
}

export interface Definitions {
  version: 1;
  timeZone?: string;
  weekStart?: 'monday' | 'sunday';
  metrics?: { [name: string]: Metric };
  classifiers?: { [name: string]: Classifier };
  models?: { [name: string]: Model };
  segments?: Segment[];
  meta?: { [key: string]: Json };
}

const UNIT: { [unit: string]: number } = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };

/** Milliseconds of a duration, or undefined where the text is none. */
export function duration(text: string): number | undefined {
  let rest = text;
  let sum = 0;
  while (rest !== '') {
    const part = /^(\d+)(ms|s|m|h|d|w)/.exec(rest);
    if (part === null) return undefined;
    sum += Number(part[1]) * (UNIT[part[2] as string] as number);
    rest = rest.slice(part[0].length);
  }
  return text === '' ? undefined : sum;
}

/** Milliseconds of a duration that must be one. */
export function span(text: string): number {
  const ms = duration(text);
  if (ms === undefined) throw new Error(`no duration: ${text}`);
  return ms;
}

/** Epoch milliseconds of an ISO instant that must be one. */
export function instant(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new Error(`no instant: ${text}`);
  return ms;
}
