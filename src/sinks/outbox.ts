import { isObject } from '../base/json.js';
import { MINUTE, SECOND } from '../base/time.js';
import type { SegmentChange } from '../segment/types.js';

/** What all tabs of a site know of one way out. Any script of the origin can write it: `readOutbox` believes little. */
export interface Outbox {
  readonly v: 1;
  /** The last change of each segment that went in here. */
  readonly known: { readonly [segment: string]: Pick<SegmentChange, 'type' | 'time'> };
  /** What has not been acknowledged, in order. */
  readonly waiting: readonly SegmentChange[];
  /** Nobody tries before this instant, in epoch milliseconds. */
  readonly until: number;
  /** A tab is trying until then. */
  readonly isTaken: boolean;
  /** Tries that failed since the last that did not. */
  readonly tries: number;
}

/** The oldest are dropped beyond that. */
const MOST_WAITING = 1_000;
/** In one delivery: 100 changes are about 16 KB, a quarter of what a page may have under way when it goes. */
const MOST_AT_ONCE = 100;
/** Milliseconds. A tab whose delivery takes longer says so in time; one that is gone has lost its turn then. */
export const TURN = 6 * SECOND;
const LONGEST_PAUSE = 5 * MINUTE;

const isChange = (it: unknown): it is SegmentChange =>
  isObject(it) &&
  [it.id, it.segment, it.reason].every((text) => typeof text === 'string') &&
  (it.type === 'enter' || it.type === 'exit') &&
  Number.isFinite(it.time);

const isFree = (time: unknown): time is number => Number.isFinite(time);

export const readOutbox = (record: unknown): Outbox => {
  const { known, waiting, until, isTaken, tries } = isObject(record) && record.v === 1 ? record : {};
  return {
    v: 1,
    known: Object.fromEntries(
      Object.entries(isObject(known) ? known : {}).filter(([, it]) => isObject(it) && isFree(it.time)),
    ) as Outbox['known'],
    waiting: Array.isArray(waiting) ? waiting.filter(isChange) : [],
    until: isFree(until) ? until : 0,
    isTaken: isTaken === true,
    tries: isFree(tries) ? tries : 0,
  };
};

/** Puts in what no tab has put in before. A tab that lags behind tells what another has told already. */
export const put = (outbox: Outbox, changes: readonly SegmentChange[]): Outbox => {
  const known = new Map(Object.entries(outbox.known));
  const news = changes.filter(({ segment, type, time }) => {
    const last = known.get(segment);
    const isNews = last ? last.type !== type && time >= last.time : type === 'enter';
    if (isNews) known.set(segment, { type, time });
    return isNews;
  });
  if (!news.length) return outbox;
  const waiting = [...outbox.waiting, ...news].slice(-MOST_WAITING);
  return { ...outbox, known: Object.fromEntries(known), waiting };
};

/**
 * What is to be delivered now, if it is anybody's turn. `isBack`: the way is open again, so a pause after failures
 * is over; another tab's turn is not.
 */
export const take = (
  outbox: Outbox,
  now: number,
  isBack: boolean,
): readonly [Outbox, readonly SegmentChange[]] => {
  // a clock that was wrong must not stop it for ever
  const isResting = outbox.until > now && outbox.until < now + 2 * LONGEST_PAUSE;
  const batch = isResting && (outbox.isTaken || !isBack) ? [] : outbox.waiting.slice(0, MOST_AT_ONCE);
  return [batch.length ? hold(outbox, now) : outbox, batch];
};

/** Still at it. */
export const hold = (outbox: Outbox, now: number): Outbox => ({
  ...outbox,
  until: now + TURN,
  isTaken: true,
});

export const acknowledge = (outbox: Outbox, batch: readonly SegmentChange[]): Outbox => {
  const ids = new Set(batch.map(({ id }) => id));
  const waiting = outbox.waiting.filter(({ id }) => !ids.has(id));
  return { ...outbox, waiting, until: 0, isTaken: false, tries: 0 };
};

/** Waits twice as long after each failure, up to five minutes; 0 ≤ chance < 1 keeps browsers from coming all at once. */
export const pause = (outbox: Outbox, now: number, chance: number): Outbox => {
  const longest = Math.min(LONGEST_PAUSE, SECOND * 2 ** outbox.tries);
  const until = now + (longest * (1 + chance)) / 2;
  return { ...outbox, until, isTaken: false, tries: Math.min(outbox.tries + 1, 20) };
};
