import type { Undo } from '../base/listen.js';
import { delay } from './browser.js';

/** Milliseconds. Two readings a second are enough to agree within one, and no flood of messages can ask for more. */
const REST = 500;

/** What other tabs may find if they look: something new, somebody else, or nobody any more. */
export type Hint = 'written' | 'forgotten' | 'withdrawn';

export interface Tabs {
  /** Tells the other tabs. */
  tell(hint: Hint): void;
  leave(): void;
}

/** Runs at once, and again after a rest if it was asked for in the meantime. */
const limited = <T>(run: (latest: T) => void) => {
  let resting: Undo | undefined;
  let asked: [T] | undefined;
  const ask = (latest: T) => {
    if (resting) {
      asked = [latest];
      return;
    }
    resting = delay(REST, () => {
      resting = undefined;
      if (asked) ask(...asked);
    });
    asked = undefined;
    run(latest);
  };
  return { ask, stop: () => resting?.() };
};

/**
 * Joins the site's other tabs. What they send is a hint to look at the store and nothing else: any script of the
 * origin may send it too. Where site data are blocked there is no channel; tabs then agree when they are shown.
 */
export const joinTabs = (name: string, look: (hint: Hint) => void): Tabs => {
  let channel: BroadcastChannel | undefined;
  // a tab that writes much must not keep others from hearing that it is over
  const writing = limited(look);
  const forgetting = limited(look);
  try {
    channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => {
      if (data === 'forgotten' || data === 'withdrawn') forgetting.ask(data);
      else writing.ask('written');
    };
  } catch {
    // Firefox throws here where the visitor blocks site data
  }
  return {
    tell: (hint) => channel?.postMessage(hint),
    leave() {
      channel?.close();
      writing.stop();
      forgetting.stop();
    },
  };
};
