import * as blog from './blog.js';
import * as conversion from './conversion.js';
import * as product from './product.js';
import type { Recipe } from './recipe.js';
import * as visits from './visits.js';

/** The families of recipes, in the order of the documentation. */
export const FAMILIES: { readonly [family: string]: { readonly [name: string]: unknown } } = {
  visits,
  product,
  blog,
  conversion,
};

const byName = (): { readonly [use: string]: Recipe } =>
  Object.fromEntries(
    Object.values(FAMILIES)
      .flatMap((family) => Object.values(family) as Recipe[])
      .map((recipe) => [recipe.use, recipe]),
  );

/** Every recipe by its name in files. */
export const RECIPES = /* @__PURE__ */ byName();
