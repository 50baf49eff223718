import type { Event, EventDraft } from '../event/types.js';
import { type Clock, offsetAt } from '../platform/browser.js';
import { stamp } from '../visitor/identity.js';
import { later, type Session } from '../visitor/session.js';
import type { Archive } from './archive.js';
import type { Memberships } from './memberships.js';
import { type Recalled, sessionIn } from './recall.js';

/** What was told, and when: it waits here while the visitor's last session is being read. */
interface Arrival {
  readonly draft: EventDraft;
  readonly now: number;
  readonly offset: number;
}

/** More than a page tells before its store is open; a loop must not eat the memory. */
const MOST_HELD = 1_000;

interface Parts {
  readonly clock: Clock;
  readonly timeout: number;
  readonly memberships: Memberships;
  newId(): string;
  /** Hears of each event as it is stamped. */
  heard(event: Event): void;
}

export interface Pipeline {
  /** The way of everything that happens: held, stamped, kept, decided on. */
  receive(draft: EventDraft): void;
  /** From now on what happens waits for `begin`. */
  hold(): void;
  /** Goes on, with what earlier pages knew; `kept` was told on this page already and is now put into this archive. */
  begin(archive: Archive, recalled: Recalled, kept?: readonly Event[]): Promise<void> | undefined;
  /** Takes in what other tabs wrote. */
  adopt(events: readonly Event[]): void;
  session(): Session | undefined;
  archive(): Archive | undefined;
}

/**
 * The flow: what capture and the page tell becomes an event of this visitor and this visit, goes into the archive,
 * and to the engine, which never waits for it.
 */
export const createPipeline = ({ clock, timeout, memberships, newId, heard }: Parts): Pipeline => {
  let held: Arrival[] | undefined = [];
  let archive: Archive | undefined;
  let session: Session | undefined;
  let latest = 0;

  const stamped = ({ draft, now, offset }: Arrival): Event => {
    const event = stamp(draft, { now, offset, latest, session, timeout, newId });
    // a time of its own may lie far back: it does not end today's visit
    session = later(session, { id: event.session, last: event.time });
    if (draft.time === undefined) latest = event.time;
    return event;
  };

  const keep = (arrival: Arrival): Event => {
    const event = stamped(arrival);
    archive?.add(event);
    memberships.apply([event]);
    return event;
  };

  return {
    receive(draft) {
      const now = clock.now();
      const arrival = { draft, now, offset: offsetAt(draft.time ?? now) };
      if (!held) heard(keep(arrival));
      else if (held.length < MOST_HELD) held.push(arrival);
    },
    hold() {
      held ??= [];
    },
    begin(next, recalled, kept = []) {
      const arrivals = held ?? [];
      held = undefined;
      archive = next;
      session = recalled.session;
      return memberships.begin(recalled, () => {
        for (const event of kept) keep({ draft: event, now: event.time, offset: event.offset ?? 0 });
        for (const arrival of arrivals) heard(keep(arrival));
        memberships.advance();
      });
    },
    adopt(events) {
      session = events.reduce(sessionIn, session);
      memberships.apply(events);
    },
    session: () => session,
    archive: () => archive,
  };
};
