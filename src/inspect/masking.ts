/** A log that can be handed on: what the definitions do not name is replaced, the same always by the same. */
import { isObject, type Json } from '../base/json.js';
import type { Event } from '../event/types.js';
import type { Definitions } from '../segment/types.js';

/** Texts of the definitions, without the wildcards; what they compare with must still be found. */
const literalsOf = (json: unknown): string[] => {
  if (typeof json === 'string') return json.split(/[*?]+/).filter(Boolean);
  if (Array.isArray(json)) return json.flatMap(literalsOf);
  return isObject(json) ? Object.values(json).flatMap(literalsOf) : [];
};

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A number, a truth or `null` stays; of a text only what the definitions name. Ids and visits are counted. */
export const maskLog = (definitions: Definitions, log: readonly Event[]): Event[] => {
  const { segments = [], metrics = {}, classifiers = {} } = definitions;
  const conditions = segments.map(({ when, until }) => [when, until]);
  const literals = [...new Set(literalsOf([conditions, metrics, classifiers]))].sort(
    (a, b) => b.length - a.length,
  );
  const kept = new RegExp(`(${literals.map(escaped).join('|') || '(?!)'})`, 'i');
  const names = new Map<string, string>();
  const standIn = (kind: string, text: string) => {
    const key = `${kind}:${text}`;
    const name = names.get(key) ?? `${kind}${names.size}`;
    names.set(key, name);
    return name;
  };
  const maskText = (text: string) => {
    // a text is kept in pieces: what stands at an odd place was found in the definitions
    if (literals.includes(text)) return text;
    return text
      .split(kept)
      .map((piece, index) => (index % 2 ? piece : piece && standIn('~', piece)))
      .join('');
  };
  const mask = (json: Json): Json => {
    if (typeof json === 'string') return maskText(json);
    if (Array.isArray(json)) return json.map(mask);
    return isObject(json)
      ? Object.fromEntries(Object.entries(json).map(([key, value]) => [key, mask(value as Json)]))
      : json;
  };
  return log.map((event) => ({
    ...event,
    id: standIn('e', event.id),
    session: standIn('s', event.session),
    props: mask(event.props) as Event['props'],
  }));
};
