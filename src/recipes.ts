export { compose } from './recipes/compose.js';
export type { Expanded, FileWithRecipes, RecipeFault, Use } from './recipes/expand.js';
export { expandRecipes } from './recipes/expand.js';
export type { Needs } from './recipes/needs.js';
export { needsOf } from './recipes/needs.js';
export type { OptionsLike, Parts, Recipe } from './recipes/recipe.js';
export {
  backAfterAbsence,
  inactiveVisitors,
  landedOn,
  leadSource,
  newVisitors,
  returningVisitors,
} from './recipes/visits.js';
