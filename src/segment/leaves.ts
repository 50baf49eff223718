/** What the grammar only names: its plain types, and the rules that hold between the keys of one object. */
import { has, isObject, type JsonObject } from '../base/json.js';

/** The few words of JSON Schema that a plain type needs. */
export interface Leaf {
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';
  readonly const?: number;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly maxItems?: number;
  readonly anyOf?: readonly Leaf[];
}

const MOST_TEXT = 1_024;
const MOST_STEPS = 16;

const string: Leaf = { type: 'string', maxLength: MOST_TEXT };
const number: Leaf = { type: 'number' };
const boolean: Leaf = { type: 'boolean' };
const like = (pattern: string): Leaf => ({ ...string, pattern });

/** A date that there is: 29 February in leap years alone. */
const DATE =
  '(\\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))' +
  '|(\\d\\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)';
const TIME = '([01]\\d|2[0-3]):[0-5]\\d';
const PART = '(0|[1-9]\\d*|\\d*[a-zA-Z-][\\da-zA-Z-]*)';
const NUMBER = '(0|[1-9]\\d*)';

const duration = like('^(\\d+(ms|[smhdw]))+$');
const version = like(
  `^v?${NUMBER}(\\.${NUMBER}){0,2}(-${PART}(\\.${PART})*)?(\\+[\\da-zA-Z-]+(\\.[\\da-zA-Z-]+)*)?$`,
);

/** A plain type: what is expected, in words and as JSON Schema. */
export const LEAVES: { readonly [type: string]: readonly [prose: string, leaf: Leaf] } = {
  any: ['anything', {}],
  nothing: ['an empty list', { type: 'array', maxItems: 0 }],
  one: ['1', { const: 1 }],
  bool: ['true or false', boolean],
  scalar: ['a text, a number, true or false', { anyOf: [string, number, boolean] }],
  string: ['a text', string],
  text: ['a text that is not empty', { ...string, minLength: 1 }],
  number: ['a number', number],
  ordered: ['a number or a text', { anyOf: [number, string] }],
  amount: ['a number, or a duration such as "30d" for its milliseconds', { anyOf: [number, duration] }],
  count: ['a whole number, 1 or more', { type: 'integer', minimum: 1 }],
  percent: ['a number from 0 to 100', { type: 'number', minimum: 0, maximum: 100 }],
  duration: ['a duration such as "30d" or "1d12h"', duration],
  span: ['a duration such as "30d", longer than nothing', like('^(?=.*[1-9])(\\d+(ms|[smhdw]))+$')],
  instant: [
    'an instant such as "2026-11-20T00:00:00Z"',
    like(`^${DATE}T(${TIME}(:[0-5]\\d(\\.\\d+)?)?|24:00(:00(\\.0+)?)?)(Z|[+-]${TIME})$`),
  ],
  id: ['an id of a–z, 0–9, - and _, at most 64 characters', like('^[a-z0-9][a-z0-9_-]{0,63}$')],
  name: ["an event's name or a glob", like('^(\\$set$|[^$])')],
  zone: ['a time zone such as "Europe/Warsaw"', { ...string, minLength: 1 }],
  'play-id': ['an id of a–z, 0–9, - and _, at most 48 characters', like('^[a-z0-9][a-z0-9_-]{0,47}$')],
  clock: ['a time of day such as "09:00"', like(`^${TIME}$`)],
  weight: ['a number above 0', { type: 'number', exclusiveMinimum: 0 }],
  object: ['an object', { type: 'object' }],
  '@metrics': ['the name of a metric in metrics', string],
  '@classifiers': ['the name of a classifier in classifiers', string],
  '@models': ['the name of a model in models', string],
  '@segments': ['the id of a segment of this file', string],
};

