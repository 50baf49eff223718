/** What holds of every recipe: plain definitions, names of its own, options that can all be turned. */
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/engine.js';
import { RECIPES } from '../../src/recipes/by-name.js';
import { compose, needsOf } from '../../src/recipes.js';

const all = Object.values(RECIPES);

describe.each(all.map((recipe) => [recipe.use, recipe] as const))('%s', (use, recipe) => {
  test('gives plain JSON that compiles', () => {
    const parts = recipe();
    expect(JSON.parse(JSON.stringify(parts))).toEqual(parts);
    expect(compile(compose(parts)).faults).toEqual([]);
  });

  test('names everything after its id, so that it can be used twice', () => {
    const ownNames = (parts: ReturnType<typeof recipe>) => [
      ...parts.segments.map(({ id }) => id),
      ...parts.segments.flatMap(({ exclusive }) => exclusive ?? []),
      ...[parts.metrics, parts.classifiers, parts.models].flatMap((part) => Object.keys(part ?? {})),
    ];
    const isOurs = (id: string) => (name: string) => name === id || /^[-.]/.test(name.slice(id.length));
    for (const id of [use, 'another']) {
      const names = ownNames(recipe({ id }));
      expect(names.filter((name) => !name.startsWith(id) || !isOurs(id)(name))).toEqual([]);
    }
    expect(compile(compose(recipe(), recipe({ id: 'another' }))).faults).toEqual([]);
  });

  test('looks at something', () => {
    const { events, traits } = needsOf(recipe());
    expect([...events, ...traits, ...JSON.stringify(recipe()).matchAll(/"now"/g)].length).toBeGreaterThan(0);
  });
});

test('all of them fit into one file', () => {
  const file = compose(...all.map((recipe) => recipe()));
  expect(compile(file).segments.length).toBeGreaterThanOrEqual(all.length);
});
