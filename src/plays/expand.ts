import { segmentOf } from '../segment/hidden.js';
import type { Play } from '../segment/plays.js';
import type { Definitions, Segment } from '../segment/types.js';
import { fault, faultsOf, type PlayFault } from './faults.js';
import { segmentsOf } from './segments.js';

export interface ExpandedPlays {
  /** The file with the segments of its plays after its own, and with those plays that have no fault. */
  readonly definitions: Definitions;
  readonly faults: readonly PlayFault[];
}

/**
 * A file with the segments that its plays stand for. Pure; what is wrong comes back with its place, and the other plays
 * are there all the same. A file that is expanded already stays as it is.
 *
 * @example
 * const { definitions, faults } = expandPlays({ version: 1, segments, plays });
 */
export const expandPlays = (file: Definitions): ExpandedPlays => {
  const faults: PlayFault[] = [];
  const plays: Play[] = [];
  const { segments: own = [], plays: given = [] } = file as { segments?: unknown; plays?: unknown };
  // what is no list of segments is for `compile` to tell
  if (!Array.isArray(own)) return { definitions: file, faults };
  const segments: Segment[] = [...own];
  const isAmong = (all: readonly Segment[], part: Segment) =>
    all.some((one) => JSON.stringify(one) === JSON.stringify(part));
  if (!Array.isArray(given)) faults.push(fault('invalid', 'plays', given, 'a list'));
  else
    for (const [index, play] of given.entries()) {
      const place = `plays[${index}]`;
      const wrong = faultsOf(play, place);
      faults.push(...wrong);
      if (wrong.length) continue;
      const parts = segmentsOf(play);
      // a file that is expanded already has them
      const isMine = (one: Segment) => `${Object(one).id}`.startsWith(segmentOf(play.id, ''));
      if (
        plays.some(({ id }) => id === play.id) ||
        segments.some((one) => isMine(one) && !isAmong(parts, one))
      ) {
        faults.push(fault('duplicate', `${place}.id`, play.id, 'an id of its own'));
        continue;
      }
      plays.push(play);
      segments.push(...parts.filter((part) => !isAmong(segments, part)));
    }
  return { definitions: { ...file, segments, plays }, faults };
};
