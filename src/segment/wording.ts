/** What the compiler refuses, in prose. */
import { isObject, own } from '../base/json.js';
import { suggest } from '../base/nearest.js';
import { LEAVES } from './leaves.js';

/** A fault as the compiler tells it. */
export interface Refusal {
  readonly code: string;
  readonly place: string;
  readonly found: string;
  readonly expected: string;
}

/** The keys and indexes of a place of the file; names may have dots in them. */
export const pathOf = (json: unknown, place: string): (string | number)[] => {
  if (place === '') return [];
  const index = /^\[(\d+)\]\.?/.exec(place);
  if (index) {
    const at = Number(index[1]);
    return [at, ...pathOf(Array.isArray(json) ? json[at] : undefined, place.slice(index[0].length))];
  }
  const [key = (/^[^.[]*/.exec(place) as RegExpExecArray)[0]] = Object.keys(isObject(json) ? json : {})
    .filter((name) => place.startsWith(name) && /^([.[]|$)/.test(place.slice(name.length)))
    .sort((a, b) => b.length - a.length);
  const rest = place.slice(key.length || 1).replace(/^\./, '');
  return [key, ...pathOf(isObject(json) ? json[key] : undefined, rest)];
};

const valueAt = (json: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? value[key as keyof typeof value] : undefined,
    json,
  );

const list = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : String(words[0]);

const LISTS: { readonly [mark: string]: string } = {
  '[': 'a list that is not empty',
  '2': 'a list of two',
  '{': 'an object',
};

/** The key by which an object is known that may stand in the place of a plain value. */
const KNOWN_BY: { readonly [type: string]: string } = {
  Operand: 'metric',
  Elements: 'event',
  Wholes: 'event',
  Event: 'event',
  Span: 'since',
};

/** Words of other languages of conditions. */
const SAME: { readonly [word: string]: string } = { and: 'all', or: 'any', none: 'not' };

/** A type of the grammar in prose; what is none is prose already. */
const inProse = (type: string): string => {
  const words = type.split('|').map((option) => {
    if (option in LEAVES) return String(LEAVES[option]?.[0]);
    if (/^'\S+$/.test(option)) return `"${option.slice(1)}"`;
    if (/^[[2{]\S+$/.test(option)) return LISTS[option[0] as string] as string;
    if (option in KNOWN_BY) return `an object with "${KNOWN_BY[option]}"`;
    return /^[A-Z]\w+$/.test(option) ? `an object for the ${option.toLowerCase()}` : option;
  });
  return list([...new Set(words)]);
};

/** The names that a part of the file gives. */
const namesIn = (file: unknown, part: string): readonly string[] => {
  const here = isObject(file) ? file[part] : undefined;
  if (Array.isArray(here)) return here.map((one) => String(isObject(one) ? one.id : ''));
  return isObject(here) ? Object.keys(here) : [];
};

/** What to do about a fault of a file. */
const hintFor = (file: unknown, { code, place, found, expected }: Refusal): string => {
  const path = pathOf(file, place);
  const value = valueAt(file, path);
  switch (code) {
    case 'unknown-key': {
      const [head] = expected.split(',');
      if (place === 'recipes')
        return 'Put them in their place first: expandRecipes of ethogram/recipes does.';
      if (/^(all|any|not)$/.test(`${head}`))
        return `Nothing stands beside "${head}": put both into a list in "all".`;
      if (found === 'where')
        return 'It belongs to the events: write { "event": "…", "where": … } in the place of their name.';
      return suggest(found, expected.split(',')) || `"${found}" has no meaning here: leave it out.`;
    }
    case 'unknown-form': {
      const keys = isObject(value) ? Object.keys(value) : [];
      const [near] = keys
        .map((key) => suggest((own(SAME, key) as string | undefined) ?? key, expected.split(',')))
        .filter(Boolean);
      return near ?? 'One key says what it is.';
    }
    case 'missing':
      return `Add "${path.at(-1)}": ${inProse(expected)}.`;
    case 'duplicate':
      return 'Give each segment an id of its own.';
    case 'circle':
      return 'Take one of these references out.';
    case 'limit':
      return `Stay within ${expected}.`;
  }
  if (expected === 'a test') return 'Add a test, such as "gte": 1.';
  const words = expected.split('|').flatMap((option) => {
    if (option[0] === '@') return namesIn(file, option.slice(1));
    return /^'\S+$/.test(option) ? [option.slice(1)] : [];
  });
  if (typeof value === 'string') {
    const word = suggest(value, words);
    if (word) return word;
    const isNumber = value.trim() !== '' && Number.isFinite(Number(value));
    if (isNumber && /\b(number|amount|count|percent|one)\b/.test(expected))
      return `Write ${value} without quotes.`;
  }
  if (value === null) return 'null is nothing to compare with: use "exists", or leave it out.';
  return `Write ${inProse(expected)}.`;
};

/** A fault with what was expected in words, and what to do. */
export interface Explained extends Refusal {
  /** `Did you mean "count"?` */
  readonly hint: string;
}

/** Explains a fault of a file. */
export const explain = (file: unknown, fault: Refusal): Explained => ({
  ...fault,
  expected:
    fault.code === 'unknown-key' || fault.code === 'unknown-form'
      ? `one of ${fault.expected.split(',').join(', ')}`
      : inProse(fault.expected),
  hint: hintFor(file, fault),
});
