import { isObject, type Json } from '../base/json.js';
import { DAY, HOUR, MINUTE, SECOND } from '../base/time.js';
import { Calendar } from './calendar.js';
import type {
  ExplainedCondition,
  ExplainedGroup,
  ExplainedLeaf,
  ExplainedRules,
  Explanation,
} from './explanation.js';
import { TEST_KEYS } from './grammar.js';

type Entries = { readonly [key: string]: unknown };
/** Names an instant. */
type When = (instant: number | null | undefined) => string;

/** How a test is read aloud; what is not here is read as it is written. */
const WORDS: Entries = {
  is: 'to be',
  isNot: 'not to be',
  oneOf: 'one of',
  noneOf: 'none of',
  gt: 'more than',
  gte: 'at least',
  lt: 'less than',
  lte: 'at most',
  contains: 'to contain',
  startsWith: 'to start with',
  endsWith: 'to end with',
  like: 'to look like',
};

const UNITS = [
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
  ['ms', 1],
] as const;

/** Its two largest units: `1d 2h`. */
const duration = (milliseconds: number): string => {
  let left = Math.abs(milliseconds);
  const parts = UNITS.flatMap(([unit, length]) => {
    const amount = Math.floor(left / length);
    left -= amount * length;
    return amount ? `${amount}${unit}` : [];
  });
  return (milliseconds < 0 ? '-' : '') + (parts.slice(0, 2).join(' ') || '0s');
};

/** A piece of the definitions, without its brackets: `sum value of purchase over 90d`. */
const phrase = (json: unknown): string =>
  Array.isArray(json)
    ? json.map(phrase).join(', ')
    : isObject(json)
      ? Object.entries(json)
          .map(([key, value]) => {
            const word = WORDS[key] ?? key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
            return key === 'event' ? phrase(value) : `${word} ${phrase(value)}`;
          })
          .join(' ')
      : String(json);

const inWords = (value: unknown, isTime: boolean): string =>
  Array.isArray(value)
    ? value.map((one) => inWords(one, isTime)).join(', ') || 'nothing'
    : typeof value === 'number'
      ? isTime
        ? duration(value)
        : String(Math.round(value * 1_000) / 1_000)
      : value === undefined || value === null
        ? 'nothing'
        : JSON.stringify(value);

/** What a test asks for. */
const need = (key: string, other: unknown, isTime: boolean): string | readonly never[] => {
  if (key === 'ignoreCase') return [];
  if (key === 'as') return 'by version';
  if (key === 'exists') return other ? 'to be there' : 'not to be there';
  if (key === 'between')
    return `between ${(other as unknown[]).map((end) => inWords(end, isTime)).join(' and ')}`;
  return `${WORDS[key]} ${inWords(other, isTime)}`;
};

/** A condition that has no other in it: what it is about and its value, what it needs, its window. */
export const leafInWords = (
  { form, condition, value, needs = {}, wants, from, to, partial }: ExplainedLeaf,
  when: When,
): string[] => {
  const entries = condition as unknown as { readonly [key: string]: Json };
  const { [form]: head, ...rest } = entries;
  const subject = Object.fromEntries(Object.entries(rest).filter(([key]) => !TEST_KEYS.includes(key)));
  const tests = Object.entries(needs);
  // a test that was written as a duration, or a metric that is one
  const isTime =
    /^(since|interval$|until)/.test(form) ||
    tests.some(([key, other]) => typeof other === 'number' && typeof entries[key] === 'string');
  return [
    phrase({ [form]: head, ...subject }) + (tests.length ? ` is ${inWords(value, isTime)}` : ''),
    ...(tests.length
      ? [
          `needs ${tests.flatMap(([key, other]) => need(key, other, isTime)).join(' and ')}` +
            (wants ? ` (a ${wants}: nothing is coerced)` : ''),
        ]
      : []),
    ...(to === undefined ? [] : [`window ${from === null ? '' : `from ${when(from)} `}to ${when(to)}`]),
    ...(partial ? ['partial'] : []),
  ];
};

export const groupInWords = ({ form, parts, needed }: ExplainedGroup): string => {
  const holding = parts.filter(({ held }) => held).length;
  if (form === 'not') return 'not';
  return `${form === 'atLeast' ? `at least ${needed}` : form} of ${parts.length}, ${holding} held`;
};

const tree = (explained: ExplainedCondition, when: When): string[] => {
  const { held, next } = explained;
  const what = 'parts' in explained ? groupInWords(explained) : leafInWords(explained, when).join(', ');
  const turns = next === undefined ? '' : `, ${held ? 'until' : 'from'} ${when(next)}`;
  const parts = 'parts' in explained ? explained.parts : [];
  return [
    `${held ? 'yes' : 'no'}: ${what}${turns}`,
    ...parts.flatMap((part) => tree(part, when)).map((line) => `  ${line}`),
  ];
};

export const rulesInWords = (rules: ExplainedRules, at: number, when: When): string[] => {
  const { enterAfter, exitAfter, cooldown, activeFrom, activeTo, sample, exclusive } = rules;
  return [
    ...(enterAfter === undefined ? [] : [`comes in at ${when(enterAfter)} if the way in stays open`]),
    ...(exitAfter === undefined ? [] : [`goes out at ${when(exitAfter)} if the way out stays open`]),
    ...(cooldown === null ? ['cannot come back'] : []),
    ...(cooldown ? [`cannot come back before ${when(cooldown)}`] : []),
    ...(activeFrom !== undefined && activeFrom > at ? [`is not active before ${when(activeFrom)}`] : []),
    ...(activeTo === undefined
      ? []
      : [`${activeTo > at ? 'is active until' : 'is not active since'} ${when(activeTo)}`]),
    ...(sample === false ? ['the visitor is not in the sample'] : []),
    ...(exclusive === undefined ? [] : [`${exclusive} of the same group takes its place`]),
  ];
};

export interface FormatOptions {
  /** IANA name of the zone in which instants are told. Default: UTC. */
  readonly timeZone?: string;
}

/**
 * An explanation as a text of several lines, conditions below those that they are part of, each two blanks deeper. For
 * people: its words may change with any version. Throws a RangeError for a time zone that is none.
 *
 * @example console.log(formatExplanation(engine.explain('keen'), { timeZone: 'Europe/Warsaw' }));
 */
export const formatExplanation = (
  { id, name, at, entered, since, next, partial, rules, when: condition, until }: Explanation,
  { timeZone = 'UTC' }: FormatOptions = {},
): string => {
  const calendar = new Calendar(timeZone);
  const when: When = (instant) => {
    const date = new Date((instant ?? Number.NaN) + calendar.offset(instant ?? 0));
    return Number.isNaN(date.getTime())
      ? 'no date'
      : date
          .toISOString()
          .replace('T', ' ')
          .replace(/(\.000)?Z$/, '');
  };
  const standing = since === undefined ? 'never was in' : `${entered ? 'in' : 'out'} since ${when(since)}`;
  return [
    `${name === undefined ? id : `${name} (${id})`}: ${standing}`,
    `  at ${when(at)} (${timeZone})`,
    ...(next === undefined
      ? []
      : [`  ${entered ? 'leaves' : 'comes in'} by itself at ${when(next)}, unless something happens`]),
    ...rulesInWords(rules, at, when).map((line) => `  ${line}`),
    ...(partial ? ['  rests on a log that lacks something'] : []),
    'when',
    ...tree(condition, when).map((line) => `  ${line}`),
    ...(until ? ['until', ...tree(until, when).map((line) => `  ${line}`)] : []),
  ].join('\n');
};
