/**
 * The shape of plays, in the words of the language's own grammar. An engine never sees a play, and the first load does
 * not know of them: what a page is told of a faulty one, `expandPlays` finds by itself. Tests hold the two equal.
 */
import { GRAMMAR } from '../engine/grammar.js';

/** The language with its plays: what an editor completes, and what the schemas accept. */
export const WITH_PLAYS: typeof GRAMMAR = {
  ...GRAMMAR,
  File: [String(GRAMMAR.File).replace('plays?any', 'plays?nothing|[Play')],
  Play: [
    'id:play-id segment:@segments steps:[Step-of-play stop?Condition goal?Condition limit?Limit hours?2clock sample?Sample',
  ],
  'Step-of-play': ['wait:duration', 'variants:[Variant show:text', 'show:text content:object'],
  Variant: ['weight:weight content:object'],
  Limit: ['times:count per?duration'],
};
