import type { Undo } from '../base/listen.js';

/** Monotonic milliseconds since the navigation began. */
export const monotonic = (): number => performance.now();

/**
 * When this page came into sight, in monotonic milliseconds: with the navigation, as far as the browser tells
 * (Chromium keeps when it was hidden or rendered ahead).
 */
export const visibleSince = (): number =>
  performance
    .getEntriesByType('visibility-state')
    .filter(({ name }) => name === 'visible')
    .at(-1)?.startTime ?? 0;

/**
 * Tells the site's other tabs that the visitor is here, and hears when they have gone to another one. Two windows may
 * both be in sight, and some systems give both the focus.
 */
export const claimAttention = (name: string, lost: () => void): Undo => {
  try {
    const channel = new BroadcastChannel(`${name}:attention`);
    channel.onmessage = lost;
    channel.postMessage('');
    return () => channel.close();
  } catch {
    // Firefox throws here where the visitor blocks site data
    return () => undefined;
  }
};
