import { parseRecord } from '../event/event.js';
import type { Event, RecordDraft } from '../event/types.js';
import type { Keeping } from './keeping.js';
import type { Pipeline } from './pipeline.js';

/** Everything that is kept of a visitor, as JSON that can be read and taken back. */
export interface Export {
  readonly v: 1;
  readonly visitor: string;
  /** When it was made, in epoch milliseconds. */
  readonly time: number;
  /** In the order in which they happened, each once. */
  readonly events: readonly Event[];
  /** The ids of those that the visitor is in. */
  readonly segments: readonly string[];
}

/** What became of each event that was handed in. */
export interface Imported {
  readonly taken: number;
  /** There were events with these ids already. */
  readonly known: number;
  readonly refused: readonly { readonly index: number; readonly reason: string }[];
}

interface Parts {
  readonly keeping: Pick<Keeping, 'flush' | 'readAll' | 'note'>;
  readonly pipeline: Pick<Pipeline, 'receiveAll'>;
  mayKeep(): boolean;
}

/** Takes in what is an event and not known yet. Resolves when it is stored. */
export const takeIn = async (
  list: readonly unknown[],
  { keeping, pipeline, mayKeep }: Parts,
): Promise<Imported> => {
  await keeping.flush().catch(() => undefined);
  const known = new Set((await keeping.readAll()).map(({ id }) => id));
  const given = mayKeep() ? list : [];
  const drafts: RecordDraft[] = [];
  const refused: { index: number; reason: string }[] = [];
  given.forEach((record, index) => {
    const draft = parseRecord(record);
    if (typeof draft === 'string') refused.push({ index, reason: draft });
    else if (!known.has(draft.id as string)) {
      known.add(draft.id as string);
      drafts.push(draft);
    }
  });
  pipeline.receiveAll(drafts);
  keeping.note(drafts.length);
  await keeping.flush();
  return { taken: drafts.length, known: given.length - drafts.length - refused.length, refused };
};
