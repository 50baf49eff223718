import type { Undo } from '../base/listen.js';
import { failureOf } from './failure.js';
import type { Store } from './types.js';

/** Milliseconds. */
const ANSWER = 10_000;
/** Pauses before trying once more. */
const PAUSES = [20, 60, 180];
/** Of a page. A browser that has lost its database process answers none of thousands. */
const MOST_RETRIES = 30;

/** Calls back after so many milliseconds of real time. */
export type Delay = (milliseconds: number, run: () => void) => Undo;

/** Rejects if there is no answer in time. A page that was frozen meanwhile gives half of it once more. */
export const within = <T>(milliseconds: number, delay: Delay, answer: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const half = milliseconds / 2;
    let undo = delay(half, () => {
      undo = delay(half, () =>
        reject(new DOMException(`Storage did not answer in ${milliseconds} ms`, 'TimeoutError')),
      );
    });
    answer.then(resolve, reject).finally(() => undo());
  });

/** A store that answers in time, one way or the other, and tries again what may go well the next time. */
export const createSturdy = (store: Store, delay: Delay): Store => {
  let retries = MOST_RETRIES;
  let isClosed = false;
  const use = async <T>(run: () => Promise<T>): Promise<T> => {
    for (const pause of PAUSES) {
      try {
        return await within(ANSWER, delay, run());
      } catch (error) {
        if (isClosed || failureOf(error) !== 'transient' || retries-- < 1) throw error;
        await new Promise<void>((resume) => delay(pause, resume));
      }
    }
    return within(ANSWER, delay, run());
  };
  return {
    append: (record) => use(() => store.append(record)),
    read: (after, most) => use(() => store.read(after, most)),
    rewrite: (after, through, change) => use(() => store.rewrite(after, through, change)),
    get: (name) => use(() => store.get(name)),
    update: (name, change) => use(() => store.update(name, change)),
    clear: () => use(() => store.clear()),
    leave: () => store.leave(),
    resume: () => store.resume(),
    close() {
      isClosed = true;
      store.close();
    },
  };
};
