import type { Scalar } from '../base/json.js';
import type { Event } from '../event/types.js';
import { lookup, scalarsAt } from './paths.js';
import type { World } from './world.js';

const ALL = [''] as const;

/** The values at the path `same` for each of which all goes on by itself; without it all events are of one. */
export const valuesOf = (same: string | undefined, world: World): ((event: Event) => ReadonlySet<Scalar>) => {
  const at = same === undefined ? undefined : lookup(same, world);
  return (event) => new Set(at ? scalarsAt(at, event) : ALL);
};
