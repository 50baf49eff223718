import { isObject, own } from '../base/json.js';
import { suggest } from '../base/nearest.js';
import { parseDuration } from '../base/time.js';
import type { Definitions } from '../segment/types.js';
import { RECIPES } from './by-name.js';
import { clash, join } from './compose.js';
import type { Recipe } from './recipe.js';

/** A recipe by its name in a file, with what differs from its defaults. */
export type Use = string | { readonly use: string; readonly id?: string; readonly [option: string]: unknown };

/** A definition file that names recipes. */
export interface FileWithRecipes extends Definitions {
  /** `["cart-abandoners", { "use": "heavy-users", "days": 12 }]` */
  readonly recipes?: readonly Use[];
}

/** A fault, as `compile` tells them. */
export interface RecipeFault {
  readonly code: 'invalid' | 'unknown-recipe' | 'unknown-key' | 'duplicate';
  /** `recipes[1].days` */
  readonly place: string;
  readonly found: string;
  readonly expected: string;
}

export interface Expanded {
  /** The file with what its recipes give after its own parts. A faulty use of a recipe is left out. */
  readonly definitions: Definitions;
  readonly faults: readonly RecipeFault[];
}

/** What an option takes, by its default. */
const KINDS: readonly (readonly [kind: string, fits: (value: unknown) => boolean])[] = [
  ['a duration such as "30d"', (value) => parseDuration(value) !== undefined],
  ['a text', (value) => typeof value === 'string'],
  ['a number', (value) => typeof value === 'number' && Number.isFinite(value)],
  ['true or false', (value) => typeof value === 'boolean'],
  ['a list', Array.isArray],
  ['an object', isObject],
];

const shown = (value: unknown): string =>
  Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : String(value).slice(0, 60);

/** Everything that is wrong with the options of one use. */
const faultsOf = (recipe: Recipe, options: object, place: string): RecipeFault[] => {
  const defaults = { id: recipe.use, ...recipe.defaults } as Readonly<Record<string, unknown>>;
  const words = Object.keys(defaults);
  return Object.entries(options).flatMap(([key, value]): RecipeFault[] => {
    const at = `${place}.${key}`;
    if (!words.includes(key))
      return [
        { code: 'unknown-key', place: at, found: key, expected: suggest(key, words) || words.join(', ') },
      ];
    const [expected, fits] = KINDS.find(([, fits]) => fits(defaults[key])) as (typeof KINDS)[number];
    return fits(value) ? [] : [{ code: 'invalid', place: at, found: shown(value), expected }];
  });
};

/**
 * A file with every recipe that it names put in the place of its name. Pure; what is wrong comes back with its place,
 * and the rest is expanded all the same.
 *
 * @example
 * const { definitions, faults } = expandRecipes({ version: 1, recipes: ['cart-abandoners', { use: 'heavy-users', days: 12 }] });
 */
export const expandRecipes = ({ recipes, ...file }: FileWithRecipes): Expanded => {
  const faults: RecipeFault[] = [];
  let definitions = file as Definitions;
  if (recipes !== undefined && !Array.isArray(recipes))
    faults.push({ code: 'invalid', place: 'recipes', found: shown(recipes), expected: 'a list' });
  for (const [index, said] of (Array.isArray(recipes) ? (recipes as readonly Use[]) : []).entries()) {
    const place = `recipes[${index}]`;
    const { use, ...options } = isObject(said) ? said : { use: said };
    const recipe = own(RECIPES, String(use));
    if (!recipe) {
      const names = Object.keys(RECIPES);
      const expected = suggest(String(use), names) || names.join(', ');
      faults.push({ code: 'unknown-recipe', place, found: shown(use), expected });
      continue;
    }
    const wrong = faultsOf(recipe, options, place);
    const parts = wrong.length ? undefined : recipe(options);
    const taken = parts && clash(definitions, parts);
    if (taken !== undefined)
      wrong.push({ code: 'duplicate', place, found: taken, expected: 'an "id" of its own' });
    faults.push(...wrong);
    if (parts && !wrong.length)
      definitions = join({ ...definitions }, { ...parts }) as unknown as Definitions;
  }
  return { definitions, faults };
};
