import type { JsonObject } from '../base/json.js';

/** A visit, as much of it as decides whether the next event still belongs to it. */
export interface Session {
  readonly id: string;
  /** Epoch milliseconds of its earliest event. */
  readonly start: number;
  /** Of its latest. */
  readonly last: number;
  /** What led to it, or led back in the midst of it. */
  readonly campaign?: string | undefined;
}

/** When a visit ends. */
export interface SessionRules {
  /** So many milliseconds after its last event. */
  readonly timeout: number;
  /** So many after its first one, however lively it is: a screen that is always on makes no endless visit. */
  readonly cap: number;
  /** And where another campaign leads to the page (Universal Analytics did so, GA4 does not). */
  readonly onCampaign: boolean;
}

interface Happening {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly props: JsonObject;
}

const CAMPAIGN = /\b(utm_\w+|\w+(clid|braid|fat_id))=[^&#]*/g;

/** What the address of a page that was viewed says of a campaign; undefined if nothing. */
const campaignIn = ({ name, props }: Happening): string | undefined =>
  name === 'page_view' ? String(props.page_location).match(CAMPAIGN)?.join() : undefined;

/**
 * The id of the session that an event belongs to: the current one's, or `newId`. An event that is told long after it
 * happened does not lengthen today's visit: it gets a session of its own.
 */
export const sessionAt = (
  current: Session | undefined,
  event: Happening,
  { timeout, cap, onCampaign }: SessionRules,
  newId: string,
): string => {
  const { time } = event;
  const goesOn =
    current &&
    time - current.last < timeout &&
    current.start - time < timeout &&
    time - current.start < cap &&
    !(onCampaign && (campaignIn(event) ?? current.campaign) !== current.campaign);
  return goesOn ? current.id : newId;
};

/**
 * The session that goes on after a record of the log: the one heard of last, in whichever tab. So what a page knows of it
 * is a function of the log. Traits do not keep it going, as in a `session` window.
 */
export const sessionIn = (
  session: Session | undefined,
  event: Happening & { readonly session: string },
): Session => {
  const { session: id, name, time } = event;
  const same = session?.id === id ? session : undefined;
  if (session && (same ? name === '$set' : session.last > time)) return session;
  const { start, last, campaign } = same ?? { start: time, last: time };
  return {
    id,
    start: Math.min(start, time),
    last: Math.max(last, time),
    campaign: campaignIn(event) ?? campaign,
  };
};

/** The session in a checkpoint, which anybody may have written. */
export const readSession = (saved: unknown): Session | undefined => {
  const { id, last } = Object(saved);
  return typeof id === 'string' && Number.isFinite(last) ? { start: last, ...Object(saved) } : undefined;
};
