import type { Definitions } from './types.js';

/** The segments of a play by what they say: `cart-rescue--runs`. */
export const segmentOf = (play: string, what: string | number): string => `${play}--${what}`;

/** Whether a segment is one that a play became: it decides, and can be explained, but nobody is told of it. */
export const isHidden = (segment: string, { plays = [] }: Pick<Definitions, 'plays'>): boolean =>
  // a stored copy may hold anything
  [plays].flat().some((play) => segment.startsWith(`${Object(play).id}--`));