/** Whether a value is of a plain type. */
export const fits = (leaf: Leaf, value: unknown): boolean => {
  const {
    type,
    pattern = '',
    minLength = 0,
    maxLength = Infinity,
    minimum = -Infinity,
    maximum = Infinity,
    exclusiveMinimum = -Infinity,
  } = leaf;
  if (leaf.anyOf) return leaf.anyOf.some((option) => fits(option, value));
  if (leaf.const !== undefined) return value === leaf.const;
  if (Array.isArray(value))
    return type === undefined || (type === 'array' && value.length <= Number(leaf.maxItems));
  if (typeof value === 'string' && type === 'string')
    return value.length >= minLength && value.length <= maxLength && new RegExp(pattern).test(value);
  if (typeof value === 'number' && (type === 'number' || Number.isInteger(value)))
    return (
      Number.isFinite(value) &&
      value >= minimum &&
      value <= maximum &&
      value > exclusiveMinimum &&
      /number|integer/.test(String(type))
    );
  return type === undefined || (typeof value === type && value !== null);
};

/** What the forms cannot say of an object. */
export interface Rule {
  /** It is for forms that have this key. */
  readonly key: string;
  readonly expected: string;
  readonly holds: (json: JsonObject) => boolean;
  /** The same as JSON Schema. */
  readonly json: JsonObject;
}

const ORDERS = ['is', 'gt', 'gte', 'lt', 'lte', 'between'];
const OTHERS = ['isNot', 'oneOf', 'noneOf', 'contains', 'startsWith', 'endsWith', 'like', 'exists'];
const TESTS = [...ORDERS, ...OTHERS];
const NOT_OF_VERSIONS = [...OTHERS, 'ignoreCase'];

const isVersion = new RegExp(version.pattern as string);
const each = <T>(keys: readonly string[], make: (key: string) => T) =>
  Object.fromEntries(keys.map((key) => [key, make(key)]));
const needs = (...required: string[]): JsonObject => ({ required });

export const RULES: readonly Rule[] = [
  {
    key: 'exists',
    expected: `a test beside it: ${TESTS.join(', ')}`,
    holds: (json) => TESTS.some((key) => has(json, key)),
    json: { anyOf: TESTS.map((key) => needs(key)) },
  },
  {
    key: 'as',
    expected: `versions such as "1.2.0", and no ${NOT_OF_VERSIONS.join(', ')}`,
    holds: (json) =>
      !has(json, 'as') ||
      (!NOT_OF_VERSIONS.some((key) => has(json, key)) &&
        ORDERS.flatMap((key) => json[key] ?? []).every(
          (side) => isObject(side) || (typeof side === 'string' && isVersion.test(side)),
        )),
    json: {
      dependentSchemas: {
        as: {
          properties: {
            ...each(NOT_OF_VERSIONS, () => false),
            ...each(ORDERS, () => ({ anyOf: [{ type: 'object' }, version as JsonObject] })),
            between: { items: version as JsonObject },
          },
        },
      },
    },
  },
  {
    key: 'read',
    expected: 'class and read: "points", both or none',
    holds: (json) => has(json, 'class') === (json.read === 'points'),
    json: {
      if: { properties: { read: { const: 'points' } }, ...needs('read') },
      // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
      then: needs('class'),
      else: { properties: { class: false } },
    },
  },
  {
    key: 'by',
    expected: 'either class or by',
    holds: (json) => has(json, 'by') !== has(json, 'class'),
    json: { oneOf: [needs('class'), needs('by')] },
  },
  {
    key: 'sd',
    expected: 'an sd that is not 0',
    holds: (json) => json.sd !== 0,
    json: { properties: { sd: { not: { const: 0 } } } },
  },
  {
    key: 'sequence',
    expected: `at most ${MOST_STEPS} steps`,
    holds: ({ sequence }) => !Array.isArray(sequence) || sequence.length <= MOST_STEPS,
    json: { properties: { sequence: { maxItems: MOST_STEPS } } },
  },
  {
    key: 'steps',
    expected: 'a step that shows something',
    holds: ({ steps }) => !Array.isArray(steps) || steps.some((step) => isObject(step) && !!step.show),
    json: {
      properties: {
        steps: { contains: { type: 'object', properties: { show: { minLength: 1 } }, ...needs('show') } },
      },
    },
  },
  {
    key: 'hours',
    expected: 'two times that differ',
    holds: ({ hours }) => !Array.isArray(hours) || hours[0] !== hours[1],
    json: { properties: { hours: { uniqueItems: true } } },
  },
];
