import type { Undo } from '../../base/listen.js';
import type { Consent } from '../../privacy/consent.js';

/** Runs a function after so many milliseconds, and undoes that. */
export type Later = (milliseconds: number, run: () => void) => Undo;

/** Asks whoever knows what the visitor allows, and tells that now and whenever it changes, until undone. */
export type ConsentSource = (tell: (consent: Consent) => void, later: Later) => Undo | Promise<Undo>;

/** Milliseconds. */
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 60_000;

/** Runs with what is found, at once or when it comes; it is looked for ever more seldom, for three minutes. */
export const whenThere = <T>(find: () => T | undefined, later: Later, run: (found: T) => void): Undo => {
  let pause = FIRST_PAUSE;
  let undo: Undo = () => undefined;
  const look = () => {
    const found = find();
    if (found) run(found);
    else if (pause < LONGEST_PAUSE) {
      undo = later(pause, look);
      pause *= 1.5;
    }
  };
  look();
  return () => undo();
};
