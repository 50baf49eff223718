import { isObject, own } from '../base/json.js';
import { type Arrival, arrival } from './arrival.js';
import { RECIPES } from './by-name.js';
import type { FileWithRecipes } from './expand.js';
import { needsOf } from './needs.js';

/** What to do so that an event is there. */
const REMEDIES: { readonly [how in Arrival]: string } = {
  'by itself': 'let page views be captured',
  'by itself, if asked for': 'let visits be captured',
  'with autocapture': 'let autocapture hear it (data-capture="auto" or capture: { auto: true })',
  imported: 'import it from the system that knows of it',
  told: 'tell it by track or data-track',
};

/** What the recipes of a file need and this browser has never heard of, a line for each recipe. For whoever sets a site up. */
export const unmetNeeds = ({ recipes }: FileWithRecipes, isHeard: (event: string) => boolean): string[] =>
  (Array.isArray(recipes) ? recipes : []).flatMap((said) => {
    const { use, ...options } = isObject(said) ? said : { use: said };
    const recipe = own(RECIPES, String(use));
    const missing = recipe ? needsOf(recipe(options)).events.filter((event) => !isHeard(event)) : [];
    return missing.length
      ? [`${use}: ${missing.map((event) => `no ${event} yet: ${REMEDIES[arrival(event)]}`).join('; ')}`]
      : [];
  });
