import { BLOG } from './catalogue/blog.js';
import { CONVERSION } from './catalogue/conversion.js';
import { FEATURES } from './catalogue/features.js';
import { HELP } from './catalogue/help.js';
import { MESSAGES } from './catalogue/messages.js';
import { PRODUCT } from './catalogue/product.js';
import { SITE } from './catalogue/site.js';

type Catalogue = typeof SITE &
  typeof PRODUCT &
  typeof BLOG &
  typeof CONVERSION &
  typeof FEATURES &
  typeof MESSAGES &
  typeof HELP;

/**
 * Every standard event and its properties, as data: types, schemas and `docs/events.md` are made of it. Names and
 * parameters are GA4's where GA4 has one
 * (developers.google.com/analytics/devguides/collection/ga4/reference/events, support.google.com/analytics/answer/9216061).
 *
 * The word beside a property says what it holds, `!` that the event means nothing without it. The comment above it is its
 * documentation, in editors as well: `@ga4` for events of GA4, `@heard` for those that need no call.
 */
export const CATALOGUE: Catalogue = {
  ...SITE,
  ...PRODUCT,
  ...BLOG,
  ...CONVERSION,
  ...FEATURES,
  ...MESSAGES,
  ...HELP,
};

/** What the words beside a property mean. A list of words: one of them. A list with a form: a list of such objects. */
export interface Meaning {
  text: string;
  number: number;
  flag: boolean;
  /** The site's own name of a thing. */
  id: string | number;
  texts: string | readonly string[];
}

/** One event's properties. */
export type Form = { readonly [property: string]: string | readonly string[] | readonly [Form] };

type Meant<Word> = Word extends `${infer Plain}!`
  ? Meant<Plain>
  : Word extends keyof Meaning
    ? Meaning[Word]
    : Word extends readonly string[]
      ? Word[number]
      : Word extends readonly [infer Of]
        ? readonly Props<Of>[]
        : never;

type Props<Of> = {
  readonly [Key in keyof Of as Of[Key] extends `${string}!` ? Key : never]: Meant<Of[Key]>;
} & {
  readonly [Key in keyof Of as Of[Key] extends `${string}!` ? never : Key]?: Meant<Of[Key]> | undefined;
};

/** The standard events and their props. */
export type StandardEvents = { readonly [Name in keyof Catalogue]: Props<Catalogue[Name]> };

/** The standard events and the site's own. What the site says of a standard one is added to it, and wins. */
export type AllEvents<Own> = {
  readonly [Name in keyof StandardEvents | keyof Own]: Name extends keyof Own
    ? Name extends keyof StandardEvents
      ? Omit<StandardEvents[Name], keyof Own[Name]> & Own[Name]
      : Own[Name]
    : Name extends keyof StandardEvents
      ? StandardEvents[Name]
      : never;
};
