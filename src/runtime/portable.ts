import { parseRecord } from '../event/event.js';
import type { Event, RecordDraft } from '../event/types.js';

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

/** Sorts out what can be taken; `known` are the ids of what is there. */
export const sortOut = (list: readonly unknown[], known: Set<string>) => {
  const drafts: RecordDraft[] = [];
  const refused: { index: number; reason: string }[] = [];
  list.forEach((record, index) => {
    const draft = parseRecord(record);
    if (typeof draft === 'string') refused.push({ index, reason: draft });
    else if (!known.has(draft.id as string)) {
      known.add(draft.id as string);
      drafts.push(draft);
    }
  });
  const imported: Imported = {
    taken: drafts.length,
    known: list.length - drafts.length - refused.length,
    refused,
  };
  return { drafts, imported };
};
