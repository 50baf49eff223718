import type { Json } from '../base/json.js';
import type { Event, EventDraft } from '../event/types.js';
import { type Clock, offsetAt } from '../platform/browser.js';
import { stamp } from '../visitor/identity.js';
import { type Session, sessionAt } from '../visitor/session.js';
import { type Recalled, sessionIn } from './archive.js';
import type { Memberships } from './memberships.js';

/** What a checkpoint holds of this page. */
export interface State {
  readonly snapshot: Json;
  readonly session: Session | undefined;
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
  /** From now on what happens waits for `begin`, for it is not known whose it is. */
  hold(): void;
  /** What waits, stamped; in sessions of its own, which may yet turn out to be the one that goes on. */
  held(): readonly Event[];
  /** Goes on, with what earlier pages knew; `again` was told already, here or there, and is now kept in another place. */
  begin(keep: (event: Event) => void, recalled: Recalled, again: readonly Event[]): void;
  /** Takes in what other tabs wrote. */
  adopt(events: readonly Event[]): void;
  /** Undefined before there is anything to save. */
  state(): State | undefined;
}

/**
 * The flow: what capture and the page tell becomes an event of this visitor and this visit, is kept, and goes to the
 * engine, which never waits for that.
 */
export const createPipeline = ({ clock, timeout, memberships, newId, heard }: Parts): Pipeline => {
  let held: Event[] | undefined = [];
  let keep: (event: Event) => void;
  let session: Session | undefined;
  let latest = 0;

  const stamped = (draft: EventDraft): Event => {
    const now = clock.now();
    const offset = offsetAt(draft.time ?? now);
    const event = stamp(draft, { now, offset, latest, session, timeout, newId });
    // a time of its own may lie far back: it does not end today's visit
    session = sessionIn(session, event);
    if (draft.time === undefined) latest = event.time;
    return event;
  };

  const take = (event: Event) => {
    keep(event);
    memberships.apply([event]);
  };

  /** Takes what waited, in the session that goes on by then. */
  const seat = (waited: Event): Event => {
    const { id } = sessionAt(session, waited.time, timeout, waited.session);
    const event = { ...waited, session: id };
    session = sessionIn(session, event);
    take(event);
    return event;
  };

  return {
    receive(draft) {
      const event = stamped(draft);
      if (!held) {
        take(event);
        heard(event);
      } else if (held.length < MOST_HELD) held.push(event);
    },
    hold() {
      if (held) return;
      held = [];
      session = undefined;
    },
    held: () => held ?? [],
    begin(next, recalled, again) {
      const waited = held ?? [];
      held = undefined;
      keep = next;
      session = recalled.session;
      memberships.begin(recalled, () => {
        again.forEach(seat);
        for (const event of waited) heard(seat(event));
        memberships.advance();
      });
    },
    adopt(events) {
      session = events.reduce(sessionIn, session);
      memberships.apply(events);
    },
    state() {
      const engine = memberships.engine();
      return engine && { snapshot: engine.snapshot(), session };
    },
  };
};
