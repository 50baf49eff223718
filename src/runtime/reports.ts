import { type ErrorCode, EthogramError } from '../base/errors.js';

/** Says what went wrong. What was thrown is named behind it; an error of ours is handed on as it is. */
export type Report = (code: ErrorCode, what: string, cause?: unknown) => void;

export interface Reports {
  readonly report: Report;
  /** What was told while nobody listened; the first who does hears it. */
  unheard(): readonly EthogramError[];
}

/** What a failing browser would say again and again. */
const SAID_ONCE = /^(storage|record|device|capture|markup)-/;

const MOST_HELD = 20;

/** Tells what went wrong, each lasting trouble once. `tell` answers whether anybody listens. */
export const createReports = (tell: (error: EthogramError) => boolean): Reports => {
  const said = new Set<ErrorCode>();
  const held: EthogramError[] = [];
  return {
    report(code, what, cause) {
      const isOurs = cause instanceof EthogramError;
      if (!isOurs && SAID_ONCE.test(code)) {
        if (said.has(code)) return;
        said.add(code);
      }
      const error = isOurs
        ? cause
        : new EthogramError(code, cause === undefined ? what : `${what}: ${cause}`, { cause });
      if (!tell(error) && held.length < MOST_HELD) held.push(error);
    },
    unheard: () => held.splice(0),
  };
};
