import { isObject, type Json } from '../base/json.js';
import { flaw } from '../engine/record.js';
import type { Event } from '../event/types.js';
import { createJournal, type Journal } from '../store/journal.js';
import type { Store } from '../store/types.js';
import type { Rest } from '../store/write-ahead.js';
import { later, type Session } from '../visitor/session.js';
import type { State } from './pipeline.js';

/** What is known of the visitor from earlier pages. */
export interface Recalled {
  readonly visitorId: string;
  /** The engine as it stood at the checkpoint. */
  readonly snapshot?: Json | undefined;
  readonly session?: Session | undefined;
  /** The log since the checkpoint. */
  readonly events: readonly Event[];
  /** How far the log was read. */
  readonly position: number;
}

/** The engine's state and how much of the log is in it. */
interface Checkpoint extends State {
  readonly v: 1;
  readonly visitor: string;
  readonly position: number;
}

/** Hears how many records of the log are none of ours. */
type Bad = (count: number) => void;

const isCheckpoint = (value: unknown, visitor: string): value is Checkpoint =>
  isObject(value) && value.v === 1 && value.visitor === visitor && Number.isInteger(value.position);

const idIn = (record: unknown): string | undefined =>
  isObject(record) && typeof record.id === 'string' && record.id ? record.id : undefined;

/** The events of what lay in the log. The engine judges each event itself. */
const eventsIn = (records: readonly unknown[], bad: Bad): Event[] => {
  const readable = records.filter(
    (record): record is { events: Event[] } =>
      isObject(record) && record.v === 1 && Array.isArray(record.events),
  );
  if (readable.length < records.length) bad(records.length - readable.length);
  return readable.flatMap(({ events }) => events).filter(isObject) as unknown as Event[];
};

/** The session that goes on after a record, which anybody may have written. */
export const sessionIn = (
  session: Session | undefined,
  { session: id, time }: Partial<Event>,
): Session | undefined =>
  typeof id === 'string' && Number.isFinite(time) ? later(session, { id, last: time as number }) : session;

/** Reads what a store knows of the visitor; a store that knows nobody gets `newId` as the visitor's. */
export const recall = async (store: Store, newId: string, bad: Bad): Promise<Recalled> => {
  const visitorId =
    idIn(await store.update('visitor', (old) => (idIn(old) ? old : { v: 1, id: newId }))) ?? newId;
  const saved = await store.get('checkpoint');
  const checkpoint = isCheckpoint(saved, visitorId) ? saved : undefined;
  const { position, records } = await store.read(checkpoint?.position ?? 0);
  const events = eventsIn(records, bad);
  const { id, last } = Object(checkpoint?.session);
  return {
    visitorId,
    snapshot: checkpoint?.snapshot,
    session: events.reduce(sessionIn, sessionIn(undefined, { session: id, time: last })),
    events,
    position,
  };
};

/** What earlier pages left unstored, as far as it is the visitor's and new. */
export const leftOver = ({ visitorId, events }: Recalled, rests: readonly Rest[]): Event[] => {
  const known = new Set(events.map(({ id }) => id));
  return rests
    .filter(({ visitor }) => (visitor ?? visitorId) === visitorId)
    .flatMap((rest) => rest.events)
    .filter((event) => !flaw(event) && !known.has(event.id) && known.add(event.id));
};

/** The visitor's log and checkpoint in a store. */
export interface Archive extends Journal {
  /** What other tabs wrote since; undefined if the log is another visitor's by now. */
  readNew(): Promise<readonly Event[] | undefined>;
  readAll(): Promise<readonly Event[]>;
  /** Writes a checkpoint of all that is in the log. Waits for the journal, and for nothing if there is news again by then. */
  save(state: () => State | undefined): Promise<void>;
}

interface Hearers {
  /** A group was committed. */
  written(): void;
  failed(error: unknown): void;
  bad: Bad;
}

export const createArchive = (
  store: Store,
  { visitorId, position: start }: Recalled,
  tab: string,
  { written, failed, bad }: Hearers,
): Archive => {
  let position = start;
  const journal = createJournal(
    store,
    tab,
    (at) => {
      // the next one is ours: nothing of other tabs lies between
      if (at === position + 1) position = at;
      written();
    },
    failed,
  );
  return {
    ...journal,
    async readNew() {
      const reading = await store.read(position);
      if (idIn(await store.get('visitor')) !== visitorId) return undefined;
      position = Math.max(position, reading.position);
      return eventsIn(reading.records, bad);
    },
    async readAll() {
      await journal.flush().catch(() => undefined);
      return [...eventsIn((await store.read(0)).records, bad), ...journal.unwritten()];
    },
    async save(state) {
      await journal.flush();
      const now = state();
      if (!now || journal.unwritten().length) return;
      const checkpoint: Checkpoint = { v: 1, visitor: visitorId, position, ...now };
      await store.update('checkpoint', (old) =>
        isCheckpoint(old, visitorId) && old.position > position ? old : checkpoint,
      );
    },
  };
};
