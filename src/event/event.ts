import { isObject, type Json, type JsonObject } from '../base/json.js';
import { type EventDraft, type RecordDraft, SET } from './types.js';

/** Levels of objects and lists in one event's props. */
const DEEPEST = 8;
/** Bytes of one event's props, about as JSON writes them in UTF-8. */
const LONGEST = 8 * 1024;
/** Characters of a name or an id. */
const LONGEST_NAME = 256;

/** How long it is in UTF-8; half of a pair is two of its four. */
const bytesOf = (text: string) =>
  text.replace(/[\u0080-\u07ff\ud800-\udfff]/g, 'xx').replace(/[\u0800-\uffff]/g, 'xxx').length;

/** Thrown with the reason, caught at the door. */
class Refusal {
  constructor(readonly reason: string) {}
}

const kindOf = (value: unknown) =>
  typeof value === 'object' ? Object.prototype.toString.call(value).slice(8, -1) : typeof value;

const need = (fits: unknown, place: string, expected: string, found: unknown) => {
  if (!fits) throw new Refusal(`${place}: expected ${expected}, got ${found}`);
};

/** A copy that holds nothing but JSON: the host may change what it handed in, or run code when it is read. */
const copy = (props: unknown): JsonObject => {
  let room = LONGEST;
  const visit = (value: unknown, place: string, depth: number): Json => {
    const spend = (text: string, more = 0) => {
      // what is too long as it is need not be measured
      room -= more + (text.length > room ? text.length : bytesOf(text));
      need(room >= 0, place, `at most ${LONGEST} bytes in all`, 'more');
    };
    const inside = (key: string | number, value: unknown) => {
      spend(String(key), 4);
      return visit(value, `${place}.${key}`, depth + 1);
    };

    if (typeof value === 'number') need(Number.isFinite(value), place, 'a finite number', value);
    if (value === null || /^(string|number|boolean)$/.test(typeof value)) spend(String(value));
    else {
      const isList = Array.isArray(value);
      need(isList || kindOf(value) === 'Object', place, 'JSON', kindOf(value));
      need(depth < DEEPEST, place, `at most ${DEEPEST} levels`, 'more, or a circle');
      if (isList) return value.map((item, index) => inside(index, item ?? null));
      return Object.fromEntries(
        Object.entries(value as object)
          .filter(([key, value]) => key !== '__proto__' && value !== undefined)
          .map(([key, value]) => [key, inside(key, value)]),
      );
    }
    return value as Json;
  };
  need(isObject(props), 'props', 'an object', kindOf(props));
  return visit(props, 'props', 0) as JsonObject;
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
export const parseProps = (props: unknown): JsonObject | string => refusable(() => copy(props));

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_NAME;

/**
 * What the page says has happened, or the reason why it cannot be taken. A name has at least one character, no `*`
 * or `?`, and does not begin with `$`; props are JSON of at most 8 levels and 8,192 bytes.
 */
export const parseEvent = (name: unknown, props: unknown = {}, options: unknown = {}): EventDraft | string =>
  refusable(() => {
    const { id, time } = options as { id?: string; time?: number };
    const length = `1 to ${LONGEST_NAME} characters`;
    need(
      isText(name) && /^[^$*?][^*?]*$/.test(name),
      'name',
      `${length} without * and ?, the first not $`,
      String(name).slice(0, LONGEST_NAME),
    );
    need(id === undefined || isText(id), 'id', length, kindOf(id));
    need(time === undefined || Number.isFinite(time), 'time', 'epoch milliseconds', time);
    return {
      name: name as string,
      props: copy(props),
      ...(id && { id }),
      ...(time !== undefined && { time }),
    };
  });

/**
 * What another system, or an export of ours, says has happened, or the reason why it cannot be taken: as `parseEvent`,
 * but with an `id` and a `time` in any case, so that it counts once and where it belongs.
 */
export const parseRecord = (record: unknown): RecordDraft | string =>
  refusable(() => {
    const { id, name, time, props, session, offset } = Object(record) as { [part: string]: unknown };
    need(id !== undefined && time !== undefined, 'event', 'an id and a time', kindOf(record));
    const draft = parseEvent(name === SET ? 'set' : name, props, { id, time });
    if (typeof draft === 'string') return draft;
    return {
      ...draft,
      name: name as string,
      ...(isText(session) && { session }),
      ...(Number.isFinite(offset) && { offset: offset as number }),
    };
  });
