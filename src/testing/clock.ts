import { EthogramError } from '../base/errors.js';
import { parseDuration } from '../base/time.js';
import { type Clock, nextTask } from '../platform/browser.js';

/** A clock that stands still until it is pushed. */
export interface PushedClock extends Clock {
  /**
   * Lets so much time pass, and all that is due in it happen at its instant; resolves when listeners have heard of it.
   * Throws `invalid-options` for what is no duration.
   *
   * @example await clock.advance('1d12h')
   */
  advance(duration: string): Promise<void>;
}

/**
 * A clock to hand to `start`. It begins at `start`, an instant as `Date` takes it.
 *
 * @example const ethogram = start({ definitions, clock, storage: createMemoryStore() });
 */
export const createClock = (start: string | number | Date = '2026-01-05T12:00:00Z'): PushedClock => {
  const alarms = new Set<{ readonly at: number; readonly run: () => void }>();
  let now = new Date(start).getTime();
  if (Number.isNaN(now)) throw new EthogramError('invalid-options', `createClock: '${start}' is no instant`);

  const due = (until: number) =>
    [...alarms].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
  /** Lets listeners be called, also where the test has made timers stand still. */
  const told = () => new Promise<void>((resolve) => nextTask(resolve));

  return {
    now: () => now,
    wake(at, run) {
      const alarm = { at, run };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
    async advance(duration) {
      const span = parseDuration(duration);
      if (span === undefined)
        throw new EthogramError(
          'invalid-options',
          `advance: expected a duration such as '30m', got '${duration}'`,
        );
      const until = now + span;
      await told();
      for (let next = due(until); next; next = due(until)) {
        now = Math.max(now, next.at);
        alarms.delete(next);
        next.run();
        await told();
      }
      now = until;
      await told();
    },
  };
};
