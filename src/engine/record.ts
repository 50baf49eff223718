import { isObject } from '../base/json.js';
import { type Event, SET } from '../event/types.js';

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** The end of the year 9999, which calendars can still tell. */
export const LATEST = 253_402_300_800_000;

/** Nothing but finite numbers, at most 8 deep. */
const isPlain = (value: unknown, depth = 0): boolean => {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth > 8) return false;
  for (const inner of Object.values(value)) if (!isPlain(inner, depth + 1)) return false;
  return true;
};

/** What keeps a value from being a record of the log (SEGMENTS section 4): the part of it that is wrong, or undefined. */
export const flaw = (event: Event): keyof Event | undefined => {
  const { id, name, time, session, props, offset = 0 }: Partial<Event> = isObject(event) ? event : {};
  if (!isText(id)) return 'id';
  if (!isText(name) || /[*?]|^\$/.test(name === SET ? '' : (name as string))) return 'name';
  if (!Number.isInteger(time) || Math.abs(time as number) >= LATEST) return 'time';
  if (typeof session !== 'string') return 'session';
  if (!Number.isFinite(offset)) return 'offset';
  return isObject(props) && isPlain(props) ? undefined : 'props';
};
