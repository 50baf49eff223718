import { DefinitionError } from '../engine/compile.js';
import type { Load } from './chunks.js';
import type { Report } from './reports.js';

/** Gives a file with the recipes that it names in their place, and whether it is all there. */
export type Expand = (
  file: object,
) => Promise<{ readonly definitions: unknown; readonly isWhole?: boolean | undefined }>;

/**
 * Loads the recipes when a file names some. Where they cannot be had, the rest of the file is run. With `heard`, the events
 * so far, what they need and was never heard of is told.
 */
export const createExpander =
  (
    load: Load,
    report: Report,
    heard?: false | (() => Promise<readonly { readonly name: string }[]>),
  ): Expand =>
  async (file) => {
    try {
      const { expandRecipes, unmetNeeds } = await load('recipes');
      const { definitions, faults } = expandRecipes(file as never);
      if (faults.length) report('invalid-definitions', '', new DefinitionError(faults));
      if (heard)
        heard()
          .then((events) => {
            const names = new Set(events.map(({ name }) => name));
            for (const line of unmetNeeds(file as never, (event) => /\*/.test(event) || names.has(event)))
              report('unmet-need', line);
          })
          .catch((error) => report('unmet-need', 'recipes: not looked at', error));
      return { definitions, isWhole: !faults.length };
    } catch (error) {
      report('recipes-unavailable', 'recipes: not expanded', error);
      const { recipes: _, ...definitions } = file as { recipes: unknown };
      return { definitions, isWhole: false };
    }
  };
