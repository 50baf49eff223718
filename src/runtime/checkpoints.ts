import type { Undo } from '../base/listen.js';
import { whenIdle } from '../platform/browser.js';

/** So many events are worth a checkpoint; the next page has no more than these to go through. */
const WORTH = 32;

export interface Checkpoints {
  /** Something happened that the last one does not hold. */
  note(weight: number): void;
  /** The page is out of sight: what there is is worth one. */
  hide(): void;
  /** Writes one now, if there is anything new. */
  save(): Promise<void>;
  stop(): void;
}

/** Decides when a checkpoint is written: when there is enough for one, and the page has nothing better to do. */
export const createCheckpoints = (mayWrite: () => boolean, write: () => Promise<void>): Checkpoints => {
  let news = 0;
  let soon: Undo | undefined;
  const stop = () => {
    soon?.();
    soon = undefined;
  };
  const save = async () => {
    stop();
    if (!news || !mayWrite()) return;
    news = 0;
    await write();
  };
  const note = (weight: number) => {
    news += weight;
    if (news >= WORTH) soon ??= whenIdle(save);
  };
  return { note, hide: () => news && note(WORTH), save, stop };
};
