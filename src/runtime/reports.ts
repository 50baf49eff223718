import { type ErrorCode, EthogramError } from '../base/errors.js';

export interface Reports {
  report(code: ErrorCode, message: string, cause?: unknown): void;
  /** Hands on an error of ours; any other came from a record that nobody can read. */
  fail(error: unknown): void;
}

/** What a failing browser would say again and again. */
const SAID_ONCE: ReadonlySet<ErrorCode> = new Set([
  'storage-failed',
  'storage-unavailable',
  'record-unreadable',
  'device-unavailable',
]);

/** Tells what went wrong, each lasting trouble once. */
export const createReports = (tell: (error: EthogramError) => void): Reports => {
  const said = new Set<ErrorCode>();
  const report: Reports['report'] = (code, message, cause) => {
    if (SAID_ONCE.has(code) && said.has(code)) return;
    said.add(code);
    tell(new EthogramError(code, message, { cause }));
  };
  return {
    report,
    fail: (error) =>
      error instanceof EthogramError
        ? tell(error)
        : report('record-unreadable', `What was stored cannot be read: ${error}`, error),
  };
};
