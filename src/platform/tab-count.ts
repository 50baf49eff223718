import { delay } from './browser.js';

/** Milliseconds in which a tab that is awake has answered. */
const PATIENCE = 300;

/**
 * How many tabs of the site are there, this one among them: each answers on the channel that they share. One that the
 * browser has put to sleep does not. Undefined where there is no channel.
 */
export const countTabs = (name: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    try {
      const channel = new BroadcastChannel(name);
      let count = 0;
      channel.onmessage = ({ data }) => {
        if (data === 'here') count++;
      };
      channel.postMessage('who');
      delay(PATIENCE, () => {
        channel.close();
        resolve(count);
      });
    } catch {
      resolve(undefined);
    }
  });
