import * as z from 'zod/mini';
import { has, isObject, type JsonObject } from '../base/json.js';
import { suggest } from '../base/nearest.js';
import { fits, LEAVES, RULES } from './leaves.js';
import { type Maker, read } from './reading.js';

type Schema = z.ZodMiniType;

type Issues = z.core.$ZodIssue[];

const judge = (schema: Schema, value: unknown): Issues => z.safeParse(schema, value).error?.issues ?? [];

const wrong = (input: unknown, message: string): Issues => [{ code: 'custom', input, path: [], message }];

/** A schema that decides when the value is there. */
const by = (decide: (value: unknown) => Issues): Schema =>
  z.unknown().check(({ value, issues }) => {
    issues.push(...(decide(value) as typeof issues));
  });

const made = new Map<string, Schema>();

/** The schema of a type of the grammar. */
export const schemaOf = (name: string): Schema => {
  const known = made.get(name);
  if (known) return known;
  const schema = read(name, maker);
  made.set(name, schema);
  return schema;
};

const maker: Maker<Schema> = {
  plain: (name) => {
    const [prose, leaf] = LEAVES[name] as (typeof LEAVES)[string];
    return z.custom((value) => fits(leaf, value), `Expected ${prose}.`);
  },
  word: (word) => z.custom((value) => value === word, `Expected "${word}".`),
  list: (of) =>
    z.array(of, 'Expected a list.').check(z.refine((list) => list.length > 0, 'Expected at least one.')),
  pair: (of) => z.array(of, 'Expected a list.').check(z.refine((list) => list.length === 2, 'Expected two.')),
  // any name, `__proto__` too
  dictionary: (of) =>
    by((value) =>
      isObject(value)
        ? Object.keys(value).flatMap((key) =>
            judge(of, value[key]).map((issue) => ({ ...issue, path: [key, ...issue.path] })),
          )
        : wrong(value, 'Expected an object.'),
    ),
  // of those that it is not, the one that it comes nearest to tells why
  either: (options) =>
    by((value) => {
      const found = options.map((option) => judge(option, value));
      if (found.some((issues) => !issues.length)) return [];
      const inside = found.find((issues) => issues.some(({ path }) => path.length));
      return inside ?? wrong(value, found.map(([issue]) => issue?.message.replace(/\.$/, '')).join(', or: '));
    }),
  // a type may hold itself
  named: (name) => by((value) => judge(schemaOf(name), value)),
  object: (fields) => {
    const keys = fields.map(({ key }) => key);
    const object = z.strictObject(
      Object.fromEntries(fields.map(({ key, needed, made }) => [key, needed ? made : z.optional(made)])),
      {
        error: (issue) =>
          issue.code === 'unrecognized_keys'
            ? issue.keys.map((key) => `Unknown key "${key}". ${suggest(key, keys)}`.trimEnd()).join(' ')
            : 'Expected an object.',
      },
    );
    const rules = RULES.filter(({ key }) => keys.includes(key));
    return object.check(
      ...rules.map(({ holds, expected }) =>
        z.refine((json) => holds(json as JsonObject), `Expected ${expected}.`),
      ),
    );
  },
  // the head tells the form, so that what is wrong is said of what was meant
  forms: (objects) =>
    by((value) => {
      const head = [...objects.keys()].find((key) => isObject(value) && has(value, key));
      const form = objects.get(head ?? '');
      return form
        ? judge(form, value)
        : wrong(value, `Expected an object with one of ${[...objects.keys()].join(', ')}.`);
    }),
};
