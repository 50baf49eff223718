/**
 * What can be done about a failure of the storage: `transient`, try again; `full`, make room; `invalid`, leave out
 * what cannot be written; `denied`, do without; `hang`, there was no answer, so do without for now.
 */
export type Failure = 'transient' | 'full' | 'invalid' | 'denied' | 'hang';

/** By the names that browsers give them. Many have none: an aborted transaction rejects with null. */
const KINDS: ReadonlyMap<unknown, Failure> = new Map([
  ['QuotaExceededError', 'full'],
  ['DataCloneError', 'invalid'],
  ['SecurityError', 'denied'],
  // there is no `indexedDB` at all
  ['ReferenceError', 'denied'],
  ['TypeError', 'denied'],
  ['TimeoutError', 'hang'],
]);

export const failureOf = (error: unknown): Failure => KINDS.get((error as Error | null)?.name) ?? 'transient';
