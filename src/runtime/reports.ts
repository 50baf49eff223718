import { type ErrorCode, EthogramError } from '../base/errors.js';

/** Says what went wrong. What was thrown is named behind it; an error of ours is handed on as it is. */
export type Report = (code: ErrorCode, what: string, cause?: unknown) => void;

export interface Reports {
  readonly report: Report;
  /** What was told first; whoever begins to listen hears it. */
  readonly said: readonly EthogramError[];
}

/** What a failing browser would say again and again. */
const SAID_ONCE = /^(storage|record|device|capture|markup|recipes|plays)-/;

const MOST_HELD = 20;

/** Tells what went wrong, each lasting trouble once. */
export const createReports = (tell: (error: EthogramError) => unknown): Reports => {
  const known = new Set<ErrorCode>();
  const said: EthogramError[] = [];
  return {
    said,
    report(code, what, cause) {
      const isOurs = cause instanceof EthogramError;
      if (!isOurs && SAID_ONCE.test(code)) {
        if (known.has(code)) return;
        known.add(code);
      }
      const error = isOurs
        ? cause
        : new EthogramError(code, cause === undefined ? what : `${what}: ${cause}`, { cause });
      if (said.length < MOST_HELD) said.push(error);
      tell(error);
    },
  };
};
