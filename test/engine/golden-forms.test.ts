/** The language by example leaves nothing out: every form, key, word and alternative of the grammar stands in a file of test/golden. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { has, isObject } from '../../src/base/json.js';
import { type Fields, GRAMMAR, headsOf, SHAPES, TEST_KEYS } from '../../src/engine/grammar.js';

const folder = new URL('../golden/', import.meta.url);

/** What the grammar has, and what the examples have of it. */
const all = new Set<string>();
const seen = new Set<string>();

/** A test is the same wherever it stands, and so is a metric. */
const nameOf = (type: string, fields: Fields, key: string): string => {
  const [head] = fields.keys() as Iterable<string>;
  if (TEST_KEYS.includes(key)) return `Test ${key}`;
  return `${type === 'Condition' && headsOf('Metric').includes(head as string) ? 'Metric' : type} ${head} ${key}`;
};

/** Whether a value is of an alternative, as far as that tells it from the others. */
function isOf(type: string, value: unknown): boolean {
  if (type.startsWith("'")) return value === type.slice(1);
  if (type === 'nothing') return Array.isArray(value) && value.length === 0;
  if (/^[[2]/.test(type)) return Array.isArray(value);
  if (type.startsWith('{') || SHAPES.has(type)) return isObject(value);
  if (type === 'number') return typeof value === 'number';
  if (type === 'text' || type === 'duration' || type === 'name') return typeof value === 'string';
  return !isObject(value) && !Array.isArray(value);
}

/** Names the alternatives of a type, or, with a value, the one that it is. */
function walk(types: string, name: string, found: Set<string>, values: readonly unknown[] | undefined): void {
  const alternatives = types.split('|');
  for (const type of alternatives) {
    const named = GRAMMAR[type];
    if (typeof named === 'string') {
      walk(named, type, found, values);
      continue;
    }
    const those = values?.filter((value) => isOf(type, value));
    if (those?.length === 0) continue;
    if (alternatives.length > 1) found.add(`${name} ${type}`);
    if (/^[[2{]/.test(type)) {
      const inner = those?.flatMap((value) => Object.values(value as object));
      if (inner === undefined || inner.length > 0) walk(type.slice(1), name, found, inner);
    }
    for (const value of those ?? []) if (SHAPES.has(type) && isObject(value)) visit(type, value);
  }
}

function visit(type: string, value: { [key: string]: unknown }): void {
  const forms = SHAPES.get(type) as readonly Fields[];
  const fields = forms.length > 1 ? forms[headsOf(type).findIndex((head) => has(value, head))] : forms[0];
  for (const [key, [of]] of fields ?? []) {
    if (!has(value, key)) continue;
    const name = nameOf(type, fields as Fields, key);
    seen.add(name);
    walk(of, name, seen, [value[key]]);
  }
}

it('every form of the language is told by an example', () => {
  for (const [type, forms] of SHAPES)
    for (const fields of forms)
      for (const [key, [of]] of fields) {
        all.add(nameOf(type, fields, key));
        walk(of, nameOf(type, fields, key), all, undefined);
      }
  for (const file of readdirSync(folder))
    if (file.endsWith('.json'))
      visit('File', JSON.parse(readFileSync(new URL(file, folder), 'utf8')).definitions);
  expect(all.size).toBeGreaterThan(200);
  expect([...all].filter((name) => !seen.has(name))).toEqual([]);
});
