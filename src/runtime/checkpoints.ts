import type { Undo } from '../base/listen.js';
import { whenIdle } from '../platform/browser.js';

/** So many events are worth a checkpoint; the next page has no more than these to go through. */
const WORTH = 32;

export interface Checkpoints {
  /** Something happened that the last checkpoint does not hold; `weight` 32 is worth one by itself. */
  note(weight?: number): void;
  /** Writes one now, if there is anything to write. */
  write(): Promise<void>;
  stop(): void;
}

/** Decides when the engine's state is worth writing down: when enough has happened, and the page has time. `save` does not reject. */
export const createCheckpoints = (save: () => Promise<void>): Checkpoints => {
  let news = 0;
  let soon: Undo | undefined;
  const stop = () => {
    soon?.();
    soon = undefined;
  };
  const write = async () => {
    stop();
    if (!news) return;
    news = 0;
    await save();
  };
  return {
    note(weight = 1) {
      news += weight;
      if (news >= WORTH) soon ??= whenIdle(write);
    },
    write,
    stop,
  };
};
