/** Reads the golden cases of recipes: what a visitor does, and who is in at which instant, by time since the start. */
import { readFileSync } from 'node:fs';
import type { Json } from '../../src/base/json.js';
import { parseDuration, SESSION_TIMEOUT } from '../../src/base/time.js';
import type { Event } from '../../src/engine.js';
import { expandRecipes, type FileWithRecipes, type Use } from '../../src/recipes.js';
import type { Definitions } from '../../src/segment/types.js';

/** A Monday. Everybody's first instant, unless a case has another. */
const START = '2026-06-01T00:00:00Z';

interface Act {
  /** Since the start: `"0s"`, `"1d12h"`. */
  readonly at: string;
  readonly name: string;
  readonly props?: { readonly [key: string]: Json };
  /** The act so many times in all, one `every` so long. */
  readonly times?: number;
  readonly every?: string;
}

export interface Visitor {
  readonly log: readonly Act[];
  /** All segments that the visitor is in, by the time since the start. */
  readonly expect: { readonly [at: string]: readonly string[] };
  /** Metrics by the time since the start; null where there is no value. */
  readonly metrics?: { readonly [at: string]: { readonly [name: string]: Json } };
}

export interface Golden {
  readonly recipes: readonly Use[];
  /** Parts of the file beside the recipes. */
  readonly file?: Partial<FileWithRecipes>;
  readonly start?: string;
  readonly visitors: { readonly [who: string]: Visitor };
}

export const GOLDEN = new URL('./golden/', import.meta.url);

export const readGolden = (use: string): Golden =>
  JSON.parse(readFileSync(new URL(`${use}.json`, GOLDEN), 'utf8'));

export const definitionsOf = ({ file, recipes }: Golden): Definitions => {
  const { definitions, faults } = expandRecipes({ version: 1, ...file, recipes });
  if (faults.length) throw new Error(JSON.stringify(faults));
  return definitions;
};

export const milliseconds = (duration: string): number => {
  const found = parseDuration(duration);
  if (found === undefined) throw new Error(`No duration: ${duration}`);
  return found;
};

export const instantOf = ({ start = START }: Golden, at: string): number =>
  Date.parse(start) + milliseconds(at);

/** The log in its order, with visits as the browser would see them: a new one after half an hour of nothing. */
export const eventsOf = (golden: Golden, { log }: Visitor): Event[] => {
  const acts = log.flatMap(({ at, name, props = {}, times = 1, every = '0s' }) =>
    Array.from({ length: times }, (_, i) => ({
      name,
      props,
      time: instantOf(golden, at) + i * milliseconds(every),
    })),
  );
  let session = 0;
  let last = Number.NEGATIVE_INFINITY;
  return acts
    .sort((a, b) => a.time - b.time)
    .map(({ name, props, time }, i) => {
      if (time - last >= SESSION_TIMEOUT) session++;
      last = time;
      return { id: `e${String(i).padStart(4, '0')}`, name, time, session: `s${session}`, props };
    });
};
