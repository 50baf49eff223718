import type { Undo } from '../base/listen.js';
import { delay } from './browser.js';

/** Two readings a second are enough to agree within one, and no flood of messages can ask for more. */
const REST = 500;

export interface Tabs {
  /** Tells the other tabs to read again. */
  tell(): void;
  leave(): void;
}

/**
 * Joins the site's other tabs. What they send is a hint to read the log again and nothing else: any script of the
 * origin may send it too. Where site data are blocked there is no channel; tabs then agree when they are shown.
 */
export const joinTabs = (name: string, readAgain: () => void): Tabs => {
  let channel: BroadcastChannel | undefined;
  let resting: Undo | undefined;
  let asked = false;
  const hear = () => {
    asked = !!resting;
    if (asked) return;
    resting = delay(REST, () => {
      resting = undefined;
      if (asked) hear();
    });
    readAgain();
  };
  try {
    channel = new BroadcastChannel(name);
    channel.onmessage = hear;
  } catch {
    // Firefox throws here where the visitor blocks site data
  }
  return {
    tell: () => channel?.postMessage(0),
    leave() {
      channel?.close();
      resting?.();
    },
  };
};
