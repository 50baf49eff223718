import { isObject } from '../base/json.js';

/** What a file of definitions looks at: names of events (globs as they stand), and paths of traits. */
export interface Needs {
  readonly events: readonly string[];
  readonly traits: readonly string[];
}

/** Keys that a selector stands under. */
const SELECTORS = [
  'count',
  'days',
  'sessions',
  'streak',
  'peak',
  'sinceLast',
  'sinceFirst',
  'interval',
  'of',
  'event',
  'sequence',
  'abandoned',
  'without',
];

/**
 * What must be captured, told or imported for a file, or a part of one, to say anything: read from the definitions
 * themselves, so that it cannot be out of step with them.
 *
 * @example needsOf(cartAbandoners()) // { events: ['add_to_cart', 'purchase'], traits: [] }
 */
export const needsOf = (definitions: unknown): Needs => {
  const events = new Set<string>();
  const traits = new Set<string>();
  const visit = (value: unknown, key: string): void => {
    if (Array.isArray(value)) for (const element of value) visit(element, key);
    else if (isObject(value)) {
      // the keys in `where` are paths, which may be called anything
      for (const [inner, under] of Object.entries(value)) if (inner !== 'where') visit(under, inner);
    } else if (typeof value !== 'string') return;
    else if (SELECTORS.includes(key)) events.add(value);
    else if (/^(trait|untilAnniversary)$/.test(key)) traits.add(value);
  };
  visit(definitions, '');
  return { events: [...events].sort(), traits: [...traits].sort() };
};
