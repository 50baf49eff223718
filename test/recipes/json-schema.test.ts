/** What an editor completes and accepts in `recipes` is what is expanded without a fault. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { RECIPES } from '../../src/recipes/by-name.js';
import { expandRecipes, type Use, withRecipes } from '../../src/recipes.js';
import { jsonSchema } from '../../src/schema.js';

const validate = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false }).compile(
  withRecipes(jsonSchema()),
);
const fits = (...recipes: unknown[]) => validate({ version: 1, recipes });
const expands = (...recipes: unknown[]) =>
  !expandRecipes({ version: 1, recipes: recipes as Use[] }).faults.length;

const recipes = Object.values(RECIPES).map((recipe) => [recipe.use, recipe.defaults] as const);

test.each(recipes)('%s: by its name, and with every option', (use, defaults) => {
  const whole = { use, id: 'mine', ...defaults };
  expect([fits(use, whole), expands(use, whole)]).toEqual([true, true]);
});

test.each(recipes)('%s: no other option, and none of another kind', (use, defaults) => {
  for (const [key, value] of [
    ['other', 1],
    ['id', 7],
    ...Object.entries(defaults).map(([key, value]) => [key, typeof value === 'number' ? 'x' : 7]),
  ] as const) {
    const wrong = { use, [key]: value };
    expect([key, fits(wrong), expands(wrong)]).toEqual([key, false, false]);
  }
});

test('no other recipe, and no file that is wrong elsewhere', () => {
  expect([fits('cart-abandoner'), expands('cart-abandoner')]).toEqual([false, false]);
  expect([fits({ id: 'x' }), expands({ id: 'x' })]).toEqual([false, false]);
  expect(validate({ version: 1, recipes: ['buyers'], segment: [] })).toBe(false);
});
