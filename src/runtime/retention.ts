import { isObject } from '../base/json.js';
import { DAY, HOUR, parseDuration } from '../base/time.js';
import { flaw } from '../engine/record.js';
import { type Event, SET } from '../event/types.js';
import type { Entry, LogRecord } from '../store/types.js';

/** How far the log goes back. What is kept of the visitor's traits goes back further. */
export interface Retention {
  /** A duration such as `"90d"`. @default '90d' */
  readonly age?: string;
  /** @default 10,000 */
  readonly events?: number;
}

/** Whose log it is, and how much of it is kept. */
export interface Terms {
  readonly visitor: string;
  /** Milliseconds. */
  readonly age: number;
  readonly events: number;
  /** Epoch milliseconds. */
  now(): number;
}

/** The terms that hold for every visitor. */
export const termsOf = ({ age, events = 10_000 }: Retention = {}): Pick<Terms, 'age' | 'events'> => ({
  age: parseDuration(age) ?? 90 * DAY,
  events,
});

/** Records read at a time, so that the page is never busy with them for long. */
export const BATCH = 32;

/** Written by a later version of ours, which is left alone. */
export const isNewer = (record: unknown): boolean => isObject(record) && (record.v as number) > 1;

const isChunk = (record: unknown): record is LogRecord =>
  isObject(record) && record.v === 1 && Array.isArray(record.events);

export const isOurs = (record: unknown, { visitor }: Terms): record is LogRecord =>
  isChunk(record) && (record.visitor ?? visitor) === visitor;

/**
 * Whether something must not stay as it is: a tab that had not yet heard of it wrote for somebody who is forgotten, or
 * the clock was ahead.
 */
export const isAmiss = (entries: readonly Entry[], terms: Terms): boolean => {
  const end = terms.now() + HOUR;
  return entries.some(
    ([, record]) =>
      isChunk(record) && (!isOurs(record, terms) || record.events.some((event) => event?.time > end)),
  );
};

/**
 * Those of a list that are events, and not too old. The clock may have been set back since they were written: what lies
 * more than an hour ahead happened now.
 */
export const kept = (events: readonly Event[], { now, age }: Terms): Event[] => {
  const present = now();
  return events
    .filter((event) => !flaw(event) && (event.name === SET || event.time >= present - age))
    .map((event) => (event.time > present + HOUR ? { ...event, time: Math.floor(present) } : event));
};

/** The events in a stretch of the log. */
export const eventsIn = (entries: readonly Entry[], terms: Terms): Event[] =>
  kept(
    entries.flatMap(([, record]) => (isOurs(record, terms) ? record.events : [])),
    terms,
  );

/** How much there is no chunk, or no event in one. */
export const countBad = (entries: readonly Entry[]): number =>
  entries.reduce((sum, [, record]) => sum + (isChunk(record) ? record.events.filter(flaw).length : 1), 0);

/**
 * A stretch of the log as it should be: without what is no event or not the visitor's, and with nothing from ahead of
 * the clock.
 */
export const mended = (entries: readonly Entry[], terms: Terms): Entry[] =>
  entries.flatMap(([position, record]): Entry[] => {
    if (isNewer(record)) return [[position, record]];
    if (!isOurs(record, terms)) return [];
    return [[position, { ...record, visitor: terms.visitor, events: kept(record.events, terms) }]];
  });
