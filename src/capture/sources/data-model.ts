import { isObject, type Json } from '../../base/json.js';

type Tree = { [key: string]: Json };

const MUTATORS = /^(push|pop|shift|unshift|splice|reverse)$/;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/**
 * Google's data model (github.com/google/data-layer-helper): objects are merged key by key and lists place by place, at
 * every depth; anything else takes the place of what was there. `_clear: true` beside the keys: they are not merged.
 */
export const merge = (from: Tree, to: Tree): void => {
  const { _clear, ...rest } = from;
  for (const [key, value] of Object.entries(rest)) {
    if (key === '__proto__') continue;
    const before = Object.hasOwn(to, key) ? to[key] : undefined;
    const isSameKind = Array.isArray(value) === Array.isArray(before) && isTree(before);
    if (!_clear && isTree(value) && isSameKind) merge(value as Tree, before as Tree);
    else to[key] = value;
  }
};

/** `'a.b', 1` is `{ a: { b: 1 } }`. */
export const expand = (key: string, value: Json): Tree =>
  key.split('.').reduceRight<Json>((inner, part) => ({ [part]: inner }), value) as Tree;

/**
 * A command such as `['ecommerce.items.push', { … }]`: lists may be changed so. Other methods of other things are left
 * to the host's own tools, for they may do something.
 */
export const command = (model: Tree, [path, ...rest]: readonly Json[]): void => {
  const keys = String(path).split('.');
  const method = keys.pop() as string;
  let target: Json | undefined = model;
  for (const key of keys)
    target = isObject(target) && Object.hasOwn(target, key) ? (target as Tree)[key] : undefined;
  if (Array.isArray(target) && MUTATORS.test(method))
    Reflect.apply(Reflect.get(target, method), target, rest);
};
