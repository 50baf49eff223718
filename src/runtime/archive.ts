import { isObject, type Json } from '../base/json.js';
import { DAY, HOUR } from '../base/time.js';
import type { Event } from '../event/types.js';
import { createJournal, type Journal } from '../store/journal.js';
import type { Entry, Store } from '../store/types.js';
import type { Rest } from '../store/write-ahead.js';
import { readSession, type Session, sessionIn } from '../visitor/session.js';
import type { Load } from './chunks.js';
import type { State } from './pipeline.js';
import { BATCH, countBad, eventsIn, isAmiss, isNewer, kept, mended, type Terms } from './retention.js';

/** What is known of the visitor from earlier pages. */
export interface Recalled {
  readonly visitorId: string;
  /** Tells the store from one that is made anew for the same visitor. */
  readonly born?: string | undefined;
  /** The engine as it stood at the checkpoint. */
  readonly snapshot?: Json | undefined;
  readonly session?: Session | undefined;
  /** The log since the checkpoint. */
  readonly events: readonly Event[];
  /** How far the log was read. */
  readonly position: number;
  /** When the log was tidied last, and up to where. */
  readonly tidied?: readonly [time: number, position: number];
}

/** The engine's state and how much of the log is in it. */
interface Checkpoint extends State {
  readonly v: 1;
  readonly visitor: string;
  readonly born?: string | undefined;
  readonly position: number;
  readonly tidied: readonly [time: number, position: number];
}

/** So many records are worth a tidying. */
const MOST_RECORDS = 100;

/** Hears how many records of the log are none of ours. */
type Bad = (count: number) => void;

/** What holds for every visitor. */
export type Rules = Omit<Terms, 'visitor'>;

const isCheckpoint = (value: unknown, { visitorId, born }: Identity): value is Checkpoint =>
  isObject(value) &&
  value.v === 1 &&
  value.visitor === visitorId &&
  value.born === born &&
  Number.isInteger(value.position);

/** Whose log it is, and which. */
export type Identity = Pick<Recalled, 'visitorId' | 'born'>;

/** That of a visitor's record. */
export const identityIn = (record: unknown): Identity | undefined => {
  const { id, born } = Object(record) as { id?: unknown; born?: string };
  return typeof id === 'string' && id ? { visitorId: id, born } : undefined;
};

/** Everything behind a position. What is amiss there is mended. */
const readOn = async (store: Store, after: number, terms: Terms, bad: Bad) => {
  const events: Event[] = [];
  let position = after;
  let entries: readonly Entry[];
  do {
    entries = await store.read(position, BATCH);
    const from = position;
    position = entries.at(-1)?.[0] ?? position;
    events.push(...eventsIn(entries, terms));
    const faults = countBad(entries);
    if (faults) bad(faults);
    if (isAmiss(entries, terms)) await store.rewrite(from, position, (found) => mended(found, terms));
  } while (entries.length === BATCH);
  return { events, position };
};

/**
 * Reads what a store knows of the visitor; a store that knows nobody gets `newId` as the visitor's. A checkpoint from
 * more than an hour ahead was made by a clock that has been set back since, and is not believed.
 */
export const recall = async (
  store: Store,
  newId: string,
  born: string,
  rules: Rules,
  bad: Bad,
): Promise<Recalled> => {
  const [visitor, saved] = await Promise.all([
    store.update('visitor', (old) => (identityIn(old) ? old : { v: 1, id: newId, born })),
    store.get('checkpoint'),
  ]);
  const identity = identityIn(visitor) ?? { visitorId: newId, born };
  const { visitorId } = identity;
  const isSound = isCheckpoint(saved, identity) && !(saved.time > rules.now() + HOUR);
  const checkpoint = isSound ? saved : undefined;
  const { events, position } = await readOn(
    store,
    checkpoint?.position ?? 0,
    { ...rules, visitor: visitorId },
    bad,
  );
  return {
    ...identity,
    snapshot: checkpoint?.snapshot,
    session: events.reduce(sessionIn, readSession(checkpoint?.session)),
    events,
    position,
    // a log that begins today is in order
    tidied: checkpoint?.tidied ?? [position ? 0 : rules.now(), 0],
  };
};

