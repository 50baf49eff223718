/** What is said of a file that the compiler refuses. */
import { describe, expect, test } from 'vitest';
import { nearest } from '../../src/base/nearest.js';
import { compile, type DefinitionError } from '../../src/engine/compile.js';
import { parseDefinitions } from '../../src/schema.js';
import { LEAVES } from '../../src/segment/leaves.js';

/** "a operand", "an metric". */
const WRONG_ARTICLE = /\b(a [aeio]|an [^aeiou])/i;

const file = (when: unknown, more: object = {}) => ({ version: 1, segments: [{ id: 'it', when }], ...more });
const metrics = { 'spent.eur': { sum: 'value', of: 'purchase' } };

const said: readonly [what: string, file: unknown, place: string, hint: string | RegExp][] = [
  ['a misspelt head', file({ conut: 'a', gte: 1 }), 'segments[0].when', 'Did you mean "count"?'],
  ['a misspelt key', file({ count: 'a', gt_e: 1, lt: 3 }), 'segments[0].when.gt_e', 'Did you mean "gte"?'],
  ['another spelling', file({ since_last: 'a', gte: '1d' }), 'segments[0].when', 'Did you mean "sinceLast"?'],
  [
    'a key that is not of this form',
    file({ streak: 'a', over: '7d', gte: 1 }),
    'segments[0].when.over',
    /leave it out/,
  ],
  ['a misspelt word', file({ now: 'weekdays', is: 1 }), 'segments[0].when.now', 'Did you mean "weekday"?'],
  [
    'a misspelt window',
    file({ count: 'a', over: 'this_wek', gte: 1 }),
    'segments[0].when.over',
    'Did you mean "this_week"?',
  ],
  [
    'recipes, which are no part of the language',
    file({ count: 'a', gte: 1 }, { recipes: ['buyers'] }),
    'recipes',
    /expandRecipes of ethogram\/recipes/,
  ],
  ['a misspelt segment', file({ segment: 'itt' }), 'segments[0].when.segment', 'Did you mean "it"?'],
  [
    'a misspelt metric',
    file({ metric: 'spent.euro', gte: 1 }, { metrics }),
    'segments[0].when.metric',
    'Did you mean "spent.eur"?',
  ],
  [
    'no duration',
    file({ count: 'a', over: 'a month', gte: 1 }),
    'segments[0].when.over',
    /a duration such as "30d"/,
  ],
  [
    'what is missing',
    file({ abandoned: 'a', without: 'b' }),
    'segments[0].when.for',
    'Add "for": a duration such as "30d" or "1d12h".',
  ],
  ['a number in quotes', file({ count: 'a', gte: '3' }), 'segments[0].when.gte', 'Write 3 without quotes.'],
  ['null', file({ trait: 'plan', is: null }), 'segments[0].when.is', /^null is nothing to compare with/],
  ['an empty list', file({ all: [] }), 'segments[0].when.all', 'Write a list that is not empty.'],
  ['no test', file({ count: 'a' }), 'segments[0].when.is', 'Add a test, such as "gte": 1.'],
  [
    'a "where" beside a name',
    file({ count: 'a', where: { b: 1 }, gte: 1 }),
    'segments[0].when.where',
    'It belongs to the events: write { "event": "…", "where": … } in the place of their name.',
  ],
  [
    'another form beside a "not"',
    file({ count: 'a', gte: 1, not: { count: 'b', gte: 1 } }),
    'segments[0].when.count',
    'Nothing stands beside "not": put both into a list in "all".',
  ],
  ['"and", as others say', file({ and: [] }), 'segments[0].when', 'Did you mean "all"?'],
  ['"or", as others say', file({ or: [] }), 'segments[0].when', 'Did you mean "any"?'],
  [
    'what may be an object, too',
    file({ count: 'a', gte: true }),
    'segments[0].when.gte',
    'Write a number, or a duration such as "30d" for its milliseconds or an object with "metric".',
  ],
  [
    'what stands in the place of events',
    file({ count: 3, gte: 1 }),
    'segments[0].when.count',
    'Write an event\'s name or a glob, a list that is not empty or an object with "event".',
  ],
  ['nothing', undefined, '', /an object/],
  [
    'a place inside a name with a dot',
    { version: 1, metrics: { 'a.b': { count: 3 } } },
    'metrics.a.b.count',
    /a name|event/,
  ],
  [
    'a circle',
    { version: 1, metrics: { a: { metric: 'b' }, b: { metric: 'a' } } },
    'metrics.a',
    'Take one of these references out.',
  ],
  [
    'an id twice',
    {
      version: 1,
      segments: [file({}).segments[0], file({}).segments[0]].map((one) => ({
        ...one,
        when: { count: 'a', gte: 1 },
      })),
    },
    'segments[1].id',
    'Give each segment an id of its own.',
  ],
  ['a text too long', file({ count: 'a'.repeat(1_025), gte: 1 }), 'segments[0].when.count', /1024/],
];

describe('what is said of a fault', () => {
  test.each(said)('%s', (_, wrong, place, hint) => {
    const { faults = [] } = parseDefinitions(wrong);
    const fault = faults.find((one) => one.place === place);
    expect(faults.map((one) => one.place)).toContain(place);
    if (typeof hint === 'string') expect(fault?.hint).toBe(hint);
    else expect(fault?.hint).toMatch(hint);
    expect(`${fault?.expected} ${fault?.hint}`).not.toMatch(WRONG_ARTICLE);
  });

  test('every plain type has the right article', () => {
    const prose = Object.values(LEAVES).map(([words]) => words);
    expect(prose.length).toBeGreaterThan(20);
    expect(prose.filter((words) => WRONG_ARTICLE.test(words))).toEqual([]);
  });

  test('code, place and what was found are the compiler’s, for every fault', () => {
    const wrong = file(
      { all: [{ conut: 'a' }, { count: 'a', over: 'tody', gte: '3' }] },
      { weekStart: 'sat' },
    );
    const { faults = [] } = parseDefinitions(wrong);
    let told: unknown;
    try {
      compile(wrong as never);
    } catch (error) {
      told = (error as DefinitionError).faults;
    }
    expect(faults).toHaveLength(4);
    expect(faults.map(({ code, place, found }) => ({ code, place, found }))).toEqual(
      (told as DefinitionError['faults']).map(({ code, place, found }) => ({ code, place, found })),
    );
    for (const { expected, hint } of faults) {
      expect(expected).not.toMatch(/[|@[{]|'/); // the grammar's own signs
      expect(hint).toMatch(/[.?]$/);
    }
  });

  test('a name that every object inherits is a word like any other', () => {
    for (const key of ['constructor', 'toString', 'valueOf'])
      expect(parseDefinitions(file({ [key]: 'a' } as never)).faults).toMatchObject([
        { code: 'unknown-form' },
      ]);
  });

  test('a file that runs comes back as it is', () => {
    const good = file({ count: 'a', gte: 1 });
    expect(parseDefinitions(good)).toEqual({ definitions: good });
  });
});

test.each([
  ['cuont', 'count'],
  ['SinceLast', 'sinceLast'],
  ['enter-after', 'enterAfter'],
  ['i', undefined],
  ['purchase', undefined],
  ['x'.repeat(10_000), undefined],
])('nearest to %s is %s', (word, near) => {
  expect(nearest(word, ['count', 'sinceLast', 'enterAfter', 'gte'])).toBe(near);
});
