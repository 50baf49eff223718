import { isObject, type Json, type JsonObject } from '../base/json.js';
import type { EventDraft } from './types.js';

/** Levels of objects and lists in one event's props. */
const DEEPEST = 8;
/** Characters of one event's props, about as JSON writes them. */
const LONGEST = 8 * 1024;

/** Thrown with the reason, caught at the door. */
class Refusal {
  constructor(readonly reason: string) {}
}

const kindOf = (value: unknown) =>
  typeof value === 'object' ? Object.prototype.toString.call(value).slice(8, -1) : typeof value;

/** A copy that holds nothing but JSON: the host may change what it handed in, or run code when it is read. */
const copy = (value: unknown): JsonObject => {
  let room = LONGEST;
  const visit = (value: unknown, place: string, depth: number): Json => {
    const refuse = (expected: string, found: string = kindOf(value)) => {
      throw new Refusal(`${place}: expected ${expected}, got ${found}`);
    };
    const spend = (characters: number) => {
      room -= characters;
      if (room < 0) refuse(`at most ${LONGEST} characters in all`, 'more');
    };
    const each = ([key, inside]: readonly [string | number, unknown]) => {
      spend(String(key).length + 4);
      return [key, visit(inside, `${place}.${key}`, depth + 1)] as const;
    };

    if (typeof value === 'string') spend(value.length);
    else if (typeof value === 'number') Number.isFinite(value) || refuse('a finite number', String(value));
    else if (value !== null && typeof value !== 'boolean') {
      const list = Array.isArray(value);
      if (!list && kindOf(value) !== 'Object') refuse('JSON');
      if (depth === DEEPEST) refuse(`at most ${DEEPEST} levels`, 'more, or a circle');
      if (list) return value.map((item, index) => each([index, item ?? null])[1]);
      const entries = Object.entries(value as object).filter(
        ([key, inside]) => key !== '__proto__' && inside !== undefined,
      );
      return Object.fromEntries(entries.map(each));
    }
    return value as Json;
  };
  return visit(value, 'props', 0) as JsonObject;
};

/** Runs host code (getters, proxies) that may throw; the reason comes back as text. */
const refusable = <T>(parse: () => T): T | string => {
  try {
    return parse();
  } catch (error) {
    return error instanceof Refusal ? error.reason : `cannot be read: ${error}`;
  }
};

/** Plain props of what may be anything, or the reason why there are none. */
export const parseProps = (props: unknown): JsonObject | string =>
  refusable(() => (isObject(props) ? copy(props) : `props: expected an object, got ${kindOf(props)}`));

/**
 * What the page says has happened, or the reason why it cannot be taken. A name has at least one character, no `*`
 * or `?`, and does not begin with `$`; props are JSON of at most 8 levels and 8,192 characters.
 */
export const parseEvent = (
  name: unknown,
  props: unknown = {},
  options: unknown = {},
): EventDraft | string => {
  if (typeof name !== 'string' || !/^[^$*?][^*?]*$/.test(name) || name.length > 256)
    return `name: expected 1 to 256 characters without * and ?, the first not $, got ${String(name).slice(0, 256)}`;
  const plain = parseProps(props);
  if (typeof plain === 'string') return plain;
  return refusable(() => {
    const { id, time } = options as { id?: unknown; time?: unknown };
    if (id !== undefined && (typeof id !== 'string' || !id || id.length > 256))
      return `id: expected 1 to 256 characters, got ${kindOf(id)}`;
    if (time !== undefined && !Number.isFinite(time)) return `time: expected epoch milliseconds, got ${time}`;
    return { name, props: plain, ...(id && { id }), ...(time !== undefined && { time: time as number }) };
  });
};
