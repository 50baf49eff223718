import { type Event, SET } from '../event/types.js';
import { LONGEST, MOST_EVENTS } from '../store/journal.js';
import type { Entry, LogRecord, Store } from '../store/types.js';
import { BATCH, isNewer, isOurs, mended, type Terms } from './retention.js';

/** A stretch of the log in fewer records, without what lies before the cut. */
const tidied = (entries: readonly Entry[], terms: Terms, cut: number): Entry[] => {
  const result: Entry[] = [];
  /** Records that make one. */
  let joined: Event[] = [];
  let room = LONGEST;
  for (const [position, record] of mended(entries, terms)) {
    if (isNewer(record)) {
      result.push([position, record]);
      joined = [];
      continue;
    }
    const events = (record as LogRecord).events.filter(({ name }) => position > cut || name === SET);
    if (!events.length) continue;
    const { length } = JSON.stringify(events);
    if (joined.length && joined.length + events.length <= MOST_EVENTS && length < room) result.pop();
    else {
      joined = [];
      room = LONGEST;
    }
    room -= length;
    joined = [...joined, ...events];
    result.push([position, { ...(record as LogRecord), events: joined }]);
  }
  return result;
};

const walk = async (
  store: Store,
  through: number,
  visit: (entries: readonly Entry[], after: number, last: number) => unknown,
) => {
  for (let after = 0; after < through; ) {
    const entries = (await store.read(after, BATCH)).filter(([position]) => position <= through);
    const last = entries.at(-1)?.[0] ?? through;
    await visit(entries, after, last);
    after = last;
  }
};

/** Tidies the log up to a position; `half`: to make room, by leaving out the older half of it. */
export const tidy = async (store: Store, terms: Terms, through: number, half = false): Promise<void> => {
  const chunks: (readonly [position: number, before: number])[] = [];
  let total = 0;
  await walk(store, through, (entries) => {
    for (const [position, record] of entries) {
      chunks.push([position, total]);
      total += isOurs(record, terms) ? record.events.length : 0;
    }
  });
  const most = half ? total / 2 : terms.events;
  const cut = chunks.filter(([, before]) => total - before > most).at(-1)?.[0] ?? 0;
  await walk(
    store,
    half ? cut : through,
    (_, after, last) => last && store.rewrite(after, last, (entries) => tidied(entries, terms, cut)),
  );
};
