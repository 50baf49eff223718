import { isObject } from '../base/json.js';
import { type Event, SET } from '../event/types.js';

/** What keeps a value from being a record of the log (SEGMENTS section 4), or undefined. */
export const flaw = (event: Event): string | undefined => {
  if (!isObject(event)) return 'to be an object';
  const { id, name, time, session, props, offset } = event;
  if (typeof id !== 'string' || !id) return 'an id: a text';
  if (typeof name !== 'string' || !name || /[*?]/.test(name)) return 'a name: a text without * and ?';
  if (name.startsWith('$') && name !== SET) return 'a name of yours: those that begin with $ are ours';
  if (!Number.isInteger(time) || Math.abs(time) > 8.64e15) return 'a time: whole milliseconds since 1970';
  if (typeof session !== 'string') return 'a session: a text';
  if (!isObject(props)) return 'props: an object';
  if (offset !== undefined && !Number.isFinite(offset)) return 'an offset in minutes, or none';
  return unfit(props, 0);
};

/** Props may be nested this deep. */
const DEPTH = 8;

const unfit = (value: unknown, depth: number): string | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'finite numbers';
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > DEPTH) return `props at most ${DEPTH} deep`;
  for (const inner of Object.values(value)) {
    const flaw = unfit(inner, depth + 1);
    if (flaw) return flaw;
  }
  return undefined;
};
