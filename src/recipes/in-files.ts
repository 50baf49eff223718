/** What is fetched where a file names recipes. */
export { expandRecipes } from './expand.js';
export { unmetNeeds } from './unmet.js';
