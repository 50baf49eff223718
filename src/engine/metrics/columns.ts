import { isScalar, type Scalar } from '../../base/json.js';
import { DAY } from '../../base/time.js';
import { lookup, scalarsAt } from '../paths.js';
import type { Column } from '../streams.js';

export const isNumber = (value: unknown): value is number => typeof value === 'number' && isScalar(value);

/** The session an event belongs to. */
export const SESSION: Column = { canon: 'session', take: (event) => [event.session] };

/** The local date of an event, as days since 1970-01-01. */
export const DATE: Column = {
  canon: 'date',
  take: (event, _, world) => [Math.floor(world.localTime(event) / DAY)],
};

/** Every scalar at a path. */
export const scalars = (path: string): Column => {
  const at = lookup(path);
  return {
    canon: JSON.stringify(['scalars', path]),
    take: (event, element, world) => scalarsAt(at, event, element, world),
  };
};

/** The finite numbers at a path; with `times`, each times the first number found there (1 if none), rounded once. */
export const numbers = (path: string, times?: string): Column => {
  const at = lookup(path);
  const factorAt = times === undefined ? undefined : lookup(times);
  return {
    canon: JSON.stringify(['numbers', path, times]),
    take: (event, element, world) => {
      const found: Scalar[] = scalarsAt(at, event, element, world).filter(isNumber);
      const factor = factorAt && scalarsAt(factorAt, event, element, world).find(isNumber);
      return factor === undefined
        ? found
        : found.map((number) => (number as number) * factor).filter(isNumber);
    },
  };
};
