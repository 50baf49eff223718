/** A file as `compile` would judge it with its plays: what stands in a play as it would in a segment is put into one. */
import { has, isObject } from '../base/json.js';
import { fault, faultsOf, type PlayFault } from './faults.js';

const PARTS: { readonly [key: string]: (part: unknown) => object } = {
  segment: (segment) => ({ when: { segment } }),
  stop: (when) => ({ when }),
  goal: (when) => ({ when }),
  sample: (sample) => ({ when: { now: 'hour', gte: 0 }, sample }),
};

export interface Parts {
  /** The file with a segment more for each part of a play that is judged as in a segment. */
  readonly file: unknown;
  /** What is wrong with the plays beside that. */
  readonly faults: readonly PlayFault[];
  /** From a place in one of those segments to the place in the play. */
  placeOf(place: string): string;
}

/** Takes a file apart, whatever it is. */
export const partsOf = (file: unknown): Parts => {
  const { segments = [], plays = [] } = Object(file) as { segments?: unknown; plays?: unknown };
  if (!isObject(file) || !Array.isArray(segments)) return { file, faults: [], placeOf: (place) => place };
  if (!Array.isArray(plays))
    return { file, faults: [fault('invalid', 'plays', plays, 'a list')], placeOf: (place) => place };
  const ids = plays.map((play: unknown) => Object(play).id as unknown);
  const faults = plays.flatMap((play: unknown, index) => {
    const place = `plays[${index}]`;
    const wrong = faultsOf(play, place);
    const isTwice = !wrong.length && ids.indexOf(ids[index]) < index;
    return isTwice ? [fault('duplicate', `${place}.id`, ids[index], 'an id of its own')] : wrong;
  });
  const parts = plays.flatMap((play: unknown, index) =>
    Object.entries(PARTS).flatMap(([key, make]) =>
      isObject(play) && has(play, key)
        ? [{ place: `plays[${index}].${key}`, segment: { id: `play-${index}-${key}`, ...make(play[key]) } }]
        : [],
    ),
  );
  return {
    file: { ...file, segments: [...segments, ...parts.map(({ segment }) => segment)] },
    faults,
    placeOf(place) {
      const [whole = '', index] = /^segments\[(\d+)\](\.when\.segment|\.when|\.sample)?/.exec(place) ?? [];
      const part = parts[Number(index) - segments.length];
      return part ? part.place + place.slice(whole.length) : place;
    },
  };
};
