/** What is told of a visit and of the device it is made on: a chunk of its own, fetched only where it is asked for. */
import type { Json, JsonObject } from '../base/json.js';
import { DAY, MINUTE } from '../base/time.js';
import type { Event, EventDraft } from '../event/types.js';
import { queryOf, type Touch, touchOf } from './touch.js';

export { readContext } from './context.js';

/** The trait `visitor`: as things stood when the visit began. */
interface Visitor {
  /** The visit that these are of. */
  readonly session: string;
  /** 1: the first visit. */
  readonly sessionNumber: number;
  /** The days, `YYYY-MM-DD` as the visitor lives them, of the first visit, of this one, and of the one before it. */
  readonly firstSeen: string;
  readonly seen: string;
  readonly lastSeen?: string;
  /** Whole days since then. */
  readonly daysSinceFirst: number;
  readonly daysSinceLast?: number;
}

const dayOf = ({ time, offset = 0 }: Event): string =>
  new Date(time + offset * MINUTE).toISOString().slice(0, 10);

const daysBetween = (one: string, other: string) => Math.round((Date.parse(other) - Date.parse(one)) / DAY);

const nextVisit = (before: Visitor | undefined, view: Event): Visitor => {
  const seen = dayOf(view);
  const firstSeen = before?.firstSeen ?? seen;
  return {
    session: view.session,
    sessionNumber: (before?.sessionNumber ?? 0) + 1,
    firstSeen,
    seen,
    daysSinceFirst: daysBetween(firstSeen, seen),
    ...(before && { lastSeen: before.seen, daysSinceLast: daysBetween(before.seen, seen) }),
  };
};

const touchIn = ({ props }: Event): Touch =>
  touchOf(String(props.page_location), String(props.page_referrer));

const isSame = (one: Touch | undefined, { source, medium, campaign }: Touch) =>
  one?.source === source && one.medium === medium && one.campaign === campaign;

/** GA4's `campaign_details`: what the address says beside where somebody came from. */
const detailsOf = ({ props }: Event, { source, medium, campaign, channel }: Touch): JsonObject => {
  const { page_location = '', page_path = '' } = props;
  const query = queryOf(String(page_location));
  const said = ['id', 'term', 'content'].flatMap((name) => {
    const value = query.get(`utm_${name}`);
    return value ? [[name === 'id' ? 'campaign_id' : name, value]] : [];
  });
  return { page_location, page_path, source, medium, campaign, channel, ...Object.fromEntries(said) };
};

/**
 * What follows from views: GA4's `session_start`, `first_visit` and `campaign_details`, and the traits `visitor`,
 * `firstTouch` and `lastTouch`. A visit without a source does not take the place of the last touch. Where the traits are
 * not there yet, the views in the log say what came before. Every record has an id made of its visit or view: told by
 * two tabs, it counts once.
 */
export const describeVisits = async (
  views: readonly Event[],
  trait: (name: string) => Json | undefined,
  readLog: () => Promise<readonly Event[]>,
): Promise<readonly EventDraft[]> => {
  if (!views.length) return [];
  let visitor = trait('visitor') as unknown as Visitor | undefined;
  let first = trait('firstTouch') as unknown as Touch | undefined;
  let last = trait('lastTouch') as unknown as Touch | undefined;
  const known = new Set(views.map(({ id }) => id));
  const here = new Set(views.map(({ session }) => session));
  const log = visitor ? [] : await readLog();
  const earlier = log.filter(({ id, name }) => name === 'page_view' && !known.has(id));
  const drafts: EventDraft[] = [];
  for (const view of [...earlier, ...views].sort((one, other) => one.time - other.time)) {
    const { id, time, session, props } = view;
    const { page_location = '', page_path = '' } = props;
    const isVisit = session !== visitor?.session;
    if (isVisit) visitor = nextVisit(visitor, view);
    const touch = touchIn(view);
    const isTouch = touch.source !== '(direct)' && (isVisit || !isSame(last, touch));
    const told = { ...touch, page: page_path, date: dayOf(view) };
    first ??= told;
    if (isTouch || !last) last = told;
    if (!here.has(session) || !(isVisit || isTouch)) continue;
    const tell = (name: string, of: string, about: JsonObject) =>
      drafts.push({ name, id: `${name}:${of}`, time, props: about });
    const page = { page_location, page_path };
    if (isVisit && visitor?.sessionNumber === 1) tell('first_visit', session, page);
    if (isVisit) tell('session_start', session, page);
    if (isTouch) tell('campaign_details', id, detailsOf(view, touch));
    tell('$set', id, { visitor, firstTouch: first, lastTouch: last } as unknown as JsonObject);
  }
  return drafts;
};
