import type { Teller } from './source.js';

export interface Views {
  /** Somebody tells of a view. False: it is the one that another has told of. */
  begins(teller: Teller): boolean;
}

/** A page that is gone to is viewed once, though the data layer and Segment both tell of it. Ours, and a call, always count. */
export const createViews = (): Views => {
  let address = '';
  let tellers = new Set<Teller>();
  return {
    begins(teller) {
      const isHeard = teller === 'data-layer' || teller === 'segment';
      if (isHeard && address === location.href && !tellers.has(teller)) {
        tellers.add(teller);
        return false;
      }
      address = location.href;
      tellers = new Set([teller]);
      return true;
    },
  };
};
