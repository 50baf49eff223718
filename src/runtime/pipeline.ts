import type { Json } from '../base/json.js';
import type { Event, EventDraft, RecordDraft } from '../event/types.js';
import { type Clock, offsetAt } from '../platform/browser.js';
import { stamp } from '../visitor/identity.js';
import { type Session, type SessionRules, sessionAt, sessionIn } from '../visitor/session.js';
import type { Recalled } from './archive.js';
import type { Memberships } from './memberships.js';

/** What a checkpoint holds of this page. */
export interface State {
  readonly snapshot: Json;
  readonly session: Session | undefined;
  /** How far the engine's time has come. */
  readonly time: number;
}

interface Parts {
  readonly clock: Clock;
  readonly rules: SessionRules;
  readonly memberships: Memberships;
  newId(): string;
  /** Hears that something came from elsewhere. */
  moved(): void;
  /** Hears of each event as it is stamped. */
  heard(event: Event): void;
}

export interface Pipeline {
  /** The way of everything that happens: held, stamped, kept, decided on. */
  receive(draft: EventDraft): void;
  /** What happened elsewhere, and is told to nobody. */
  receiveAll(drafts: readonly RecordDraft[]): void;
  /** From now on what happens waits for `begin`, for it is not known whose it is. What waits already is forgotten. */
  hold(): void;
  /**
   * What waits, if anything is to wait: stamped, in sessions of its own that may turn out to be the one that goes on. It
   * is no more than the gate takes in the second that a page waits for its storage.
   */
  held(): readonly Event[] | undefined;
  /**
   * Goes on, with what earlier pages knew: `left` could not be stored there; `again` was told already, there or here, and
   * finds its session now.
   */
  begin(
    keep: (event: Event) => void,
    recalled: Recalled,
    left: readonly Event[],
    again: readonly Event[],
  ): void;
  /** Takes in what comes from elsewhere. */
  adopt(events: readonly Event[]): void;
  /** Undefined before there is anything to save. */
  state(): State | undefined;
  /** The visit that goes on, or the last one. */
  session(): string | undefined;
}

/**
 * The flow: what capture and the page tell becomes an event of this visitor and this visit, is kept, and goes to the
 * engine, which never waits for that.
 */
export const createPipeline = ({ clock, rules, memberships, newId, moved, heard }: Parts): Pipeline => {
  let held: Event[] | undefined = [];
  let keep: (event: Event) => void;
  let session: Session | undefined;
  let latest = 0;

  const stamped = (draft: EventDraft): Event => {
    const now = clock.now();
    const offset = offsetAt(draft.time ?? now);
    const event = stamp(draft, { now, offset, latest, session, rules, newId });
    // a time of its own may lie far back: it does not end today's visit
    session = sessionIn(session, event);
    if (draft.time === undefined) latest = event.time;
    return event;
  };

  /** What waited, in the session that goes on by then. */
  const seated = (waited: Event): Event => {
    const event = { ...waited, session: sessionAt(session, waited, rules, waited.session) };
    session = sessionIn(session, event);
    keep(event);
    return event;
  };

  return {
    receive(draft) {
      const event = stamped(draft);
      if (held) {
        held.push(event);
        return;
      }
      keep(event);
      memberships.apply([event]);
      heard(event);
    },
    receiveAll(drafts) {
      const events = drafts.map((draft) => {
        const { time, ...known } = draft;
        return { ...stamped(draft), ...known };
      });
      if (held) {
        held.push(...events);
        return;
      }
      events.forEach(keep);
      memberships.apply(events);
    },
    hold() {
      held = [];
      session = undefined;
    },
    held: () => held,
    begin(next, recalled, left, again) {
      const waited = held ?? [];
      held = undefined;
      keep = next;
      session = left.reduce(sessionIn, recalled.session);
      left.forEach(keep);
      memberships.begin({ ...recalled, events: [...recalled.events, ...left] }, () => {
        memberships.apply(again.map(seated));
        const here = waited.map(seated);
        memberships.apply(here);
        here.forEach(heard);
      });
    },
    adopt(events) {
      session = events.reduce(sessionIn, session);
      memberships.apply(events);
      moved();
    },
    state() {
      const state = memberships.state();
      return state && { ...state, session };
    },
    session: () => session?.id,
  };
};