/** What earlier pages left unstored, as far as it is the visitor's and new: that of known sessions, and the rest. */
export const leftOver = (
  { visitorId, events }: Recalled,
  rests: readonly Rest[],
  rules: Rules,
): readonly [stamped: Event[], held: Event[]] => {
  const known = new Set(events.map(({ id }) => id));
  const ours = rests.filter(({ visitor }) => (visitor ?? visitorId) === visitorId);
  const sound = (list: readonly Event[]) =>
    kept(list, { ...rules, visitor: visitorId }).filter(
      (event) => !known.has(event.id) && known.add(event.id),
    );
  const place = ({ events, held = 0 }: Rest) => events.length - held;
  return [
    sound(ours.flatMap((rest) => rest.events.slice(0, place(rest)))),
    sound(ours.flatMap((rest) => rest.events.slice(place(rest)))),
  ];
};

/** The visitor's log and checkpoint in a store. */
export interface Archive extends Journal {
  /** Reads what other tabs wrote since. Answers whose log it is by now; only that of this one is handed on. */
  readNew(adopt: (events: readonly Event[]) => void): Promise<Identity | undefined>;
  /** Each once. */
  readAll(): Promise<readonly Event[]>;
  /**
   * Writes a checkpoint of all that is in the log, and tidies that when it is time. Waits for the journal, and for
   * nothing if there is news again by then.
   */
  save(state: () => State | undefined): Promise<void>;
  /** Gives up the older half of the log. */
  makeRoom(): Promise<void>;
}

interface Parts {
  readonly load: Load;
  /** A group was committed. `isElsewhere`: into another database than the one that was read. */
  written(isElsewhere: boolean): void;
  failed(error: unknown): Promise<boolean>;
  bad: Bad;
}

export const createArchive = (
  store: Store,
  { visitorId, born, position: start, tidied: before = [0, 0] }: Recalled,
  tab: string,
  rules: Rules,
  { load, written, failed, bad }: Parts,
): Archive => {
  const terms = { ...rules, visitor: visitorId };
  let position = start;
  let [time, place] = before;
  const journal = createJournal(
    store,
    { tab, visitor: visitorId },
    {
      written(at) {
        written(at <= position);
        // the next one is ours: nothing of other tabs lies between
        if (at === position + 1) position = at;
      },
      failed,
    },
  );
  return {
    ...journal,
    async readNew(adopt) {
      const whose = identityIn(await store.get('visitor'));
      if (whose?.visitorId !== visitorId || whose.born !== born) return whose;
      const found = await readOn(store, position, terms, bad);
      if (found.position > position) {
        position = found.position;
        adopt(found.events);
      }
      return whose;
    },
    async readAll() {
      await journal.flush().catch(() => undefined);
      const { events } = await readOn(store, 0, terms, bad);
      const byId = new Map([...events, ...journal.unwritten()].reverse().map((event) => [event.id, event]));
      return [...byId.values()].reverse();
    },
    async save(state) {
      await journal.flush();
      const now = state();
      if (!now || journal.unwritten().length) return;
      const isTime = now.time - time >= DAY || position - place >= MOST_RECORDS;
      if (isTime) [time, place] = [now.time, position];
      const checkpoint: Checkpoint = {
        v: 1,
        visitor: visitorId,
        born,
        position,
        tidied: [time, place],
        ...now,
      };
      await store.update('checkpoint', (old) =>
        isNewer(old) ||
        (isCheckpoint(old, { visitorId, born }) && old.position > position && old.time <= now.time + HOUR)
          ? old
          : checkpoint,
      );
      if (isTime) await (await load('upkeep')).tidy(store, terms, place);
    },
    makeRoom: async () => (await load('upkeep')).tidy(store, terms, position, true),
  };
};
