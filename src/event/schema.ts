import * as z from 'zod/mini';
import { own } from '../base/json.js';
import { nearest } from '../base/nearest.js';
import { CATALOGUE, type Form } from './catalogue.js';

const number = z.number();
const text = z.string();

/** What each word of the catalogue takes. */
const WORDS: { readonly [word: string]: readonly [expected: string, schema: z.ZodMiniType] } = {
  text: ['a text', text],
  number: ['a number', number],
  flag: ['true or false', z.boolean()],
  id: ['a text or a number', z.union([text, number])],
  texts: ['a text or a list of texts', z.union([text, z.array(text)])],
};

const KINDS: readonly (readonly [name: string, is: (value: unknown) => boolean])[] = [
  ['nothing', (value) => value === undefined],
  ['null', (value) => value === null],
  ['a list', Array.isArray],
  ['a text', (value) => typeof value === 'string'],
  ['an object', (value) => typeof value === 'object'],
];

const expected = (what: string) => (issue: { readonly input?: unknown }) =>
  `expected ${what}, found ${KINDS.find(([, is]) => is(issue.input))?.[0] ?? `${issue.input}`}`;

const schemaOfWord = (word: Form[string]): z.ZodMiniType => {
  if (typeof word === 'string') {
    const [what, schema] = WORDS[word.replace('!', '')] as (typeof WORDS)[string];
    return z
      .unknown()
      .check(z.refine((value) => z.safeParse(schema, value).success, { error: expected(what) }));
  }
  const [first] = word;
  return typeof first === 'object'
    ? z.array(schemaOfForm(first), { error: expected('a list') })
    : z.enum(word as readonly string[], { error: expected((word as readonly string[]).join(', ')) });
};

/** Properties beside those of the form may be there, but not if one of it seems to be meant. */
const schemaOfForm = (form: Form): z.ZodMiniType => {
  const names = Object.keys(form);
  const fields = names.map((name) => {
    const word = form[name] as Form[string];
    const schema = schemaOfWord(word);
    return [name, `${word}`.endsWith('!') ? schema : z.optional(schema)] as const;
  });
  return z
    .looseObject(Object.fromEntries(fields), { error: expected('an object') })
    .check(({ value, issues }) => {
      for (const name of Object.keys(value as object)) {
        const meant = Object.hasOwn(form, name) ? undefined : nearest(name, names);
        if (meant)
          issues.push({
            code: 'custom',
            input: value,
            path: [name],
            message: `is not known. Did you mean "${meant}"?`,
          });
      }
    });
};

const schemaOf = (name: string): z.ZodMiniType | undefined => {
  const form = own<Form>(CATALOGUE, name);
  return form && schemaOfForm(form);
};

/** The zod schema of a standard event's props; undefined for any other. Users have no zod: its types stay in here. */
export const propsSchemaOf = (name: string): object | undefined => schemaOf(name);

/** One thing that does not fit. */
export interface Misfit {
  /** Where, such as `items.0.price`. */
  readonly place: string;
  /** Such as `expected a number, found a text`. */
  readonly message: string;
}

/** What in the props does not fit a standard event. Of other events, and of other properties, nothing is known. */
export const misfitsOf = (name: string, props: unknown): readonly Misfit[] => {
  const schema = schemaOf(name);
  const issues = schema ? (z.safeParse(schema, props).error?.issues ?? []) : [];
  return issues.map(({ path, message }) => ({ place: path.join('.'), message }));
};
