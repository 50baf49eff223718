/** docs/recipes.md says what the recipes are, and every recipe says what it is for. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../../src/engine.js';
import { FAMILIES, RECIPES } from '../../src/recipes/by-name.js';
import type { Parts, Recipe } from '../../src/recipes/recipe.js';
import * as door from '../../src/recipes.js';
import { documented, page } from './documentation.js';

const all = documented().flatMap(({ family, recipes }) => recipes.map((recipe) => ({ family, ...recipe })));

test('the page is in step with the code', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/recipes.md');
});

test('the README counts them right', () => {
  expect(readFileSync('README.md', 'utf8')).toContain(`: ${all.length} kinds of segments ready to use`);
});

test('every recipe is documented, and leaves by the door', () => {
  expect(all.map(({ family, export: name }) => FAMILIES[family]?.[name])).toEqual(Object.values(RECIPES));
  expect(all.filter(({ export: name }) => !(name in door)).map((one) => one.export)).toEqual([]);
});

test.each(all)(
  '$export says what it means, when to use it, what to do with it, and what each option is',
  (one) => {
    const recipe = FAMILIES[one.family]?.[one.export] as unknown as Recipe;
    for (const text of [one.meaning, one.when, one.action]) expect(text).toMatch(/^[A-Z"].{15,}[.:?!]$/);
    expect(one.options.map(({ name }) => name)).toEqual(Object.keys(recipe.defaults));
    for (const { meaning } of one.options) expect(meaning).toMatch(/^[A-Z].{8,}\.$/);
  },
);

test.each(all)('the example of $export compiles', ({ export: name, example }) => {
  expect(example).toMatch(new RegExp(`^${name}\\(`));
  const parts = new Function(...Object.keys(door), `return ${example}`)(...Object.values(door)) as Parts;
  expect(compile({ version: 1, ...parts }).faults).toEqual([]);
});
