/** What is fetched where a file names recipes. */
export { expandRecipes as expand } from './expand.js';
export { tellUnmet } from './unmet.js';
