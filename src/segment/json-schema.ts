import type { JsonObject } from '../base/json.js';
import { LEAVES, RULES } from './leaves.js';
import { type Maker, read, TYPES } from './reading.js';

const reference = (name: string): JsonObject => ({ $ref: `#/$defs/${name}` });
const ruleFor = (key: string) => `with-${key}`;

/** `definitions`: where each form gets a name of its own. */
const makerInto = (definitions: Map<string, JsonObject>): Maker<JsonObject> => ({
  plain: (name) => reference(name.replace('@', 'one-of-')),
  word: (word) => ({ const: word }),
  list: (items) => ({ type: 'array', minItems: 1, items }),
  pair: (items) => ({ type: 'array', minItems: 2, maxItems: 2, items }),
  dictionary: (additionalProperties) => ({ type: 'object', additionalProperties }),
  either: (options) => {
    const words = options.flatMap((option) => (option.const === undefined ? [] : [option.const]));
    const others = options.filter((option) => option.const === undefined);
    const word = words.length ? [{ enum: words }] : [];
    return others.length ? { anyOf: [...others, ...word] } : { enum: words };
  },
  named: reference,
  object: (fields) => {
    const rules = RULES.filter((rule) => fields.some(({ key }) => key === rule.key));
    return {
      type: 'object',
      properties: Object.fromEntries(fields.map(({ key, made }) => [key, made])),
      required: fields.flatMap(({ key, needed }) => (needed ? [key] : [])),
      additionalProperties: false,
      ...(rules.length ? { allOf: rules.map(({ key }) => reference(ruleFor(key))) } : {}),
    };
  },
  forms: (objects, name) => ({
    anyOf: [...objects].map(([head, form]) => {
      definitions.set(`${name}-${head}`, form);
      return reference(`${name}-${head}`);
    }),
  }),
});

/**
 * The JSON Schema (draft 2020-12) of a definition file and its plays, for editors: with the key `recipes` added it is
 * `dist/definitions.schema.json`. What it cannot say (references, circles, limits of the whole file) `parseDefinitions` does.
 */
export const jsonSchema = (): JsonObject => {
  const forms = new Map<string, JsonObject>();
  const maker = makerInto(forms);
  const types = TYPES.map((name) => [name, read(name, maker)] as const);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Ethogram definitions',
    ...reference('File'),
    $defs: Object.fromEntries([
      ...types,
      ...forms,
      ...Object.entries(LEAVES).map(([name, [description, leaf]]) => [
        name.replace('@', 'one-of-'),
        { description, ...leaf },
      ]),
      ...RULES.map(({ key, expected, json }) => [ruleFor(key), { description: expected, ...json }]),
    ]),
  };
};
