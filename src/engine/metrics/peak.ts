import type { MakeFold } from './folds.js';

/** The most events that any span (t − length, t] has ever held. */
export const peak =
  (length: number): MakeFold =>
  (events) => {
    let times: number[] = [];
    let most = 0;
    return {
      add: (position) => {
        const time = events.time(position);
        times.push(time);
        const stay = times.findIndex((other) => other > time - length);
        if (stay > 0) times = times.slice(stay);
        most = Math.max(most, times.length);
      },
      remove: () => {},
      clear: () => {},
      read: () => most,
      save: () => [most, [...times]],
      load: (state) => {
        const [number, kept] = state as [number, number[]];
        most = number;
        times = [...kept];
      },
    };
  };
