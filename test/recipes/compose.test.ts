/** Recipes and files of one's own in one file: nothing is lost, nothing is overwritten. */
import { describe, expect, test } from 'vitest';
import {
  compose,
  expandRecipes,
  type FileWithRecipes,
  needsOf,
  newVisitors,
  returningVisitors,
} from '../../src/recipes.js';

const own = { id: 'own', when: { count: 'page_view', gte: 1 } } as const;
const idsOf = ({ segments = [] }: { segments?: readonly { id: string }[] }) => segments.map(({ id }) => id);

describe('compose', () => {
  test('keeps order, and what stands beside the parts', () => {
    const file = compose({ timeZone: 'Europe/Warsaw', segments: [own] }, newVisitors(), returningVisitors());
    expect(file.version).toBe(1);
    expect(file.timeZone).toBe('Europe/Warsaw');
    expect(idsOf(file)).toEqual(['own', 'new-visitors', 'returning-visitors']);
  });

  test('leaves what it is given as it was', () => {
    const parts = newVisitors();
    const before = JSON.stringify(parts);
    compose(parts, returningVisitors());
    expect(JSON.stringify(parts)).toBe(before);
  });

  test.each([
    [{ segments: [own] }, { segments: [own] }, 'segments.own'],
    [{ metrics: { spent: { count: 'a' } } }, { metrics: { spent: { count: 'b' } } }, 'metrics.spent'],
    [{ timeZone: 'Europe/Warsaw' }, { timeZone: 'UTC' }, 'timeZone'],
  ])('refuses two of one name: %j and %j', (one, other, place) => {
    expect(() => compose(one, other)).toThrow(
      expect.objectContaining({ code: 'invalid-definitions', message: expect.stringContaining(place) }),
    );
  });
});

describe('expandRecipes', () => {
  const expand = (...recipes: unknown[]) =>
    expandRecipes({ version: 1, segments: [own], recipes } as unknown as FileWithRecipes);

  test('puts what they give after what the file has of its own', () => {
    const { definitions, faults } = expand('new-visitors', {
      use: 'returning-visitors',
      id: 'fans',
      visits: 9,
    });
    expect(faults).toEqual([]);
    expect('recipes' in definitions).toBe(false);
    expect(definitions.segments).toEqual([
      own,
      ...newVisitors().segments,
      ...returningVisitors({ id: 'fans', visits: 9 }).segments,
    ]);
  });

  test('a file without recipes stays as it is', () => {
    const file = { version: 1, segments: [own] } as const;
    expect(expandRecipes(file)).toEqual({ definitions: file, faults: [] });
  });

  test.each([
    ['new-visitor', 'unknown-recipe', 'recipes[0]', 'new-visitor', 'Did you mean "new-visitors"?'],
    ['constructor', 'unknown-recipe', 'recipes[0]', 'constructor', expect.stringContaining('new-visitors, ')],
    [7, 'unknown-recipe', 'recipes[0]', '7', expect.stringContaining('new-visitors, ')],
    [
      { use: 'returning-visitors', visit: 3 },
      'unknown-key',
      'recipes[0].visit',
      'visit',
      'Did you mean "visits"?',
    ],
    [{ use: 'returning-visitors', visits: '3' }, 'invalid', 'recipes[0].visits', '3', 'a number'],
    [
      { use: 'inactive-visitors', after: 'a month' },
      'invalid',
      'recipes[0].after',
      'a month',
      'a duration such as "30d"',
    ],
    [{ use: 'lead-source', search: 'google.com' }, 'invalid', 'recipes[0].search', 'google.com', 'a list'],
    [{ use: 'new-visitors', id: 'own' }, 'duplicate', 'recipes[0]', 'segments.own', 'an "id" of its own'],
  ])('%j is refused with %s at %s, and the rest is expanded', (use, code, place, found, expected) => {
    const { definitions, faults } = expand(use, 'returning-visitors');
    expect(faults).toEqual([{ code, place, found, expected }]);
    expect(idsOf(definitions)).toEqual(['own', 'returning-visitors']);
  });

  test('a list that is none is told', () => {
    expect(expandRecipes({ version: 1, recipes: 'new-visitors' as never }).faults).toMatchObject([
      { code: 'invalid', place: 'recipes', expected: 'a list' },
    ]);
  });
});

test('needsOf finds events wherever selectors stand, and nothing in `where`', () => {
  expect(
    needsOf({
      segments: [
        {
          id: 'a',
          when: {
            atLeast: 1,
            of: [
              {
                abandoned: { event: ['a', 'b'], where: { count: 'no', trait: 'no' } },
                without: 'c',
                for: '1h',
              },
              { count: { sequence: ['d', { event: 'e*' }], without: 'f' }, gte: 1 },
              { first: 'no', of: 'g', is: 'no' },
              { trait: 'plan', is: 'no' },
            ],
          },
        },
      ],
      metrics: { m: { score: [{ of: 'h', points: 1 }] }, n: { untilAnniversary: 'born' } },
    }),
  ).toEqual({ events: ['a', 'b', 'c', 'd', 'e*', 'f', 'g', 'h'], traits: ['born', 'plan'] });
});
