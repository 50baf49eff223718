import type { Undo } from '../base/listen.js';
import { delay } from './browser.js';

/** Milliseconds after a look that found nothing: no flood of messages can ask for more than two a second. */
const REST = 500;
/** After one that found something. */
const SHORT_REST = 200;

/** What other tabs may find if they look: something new, somebody else, or nobody any more; and that nobody is there by now. */
export type Hint = 'written' | 'forgotten' | 'withdrawn' | 'gone';

/** Answers whether there was anything; never rejects. */
type Look = (hint: Hint) => Promise<boolean>;

export interface Tabs {
  /** Tells the other tabs. */
  tell(hint: Hint): void;
  leave(): void;
}

/** Looks at once, and again after a rest if it was asked for in the meantime. */
const limited = (look: Look) => {
  let isBusy = false;
  let asked: Hint | undefined;
  let undo: Undo | undefined;
  const ask = async (hint: Hint) => {
    asked = hint;
    if (isBusy) return;
    isBusy = true;
    asked = undefined;
    const rest = (await look(hint)) ? SHORT_REST : REST;
    undo = delay(rest, () => {
      isBusy = false;
      if (asked) ask(asked);
    });
  };
  const stop = () => {
    asked = undefined;
    undo?.();
  };
  return { ask, stop };
};

/**
 * Joins the site's other tabs. What they send is a hint to look at the store and nothing else: any script of the
 * origin may send it too. Where site data are blocked there is no channel; tabs then agree when they are shown.
 */
export const joinTabs = (name: string, look: Look, gone: () => void): Tabs => {
  let channel: BroadcastChannel | undefined;
  // a tab that writes much must not keep others from hearing that it is over
  const writing = limited(look);
  const forgetting = limited(look);
  try {
    channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => {
      if (data === 'gone') gone();
      // so they can be counted
      else if (data === 'who') channel?.postMessage('here');
      else if (data === 'forgotten' || data === 'withdrawn') forgetting.ask(data);
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
