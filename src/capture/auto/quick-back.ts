import { listen, undoAll } from '../../base/listen.js';
import { SECOND } from '../../base/time.js';
import type { Part, Scene } from './part.js';

/** Somebody who comes back sooner has not found there what they looked for. */
const QUICK = 10 * SECOND;

/**
 * `quick_back`: a page, or a view of an app, that was left for another and come back to within 10 s. Known where the
 * browser keeps pages for going back, and in apps.
 */
export const captureQuickBacks = ({ send, now, later }: Scene): Part => {
  let left: number | undefined;
  let begun = now();
  let isBack = false;

  const tell = (since: number) => {
    const time = Math.round(now() - since);
    if (time < QUICK) send('quick_back', { time_away_msec: time });
  };
  const stop = undoAll([
    listen(window, 'pagehide', () => {
      left = now();
    }),
    listen(window, 'pageshow', ({ persisted }: PageTransitionEvent) => {
      if (persisted && left !== undefined) tell(left);
    }),
    listen(window, 'popstate', () => {
      isBack = true;
      // by then it has become a view, or was only another part of the page
      later(0, () => {
        isBack = false;
      });
    }),
  ]);
  return {
    enter() {
      if (isBack) tell(begun);
      isBack = false;
      begun = now();
    },
    stop,
  };
};
