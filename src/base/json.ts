/** Anything that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A value that can be compared: what a path of the segment language yields. */
export type Scalar = string | number | boolean;

/** A plain JSON object; its keys are only ever read as own properties. */
export type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value));

/** Own property or undefined: a name such as `constructor` finds nothing that was not put there. */
export const own = <T>(object: { readonly [key: string]: T }, key: string): T | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/**
 * JSON with its keys in order: equal for what means the same, whatever order a file has it in. `swap` may put
 * something else in the place of what stands under a key.
 */
export const canonical = (value: unknown, swap = (_: string, inner: unknown): unknown => inner): string => {
  if (Array.isArray(value)) return `[${value.map((element) => canonical(element, swap))}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return `{${keys.sort().map((key) => `${JSON.stringify(key)}:${canonical(swap(key, value[key]), swap)}`)}}`;
};

/** Whether an object has something of its own under a key. */
export const has = (object: object, key: string): boolean =>
  Object.hasOwn(object, key) && (object as Record<string, unknown>)[key] !== undefined;

/** JSON. A host's `toJSON` on every list or object, as of Prototype.js, is not asked. */
export const textOf = (value: unknown): string => ('toJSON' in [] ? canonical(value) : JSON.stringify(value));
