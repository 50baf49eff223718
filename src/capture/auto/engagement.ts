import { MINUTE, SECOND } from '../../base/time.js';
import type { Part, Scene } from './part.js';

/** Attention that is not told yet, from which on it is told when a view is left or looked away from. */
const LEAST = SECOND;

/**
 * `user_engagement`: `engagement_time_msec` is the attention since the last one of this view; added up, they are the
 * whole. Told when the visitor looks away or leaves, and in between after 10 s, 20 s more, 40 s more, then every minute.
 */
export const captureEngagement = ({ send, attended }: Scene): Part => {
  let told = 0;
  let next = 10 * SECOND;

  const tell = (least: number) => {
    const unsaid = Math.round(attended() - told);
    if (unsaid < least) return false;
    told += unsaid;
    send('user_engagement', { engagement_time_msec: unsaid });
    return true;
  };
  return {
    look() {
      if (tell(next)) next = Math.min(2 * next, MINUTE);
    },
    settle(isOver) {
      tell(LEAST);
      if (!isOver) return;
      told = attended();
      next = 10 * SECOND;
    },
  };
};
