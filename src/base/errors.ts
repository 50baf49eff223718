/** Every code that an error of ours can carry, in one list so that two do not grow for one fault. */
export type ErrorCode =
  // the developer's
  | 'invalid-options'
  | 'invalid-definitions'
  | 'already-started'
  // the page's data
  | 'invalid-event'
  | 'invalid-traits'
  | 'too-many-events'
  | 'unfitting-event'
  | 'long-window'
  | 'told-twice'
  // the host's code
  | 'listener-threw'
  // what comes from elsewhere
  | 'definitions-unreachable'
  | 'recipes-unavailable'
  | 'unmet-need'
  | 'plays-unavailable'
  | 'device-unavailable'
  | 'capture-failed'
  | 'consent-unavailable'
  | 'markup-unavailable'
  // the browser's
  | 'storage-unavailable'
  | 'storage-failed'
  | 'storage-full'
  | 'record-unreadable';

/**
 * An error written for the person who caused it: `code` can be searched for, `message` says what was expected,
 * what came, where, and what to do.
 */
export class EthogramError extends Error {
  override readonly name: string = 'EthogramError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
