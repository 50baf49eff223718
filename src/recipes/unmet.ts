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
  'from plays': 'give the file plays, or tell it by track',
  imported: 'import it from the system that knows of it',
  told: 'tell it by track or data-track',
};

/** What the recipes of a file need and nobody has heard of, a line for each recipe. */
const unmetNeeds = ({ recipes }: FileWithRecipes, isHeard: (event: string) => boolean): string[] =>
  (Array.isArray(recipes) ? recipes : []).flatMap((said) => {
    const { use, ...options } = isObject(said) ? said : { use: said };
    const recipe = own(RECIPES, String(use));
    const missing = recipe ? needsOf(recipe(options)).events.filter((event) => !isHeard(event)) : [];
    return missing.length
      ? [`${use}: ${missing.map((event) => `no ${event} yet: ${REMEDIES[arrival(event)]}`).join('; ')}`]
      : [];
  });

/** Tells whoever sets a site up what the recipes of a file need and this browser has never heard of, once that is known. */
export const tellUnmet = async (
  file: FileWithRecipes,
  heard: Promise<readonly { readonly name: string }[]>,
  tell: (line: string, why?: unknown) => void,
): Promise<void> => {
  try {
    const names = new Set((await heard).map(({ name }) => name));
    for (const line of unmetNeeds(file, (event) => /\*/.test(event) || names.has(event))) tell(line);
  } catch (error) {
    tell('recipes: not looked at', error);
  }
};
