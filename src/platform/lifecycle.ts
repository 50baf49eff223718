import { listen, type Undo, undoAll } from '../base/listen.js';

export interface Lifecycle {
  /** Out of sight. On a phone this is the last that a page may hear. */
  hidden(): void;
  /** In sight again, or thawed, or back from the back/forward cache: time may have passed unseen. */
  shown(): void;
  /** About to go or to be frozen, perhaps for good. */
  leaving(): void;
}

/**
 * Follows the page through hiding, freezing, leaving and coming back. Never by `unload` events, which would keep
 * the page out of the back/forward cache. `pagehide` is only ever heard on the window.
 */
export const followLifecycle = ({ hidden, shown, leaving }: Lifecycle): Undo =>
  undoAll([
    listen(document, 'visibilitychange', () => (document.visibilityState === 'hidden' ? hidden() : shown())),
    // Chromium: timers of a hidden page still run, until it is frozen.
    listen(document, 'freeze', leaving),
    listen(document, 'resume', shown),
    listen(window, 'pagehide', leaving),
    listen(window, 'pageshow', ({ persisted }: PageTransitionEvent) => persisted && shown()),
  ]);

/** Runs when there is somebody to look at the page: at once, or when a page that was rendered ahead is gone to. */
export const whenActive = (run: () => void): Undo => {
  // an image of that name would stand there too
  if ('prerendering' in document && document.prerendering === true)
    return listen(document, 'prerenderingchange', run);
  run();
  return () => undefined;
};
