import type { Play } from '../segment/plays.js';
import type { Definitions, Segment } from '../segment/types.js';
import { faultsOf, type PlayFault, shown } from './faults.js';
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
  const given: unknown = file.plays ?? [];
  if (!Array.isArray(given)) {
    const { plays: _, ...definitions } = file;
    return {
      definitions,
      faults: [{ code: 'invalid', place: 'plays', found: shown(given), expected: 'a list' }],
    };
  }
  const faults: PlayFault[] = [];
  const plays: Play[] = [];
  const segments: Segment[] = [...(file.segments ?? [])];
  for (const [index, play] of given.entries()) {
    const place = `plays[${index}]`;
    const wrong = [...faultsOf(play, place)];
    const parts = wrong.length ? [] : segmentsOf(play);
    const same = (one: Segment, other: Segment) => JSON.stringify(one) === JSON.stringify(other);
    const fresh = parts.filter((part) => !segments.some((one) => same(one, part)));
    const isTaken =
      plays.some(({ id }) => id === play.id) ||
      fresh.some(({ id }) => segments.some((segment) => segment.id === id));
    if (isTaken)
      wrong.push({ code: 'duplicate', place: `${place}.id`, found: play.id, expected: 'an id of its own' });
    faults.push(...wrong);
    if (wrong.length) continue;
    plays.push(play);
    segments.push(...fresh);
  }
  return { definitions: { ...file, segments, plays }, faults };
};
