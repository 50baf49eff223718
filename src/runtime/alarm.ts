import type { Undo } from '../base/listen.js';
import type { Clock } from '../platform/browser.js';

export interface Alarm {
  /** The next instant at which something is due; undefined if nothing is. */
  set(due: number | undefined): void;
  stop(): void;
}

/** The one timer. */
export const createAlarm = (clock: Clock, ring: () => void): Alarm => {
  let set: number | undefined;
  let undo: Undo | undefined;
  return {
    set(due) {
      if (due === set) return;
      undo?.();
      set = due;
      undo =
        due === undefined
          ? undefined
          : clock.wake(due, () => {
              set = undefined;
              ring();
            });
    },
    stop: () => undo?.(),
  };
};
