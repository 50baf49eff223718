/** Random definition files, and what goes wrong in them by hand. */

import type { Play } from '../../src/segment/types.js';
import { FORMS } from '../oracle/forms.js';
import { Chance } from '../oracle/random.js';
import { Author } from '../oracle/random-definitions.js';
import { files } from './forms.js';

type Node = { [key: string | number]: unknown };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Every object and list in a file, with the key of each thing in it. */
const slots = (node: Node): [Node, string][] =>
  Object.keys(node).flatMap((key): [Node, string][] => [
    [node, key],
    ...(isNode(node[key]) ? slots(node[key]) : []),
  ]);

const copy = <T>(json: T): T => JSON.parse(JSON.stringify(json));

/** A file that compiles: a random one, or one of those that hold every form. */
export const validFile = (seed: number): Node => {
  const chance = new Chance(seed);
  if (chance.yes(0.3)) return copy(chance.pick(files)) as unknown as Node;
  const scale = { unit: 60_000, start: Date.UTC(2026, 2, 1), end: Date.UTC(2026, 3, 1) };
  return copy(new Author(chance, new Set(FORMS), scale).file()) as unknown as Node;
};

/** Every form of a play with each of its keys. */
export const plays: readonly Play[] = [
  { id: 'ask', segment: 'keen', steps: [{ show: 'banner', content: { text: 'Well?' } }] },
  {
    id: 'ask_twice-2',
    segment: 'keen',
    steps: [
      { wait: '1h30m' },
      { show: 'slot', content: {} },
      { wait: '24h' },
      {
        show: 'dialog',
        variants: [
          { weight: 1, content: { title: 'a', action: { label: 'Go', href: '/cart' } } },
          { weight: 0.5, content: { title: 'b', more: [1, null] } },
        ],
      },
    ],
    stop: { any: [{ count: 'no', gte: 1 }, { not: { segment: 'keen' } }] },
    goal: { count: 'purchase', over: '1h', gte: 1 },
    limit: { times: 2, per: '30d' },
    hours: ['21:00', '06:30'],
    sample: { percent: 90, salt: 'x' },
  },
  {
    id: '9',
    segment: 'keen',
    steps: [{ show: 'x', content: {} }],
    limit: { times: 1 },
    sample: { percent: 0 },
  },
];

/** A file with plays, and little else, so that what goes wrong goes wrong in them. */
export const playFile = (seed: number): Node => {
  const chance = new Chance(seed);
  return copy({
    version: 1,
    segments: [{ id: 'keen', when: { count: 'a', gte: 1 } }],
    plays: plays.filter(() => chance.yes(0.7)),
  });
};

const WORDS = [
  'count',
  'sum',
  'of',
  'over',
  'all',
  'not',
  'when',
  'until',
  'is',
  'gte',
  'between',
  'exists',
  'as',
];
const OF_PLAYS = [
  'steps',
  'show',
  'wait',
  'content',
  'variants',
  'weight',
  'goal',
  'limit',
  'hours',
  'plays',
];
const MORE = [
  'class',
  'by',
  'where',
  'each',
  'sequence',
  'event',
  'sd',
  'read',
  'metric',
  'segment',
  'in',
  'now',
];
const KEYS = [
  ...WORDS,
  ...MORE,
  ...OF_PLAYS,
  'ignoreCase',
  'contains',
  'unheard',
  '__proto__',
  'constructor',
];

const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, 1, 2, -1, 0.5, 100, 101, 1e300, 2 ** 53],
  ...[
    '',
    'x',
    '3',
    '30d',
    '0ms',
    '1d12h',
    '30 d',
    '1.2.0',
    '1.2.0-rc.1',
    '01.2',
    '$set',
    '$x',
    'a*',
    'n0',
    's0',
  ],
  ...[
    'lifetime',
    'session',
    'forever',
    'hour',
    '09:00',
    'keen',
    'version',
    'points',
    'log1p',
    'monday',
    'Europe/Rome',
    'Mars/Base',
  ],
  ...[
    '2026-01-01T00:00:00Z',
    '2026-01-01',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    'x'.repeat(1_025),
  ],
  ...[
    [],
    {},
    ['a'],
    [1, 2],
    ['1', '2'],
    [null],
    [[]],
    { is: 1 },
    { gte: 1 },
    { count: 'a' },
    { metric: 'n0' },
  ],
  ...[
    { event: 'a' },
    { sequence: ['a', 'b'] },
    { count: 'a', gte: 1 },
    { all: [] },
    { as: 'version', is: '1' },
  ],
  { sequence: Array.from({ length: 17 }, () => 'a') },
];

/** Puts a key in as JSON does: `__proto__` is a key like any other. */
const put = (node: Node, key: string, value: unknown): void => {
  if (Array.isArray(node)) node.push(value);
  else Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true });
};

type Mutation = (node: Node, key: string, chance: Chance, all: readonly [Node, string][]) => void;

const MUTATIONS: readonly Mutation[] = [
  // a key dropped, a list made shorter
  (node, key) => (Array.isArray(node) ? node.splice(Number(key), 1) : Reflect.deleteProperty(node, key)),
  // a key misspelt
  (node, key) => {
    if (Array.isArray(node)) return;
    const value = node[key];
    Reflect.deleteProperty(node, key);
    put(node, key.length > 2 ? key[1] + (key[0] as string) + key.slice(2) : `${key}${key}`, value);
  },
  // another value, mostly of another type
  (node, key, chance) => replace(node, key, copy(chance.pick(VALUES))),
  (node, key, chance) => replace(node, key, copy(chance.pick(VALUES))),
  // a word or a number a little off
  (node, key) => {
    const value = node[key];
    if (typeof value === 'string') node[key] = `${value.slice(0, -1)}_${value.slice(-1)}`;
    if (typeof value === 'number') node[key] = String(value);
  },
  // a list or an object without anything in it
  (node, key) => {
    const value = node[key];
    if (isNode(value)) node[key] = Array.isArray(value) ? [] : {};
  },
  // a key too many
  (node, _, chance) => put(node, chance.pick(KEYS), copy(chance.pick(VALUES))),
  // a key of another place, with what stood there
  (node, _, chance, all) => {
    const [other, name] = chance.pick(all);
    put(node, Array.isArray(other) ? chance.pick(KEYS) : name, copy(other[name]));
  },
  // what stands in another place
  (node, key, chance, all) => {
    const [other, name] = chance.pick(all);
    replace(node, key, copy(other[name]));
  },
  // one level too many, or one too few
  (node, key, chance) =>
    replace(
      node,
      key,
      chance.pick([[node[key]], { not: node[key] }, { all: [node[key]] }, { is: node[key] }]),
    ),
  (node, key) => {
    const value = node[key];
    if (isNode(value)) replace(node, key, Object.values(value)[0]);
  },
];

const replace = (node: Node, key: string, value: unknown): void => {
  node[key] = value === undefined ? null : value;
};

/** A valid file with one to three things gone wrong. */
export const mutatedFile = (seed: number, make = validFile): unknown => {
  const chance = new Chance(seed ^ 0x5eed);
  const root: Node = { file: make(seed) };
  for (let i = chance.int(1, 3); i > 0; i--) {
    const all = slots(root);
    if (all.length) chance.pick(MUTATIONS)(...chance.pick(all), chance, all);
  }
  return root.file;
};
