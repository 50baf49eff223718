import * as benefits from './benefits.js';
import * as blog from './blog.js';
import * as churn from './churn.js';
import * as conversion from './conversion.js';
import * as device from './device.js';
import * as engagement from './engagement.js';
import * as interests from './interests.js';
import * as journey from './journey.js';
import * as loyalty from './loyalty.js';
import * as messages from './messages.js';
import * as overlap from './overlap.js';
import * as product from './product.js';
import * as purchaseBehaviour from './purchase-behaviour.js';
import type { Recipe } from './recipe.js';
import * as satisfaction from './satisfaction.js';
import * as timing from './timing.js';
import * as usage from './usage.js';
import * as visits from './visits.js';

/** The families of recipes, in the order of the documentation. */
export const FAMILIES: { readonly [family: string]: { readonly [name: string]: unknown } } = {
  visits,
  product,
  blog,
  conversion,
  messages,
  overlap,
  'purchase-behaviour': purchaseBehaviour,
  benefits,
  journey,
  usage,
  timing,
  satisfaction,
  loyalty,
  interests,
  engagement,
  churn,
  device,
};

const byName = (): { readonly [use: string]: Recipe } =>
  Object.fromEntries(
    Object.values(FAMILIES)
      .flatMap((family) => Object.values(family) as Recipe[])
      .map((recipe) => [recipe.use, recipe]),
  );

/** Every recipe by its name in files. */
export const RECIPES = /* @__PURE__ */ byName();

/** The names of all recipes, in the order of the documentation. */
export const recipeNames = /* @__PURE__ */ Object.keys(RECIPES);
