import { has } from '../base/json.js';
import { DefinitionError } from '../engine/compile.js';
import type { Load } from './chunks.js';
import type { Report } from './reports.js';

/** Gives a file with what stands for something else in it put in its place, and whether it is all there. */
export type Expand = (file: object) => Promise<{ readonly definitions: object; readonly isWhole: boolean }>;

/** In this order: a play may be for a segment that a recipe gives. */
const PARTS = ['recipes', 'plays'] as const;

/**
 * Loads what knows of recipes and of plays where a file has some. Where it cannot be had, the rest of the file is run.
 * With `heard`, the events so far, what recipes need and was never heard of is told.
 */
export const createExpander =
  (
    load: Load,
    report: Report,
    heard?: false | (() => Promise<readonly { readonly name: string }[]>),
  ): Expand =>
  async (definitions) => {
    let isWhole = true;
    const fail = (...told: Parameters<Report>) => {
      isWhole = false;
      report(...told);
    };
    for (const part of PARTS) {
      if (!has(definitions, part)) continue;
      try {
        const { expand, tellUnmet } = await load(part);
        if (heard) tellUnmet?.(definitions as never, heard(), (...told) => report('unmet-need', ...told));
        const expanded = expand(definitions as never);
        definitions = expanded.definitions;
        if (expanded.faults.length) fail('invalid-definitions', '', new DefinitionError(expanded.faults));
      } catch (error) {
        fail(`${part}-unavailable`, `${part}: left out`, error);
        definitions = { ...definitions, [part]: undefined };
      }
    }
    return { definitions, isWhole };
  };
