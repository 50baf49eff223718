import type { Json } from '../base/json.js';
import type { Event, EventDraft } from '../event/types.js';
import { type Clock, offsetAt } from '../platform/browser.js';
import { stamp } from '../visitor/identity.js';
import type { Session } from '../visitor/session.js';
import { type Recalled, sessionIn } from './archive.js';
import type { Memberships } from './memberships.js';

/** What was told, and when: it waits here while the visitor's last session is being read. */
interface Arrival {
  readonly draft: EventDraft;
  readonly now: number;
  readonly offset: number;
}

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
  /** From now on what happens waits for `begin`. */
  hold(): void;
  /** Goes on, with what earlier pages knew; `again` was told on this page already and is now kept in another place. */
  begin(keep: (event: Event) => void, recalled: Recalled, again?: readonly Event[]): void;
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
  let held: Arrival[] | undefined = [];
  let keep: (event: Event) => void;
  let session: Session | undefined;
  let latest = 0;

  const stamped = ({ draft, now, offset }: Arrival): Event => {
    const event = stamp(draft, { now, offset, latest, session, timeout, newId });
    // a time of its own may lie far back: it does not end today's visit
    session = sessionIn(session, event);
    if (draft.time === undefined) latest = event.time;
    return event;
  };

  const take = (arrival: Arrival): Event => {
    const event = stamped(arrival);
    keep(event);
    memberships.apply([event]);
    return event;
  };

  return {
    receive(draft) {
      const now = clock.now();
      const arrival = { draft, now, offset: offsetAt(draft.time ?? now) };
      if (!held) heard(take(arrival));
      else if (held.length < MOST_HELD) held.push(arrival);
    },
    hold() {
      held ??= [];
    },
    begin(next, recalled, again = []) {
      const arrivals = held ?? [];
      held = undefined;
      keep = next;
      session = recalled.session;
      memberships.begin(recalled, () => {
        for (const event of again) take({ draft: event, now: event.time, offset: event.offset ?? 0 });
        for (const arrival of arrivals) heard(take(arrival));
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
