import { type JsonObject, own } from '../base/json.js';
import { type Session, type SessionRules, sessionAt } from './session.js';

/** What happened, not yet stamped. */
interface Draft {
  readonly name: string;
  readonly props: JsonObject;
  readonly id?: string;
  readonly time?: number;
}

/** What a stamp says of one event. */
interface Stamp {
  /** The clock when it was told, in epoch milliseconds. */
  readonly now: number;
  /** Minutes east of UTC. */
  readonly offset: number;
  /** The latest time stamped in this tab: the clock may be set back, time may not. */
  readonly latest: number;
  readonly session: Session | undefined;
  readonly rules: SessionRules;
  readonly newId: () => string;
}

/** An order is bought once, however often its thank-you page is loaded. */
export const idOf = ({ id, name, props }: Draft): string | undefined => {
  const order = name === 'purchase' ? own(props, 'transaction_id') : undefined;
  const named = (typeof order === 'string' && order !== '') || typeof order === 'number';
  return id ?? (named ? `purchase:${order}` : undefined);
};

/** Gives an event its id, its time and its session. A time of its own is kept, unless it has not come yet. */
export const stamp = (draft: Draft, { now, offset, latest, session, rules, newId }: Stamp) => {
  const { name, props } = draft;
  const present = Math.max(Math.floor(now), latest);
  const time = Math.min(Math.round(draft.time ?? present), present);
  // a clock that was set back since the page before ends no visit
  const heard = draft.time === undefined ? Math.max(time, session?.last ?? 0) : time;
  const seat = sessionAt(session, { name, props, time: heard }, rules, newId());
  return { id: idOf(draft) ?? newId(), name, time, session: seat, props, offset };
};
