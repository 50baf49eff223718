/** What lies at a path: every leaf, arrays entered, own properties only. */
import type { Json } from '../../src/base/json.js';
import type { Scalar } from './language.js';

const NOTHING = new Set(['__proto__', 'constructor', 'prototype']);

export const isRecord = (value: unknown): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function leaves(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as Json[]).flatMap(leaves) : [value];
}

/** The values under the keys, the last one as it stands (an array is one value here). */
export function raw(root: Json | undefined, keys: readonly string[]): Json[] {
  if (root === undefined) return [];
  const [key, ...rest] = keys;
  if (key === undefined) return [root];
  if (Array.isArray(root)) return (root as Json[]).flatMap((element) => raw(element, keys));
  if (!isRecord(root) || NOTHING.has(key) || !Object.hasOwn(root, key)) return [];
  return raw(root[key], rest);
}

export const lookup = (root: Json | undefined, path: string): Json[] =>
  raw(root, path.split('.')).flatMap(leaves);

export const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value));

export const scalars = (found: readonly Json[]): Scalar[] => found.filter(isScalar);

export const numbers = (found: readonly Json[]): number[] =>
  found.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
