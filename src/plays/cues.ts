import { segmentOf } from '../segment/hidden.js';
import type { Play, PlayContent } from '../segment/plays.js';

/** Something to be done while the visitor is in a segment. */
export type Cue = {
  readonly play: string;
  /** The segment that says that it is time, and the one that the run lasts as long as. */
  readonly segment: string;
  readonly run: string;
} & (Message | { readonly does: 'tell of the goal' });

export interface Message {
  readonly does: 'show';
  /** `message_id` of the events that tell of it. */
  readonly id: string;
  /** The variant, from 1, where there are several. */
  readonly variant: number | undefined;
  readonly channel: string;
  readonly content: PlayContent;
}

/** A step that shows something, and the waits in front of it. */
export interface Show {
  /** The number of the message, from 1. */
  readonly number: number;
  readonly waits: readonly string[];
  readonly channel: string;
  readonly variants: readonly { readonly weight: number; readonly content: PlayContent }[];
}

export const messageOf = (play: string, number: number): string => `${play}/${number}`;

export const showsOf = ({ steps }: Play): readonly Show[] => {
  const shows: Show[] = [];
  let waits: string[] = [];
  for (const { wait, show, variants, content } of steps) {
    if (wait !== undefined) waits.push(wait);
    else {
      const number = shows.length + 1;
      shows.push({
        number,
        waits,
        channel: show,
        variants: variants ?? [{ weight: 1, content: content as PlayContent }],
      });
      waits = [];
    }
  }
  return shows;
};

/** The segment in which a variant is shown. */
export const cueOf = (play: string, { number, variants }: Show, variant: number): string =>
  segmentOf(play, variants.length > 1 ? `${number}-${variant}` : number);

/** Everything that is to be done in a play, each with its segment. */
export const cuesOf = (play: Play): readonly Cue[] => {
  const { id } = play;
  const run = segmentOf(id, 'runs');
  const messages = showsOf(play).flatMap((show) =>
    show.variants.map(
      ({ content }, index): Cue => ({
        does: 'show',
        play: id,
        run,
        segment: cueOf(id, show, index + 1),
        id: messageOf(id, show.number),
        variant: show.variants.length > 1 ? index + 1 : undefined,
        channel: show.channel,
        content,
      }),
    ),
  );
  if (!play.goal) return messages;
  return [
    ...messages,
    { does: 'tell of the goal', play: id, run: segmentOf(id, 'won'), segment: segmentOf(id, 'goal') },
  ];
};
