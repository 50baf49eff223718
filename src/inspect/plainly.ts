/** A condition as the panel says it: in the order of the language, in plain words, a named metric by what it measures. */
import { isObject, own } from '../base/json.js';
import { parseDuration } from '../base/time.js';
import type { ExplainedLeaf } from '../engine/explanation.js';
import { leafInWords } from '../engine/format-explanation.js';
import { headsOf, SHAPES, TEST_KEYS } from '../engine/grammar.js';
import type { Definitions } from '../segment/types.js';
import { instant } from './words.js';

type Entries = { readonly [key: string]: unknown };

/** Words of the language that need others. */
const WORDS: Readonly<Record<string, string>> = {
  count: 'number of',
  sum: 'sum of',
  avg: 'average',
  min: 'smallest',
  max: 'largest',
  distinct: 'different',
  share: 'largest share of one',
  days: 'days with',
  sessions: 'visits with',
  streak: 'days in a row with',
  sinceFirst: 'since the first',
  sinceLast: 'since the last',
  top: 'most frequent',
  segment: 'being in',
  sequence: 'series of',
  ratio: 'ratio of',
  difference: 'difference of',
  total: 'total of',
  same: 'of the same',
};

/** What stands between the members of a list; elsewhere one of them is enough. */
const BETWEEN: Readonly<Record<string, string>> = {
  sequence: 'then',
  ratio: 'to',
  difference: 'minus',
  total: 'and',
  between: 'and',
};

/** Metrics of which one can lack so much. */
const AMOUNTS = ['count', 'sum', 'distinct', 'days', 'sessions', 'streak'];

/** What a thing is about comes first, then as the language lists it. */
const KEYS = [
  ...headsOf('Metric'),
  'sequence',
  'same',
  ...[...SHAPES.values()].flat().flatMap((fields) => [...fields.keys()]),
];

/** Keys as people write them: a kept copy of the definitions has them by the alphabet. What is not known comes last. */
export const inOrder = (json: Entries): Entries => {
  const placeOf = (key: string) => (KEYS.includes(key) ? KEYS.indexOf(key) : KEYS.length);
  return Object.fromEntries(Object.entries(json).sort(([one], [other]) => placeOf(one) - placeOf(other)));
};

const list = (members: readonly unknown[], key: string): unknown => {
  const word = BETWEEN[key] ?? 'or';
  const isSame = new Set(members.map((member) => JSON.stringify(member))).size === 1;
  if (isSame && key === 'sequence') return { [`${members.length} times`]: say(members[0]) };
  const said = members.map((member) => say(member, key === 'where' ? key : ''));
  if (said.every((one) => !isObject(one))) return said.join(` ${word} `);
  return said.map((one, index) => (index ? { [word]: one } : one));
};

const entry = (key: string, json: unknown): readonly (readonly [string, unknown])[] => {
  if (key === 'ignoreCase' || (key === 'for' && parseDuration(json) === 0)) return [];
  if (key === 'over' && json === 'session') return [['in', 'this visit']];
  if (key === 'over' && parseDuration(json)) return [['in the last', json]];
  return [[WORDS[key] ?? key, say(json, key)]];
};

const say = (json: unknown, key = ''): unknown => {
  if (Array.isArray(json)) return list(json, key);
  if (!isObject(json)) return json;
  // names of properties stay as they are
  if (key === 'where') return Object.fromEntries(Object.entries(json).map(([name, one]) => [name, say(one)]));
  if (json.like === '*') return 'anything';
  return Object.fromEntries(Object.entries(inOrder(json)).flatMap(([name, one]) => entry(name, one)));
};

/** `abandoned`: what is to be left out from one instant to another after it. */
const left = ({ abandoned, without, within, ...rest }: Entries): Entries => ({
  after: say(abandoned),
  'then no': say(without),
  ...(say(rest) as Entries),
  ...(within !== undefined && { 'up to': within }),
});

/** What gives points to a class. */
const moving = ({ classifier, is }: Entries, { classifiers = {} }: Definitions): Entries => {
  const evidence = own(classifiers, String(classifier))?.evidence ?? [];
  const of = evidence.filter((one) => one.class === undefined || is === undefined || one.class === is);
  return of.length ? { 'moved by': say(of.map((one) => one.of)) } : {};
};

/** A leaf in lines: what it is about and its value, what it needs, and the metric's name. */
export const plainly = (leaf: ExplainedLeaf, definitions: Definitions): string[] => {
  const { from, to, ...rest } = leaf;
  const condition = leaf.condition as unknown as Entries;
  const isTest = ([key]: readonly [string, unknown]) => TEST_KEYS.includes(key);
  const tests = Object.fromEntries(Object.entries(condition).filter(isTest));
  const named = leaf.form === 'metric' ? String(condition.metric) : '';
  const measured = own(definitions.metrics ?? {}, named) as Entries | undefined;
  const about = measured ?? Object.fromEntries(Object.entries(condition).filter((pair) => !isTest(pair)));
  const form = (measured && headsOf('Metric').find((head) => head in measured)) ?? leaf.form;

  // another metric without a value is told by its name
  const needs: Entries = Object.fromEntries(
    Object.entries(leaf.needs?.like === '*' ? { exists: true } : (leaf.needs ?? {})).map(([key, need]) => [
      key,
      need ?? Object(condition[key]).metric,
    ]),
  );
  const lacks = typeof leaf.value === 'number' && typeof needs.gte === 'number' ? needs.gte - leaf.value : 0;
  // what is told by `in the last 7d` needs no instants
  const hasWindow = to !== undefined && about.over !== 'session' && !parseDuration(about.over);
  const [what = '', need, ...others] = leafInWords(
    {
      ...rest,
      form: form === 'abandoned' ? 'after' : (WORDS[form] ?? form),
      condition: {
        ...(form === 'abandoned' ? left(about) : (say(about) as Entries)),
        ...(form === 'classifier' && moving(condition, definitions)),
        ...tests,
      } as unknown as ExplainedLeaf['condition'],
      needs,
      ...(hasWindow && { from: from ?? null, to }),
    },
    (time) => (typeof time === 'number' ? instant(time) : 'no date'),
  );
  return [
    what,
    ...(need === undefined
      ? []
      : [lacks > 0 && AMOUNTS.includes(form) ? `${need}: ${Math.ceil(lacks * 100) / 100} more` : need]),
    ...others,
    ...(measured ? [`metric ${named}`] : []),
  ];
};
