import { isObject, type JsonObject } from '../base/json.js';
import { parseDuration } from '../base/time.js';
import { RECIPES } from './by-name.js';
import type { Recipe } from './recipe.js';

const typeOf = (value: unknown) =>
  Array.isArray(value) ? 'array' : isObject(value) ? 'object' : typeof value;

/** An option takes what its default is like. */
const option = (value: unknown): JsonObject => {
  const type = typeOf(value);
  return {
    default: value as JsonObject,
    ...(parseDuration(value) === undefined ? { type } : { $ref: '#/$defs/duration' }),
  };
};

const use = ({ use, defaults }: Recipe): JsonObject => ({
  type: 'object',
  properties: {
    use: { const: use },
    id: { $ref: '#/$defs/id' },
    ...Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, option(value)])),
  },
  required: ['use'],
  additionalProperties: false,
});

/**
 * The JSON Schema of a definition file, with the key `recipes` added: for editors, which then complete the names of
 * recipes and their options.
 */
export const withRecipes = (schema: JsonObject): JsonObject => {
  const { $defs, ...rest } = schema as { $defs: { [name: string]: JsonObject } } & JsonObject;
  const { File, ...others } = $defs;
  const recipes = Object.values(RECIPES);
  return {
    ...rest,
    $defs: {
      ...others,
      File: {
        ...(File as JsonObject),
        properties: {
          ...(File?.properties as JsonObject),
          recipes: { type: 'array', items: { anyOf: [{ $ref: '#/$defs/recipe' }, ...recipes.map(use)] } },
        },
      },
      recipe: { enum: recipes.map(({ use }) => use) },
    },
  };
};
