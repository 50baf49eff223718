/** The shop's own segments, and those of the recipes that it names. */
import { expandRecipes } from '../../dist/recipes.js';

const file = await fetch('segments.json').then((answer) => answer.json());
export const { definitions } = expandRecipes(file);
