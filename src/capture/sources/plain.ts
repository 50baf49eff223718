import { isObject, isScalar, type Json } from '../../base/json.js';

const DEEPEST = 6;

const isPlain = (value: object): boolean => {
  const prototype = Object.getPrototypeOf(value);
  // an object of another frame has another Object.prototype, which has none above it
  return !prototype || !Object.getPrototypeOf(prototype);
};

/**
 * A copy of what a host keeps, of which nothing leads back to it: numbers, texts, lists, plain objects. What else there
 * is (functions, elements, dates, NaN, circles) is left out, and so are names that lead to prototypes.
 */
export const plain = (value: unknown, depth = 0): Json | undefined => {
  if (value === null || isScalar(value)) return value;
  if (depth > DEEPEST) return undefined;
  if (Array.isArray(value))
    return value.flatMap((element) => {
      const copy = plain(element, depth + 1);
      return copy === undefined ? [] : [copy];
    });
  if (!isObject(value) || !isPlain(value)) return undefined;
  const copy: { [key: string]: Json } = {};
  for (const key of Object.keys(value)) {
    const inner = key === '__proto__' ? undefined : plain(value[key], depth + 1);
    if (inner !== undefined) copy[key] = inner;
  }
  return copy;
};
