import { isObject, type Json } from '../base/json.js';
import type { Event } from '../event/types.js';
import type { Store } from '../store/types.js';
import { later, type Session } from '../visitor/session.js';

/** What is known of the visitor from earlier pages. */
export interface Recalled {
  readonly visitorId: string;
  /** The engine as it stood at the checkpoint. */
  readonly snapshot?: Json;
  readonly session: Session | undefined;
  /** The log since the checkpoint. */
  readonly events: readonly Event[];
  /** How far the log was read. */
  readonly position: number;
}

/** The engine's state and how much of the log is in it. */
export interface Checkpoint {
  readonly v: 1;
  readonly visitor: string;
  readonly position: number;
  readonly session: Session | undefined;
  readonly snapshot: Json;
}

const isSession = (value: unknown): value is Session =>
  isObject(value) && typeof value.id === 'string' && Number.isFinite(value.last);

export const isCheckpoint = (value: unknown, visitor: string): value is Checkpoint =>
  isObject(value) && value.v === 1 && value.visitor === visitor && Number.isInteger(value.position);

const idIn = (record: unknown): string | undefined =>
  isObject(record) && typeof record.id === 'string' && record.id ? record.id : undefined;

/** Whose log it is; undefined if nobody's. */
export const visitorIn = async (store: Store): Promise<string | undefined> =>
  idIn(await store.get('visitor'));

/** The events of what lay in the log; `bad` hears how many records were none. The engine judges each event itself. */
export const eventsIn = (records: readonly unknown[], bad: (count: number) => void): Event[] => {
  const readable = records.filter(
    (record): record is { events: Event[] } =>
      isObject(record) && record.v === 1 && Array.isArray(record.events),
  );
  if (readable.length < records.length) bad(records.length - readable.length);
  return readable.flatMap(({ events }) => events).filter(isObject) as unknown as Event[];
};

export const sessionIn = (session: Session | undefined, { session: id, time }: Event): Session | undefined =>
  typeof id === 'string' && Number.isFinite(time) ? later(session, { id, last: time }) : session;

/** Reads what a store knows of the visitor; a store that knows nobody gets `newId` as the visitor's. */
export const recall = async (
  store: Store,
  newId: string,
  bad: (count: number) => void,
): Promise<Recalled> => {
  const visitorId =
    idIn(await store.update('visitor', (old) => (idIn(old) ? old : { v: 1, id: newId }))) ?? newId;
  const saved = await store.get('checkpoint');
  const checkpoint = isCheckpoint(saved, visitorId) ? saved : undefined;
  const { position, records } = await store.read(checkpoint?.position ?? 0);
  const events = eventsIn(records, bad);
  const session = isSession(checkpoint?.session) ? checkpoint.session : undefined;
  return {
    visitorId,
    ...(checkpoint && { snapshot: checkpoint.snapshot }),
    session: events.reduce(sessionIn, session),
    events,
    position,
  };
};
