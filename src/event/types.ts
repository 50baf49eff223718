import type { Json, JsonObject } from '../base/json.js';

/** What happened, as it lies in the log (SEGMENTS.md section 4). Names and parameters are GA4's where GA4 has one. */
export interface Event {
  /** Unique; records with one id are one record. A purchase's is `purchase:` and its `transaction_id`. */
  readonly id: string;
  /** At least one character, without `*` and `?`; names that begin with `$` are ours. */
  readonly name: string;
  /** Whole milliseconds since 1970-01-01T00:00Z. */
  readonly time: number;
  /** The visit it belongs to. */
  readonly session: string;
  readonly props: JsonObject;
  /** Minutes east of UTC where and when it happened. */
  readonly offset?: number;
}

/** What capture hands on: not yet stamped with who, when and in which session. */
export interface EventDraft {
  readonly name: string;
  readonly props: JsonObject;
  /** Default: made by us. Give one where the act has a name of its own, so that it can never count twice. */
  readonly id?: string;
  /** Epoch milliseconds; default: now. */
  readonly time?: number;
}

/** What another system hands on: it may know more than we can. */
export interface RecordDraft extends EventDraft {
  readonly session?: string;
  readonly offset?: number;
}

/** What is known of the visitor. Changed by `$set` records, top level over top level; `null` removes. */
export type Traits = { readonly [key: string]: Json };

/** The name of the record by which traits change. */
export const SET = '$set';
