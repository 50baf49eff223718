import type { Definitions, Duration } from '../segment/types.js';

/** What a recipe gives: plain parts of a definition file. */
export type Parts = Required<Pick<Definitions, 'segments'>> &
  Pick<Definitions, 'metrics' | 'classifiers' | 'models'>;

/** What kind of value an option takes, by its default: `'30m'` stands for any duration. */
type Kind<Value> = Value extends Duration
  ? Duration
  : Value extends string
    ? string
    : Value extends number
      ? number
      : Value extends boolean
        ? boolean
        : Value extends readonly (infer Element)[]
          ? readonly Kind<Element>[]
          : Value extends object
            ? { readonly [Key in keyof Value]: Kind<Value[Key]> }
            : Value;

/** The options of a recipe with these defaults. */
export type OptionsLike<Defaults> = { readonly [Key in keyof Defaults]: Kind<Defaults[Key]> };

interface Named {
  /**
   * The id of the segment, and the beginning of every other name that the recipe gives. Give one of your own to use a
   * recipe twice in a file.
   *
   * @default the recipe's name
   */
  readonly id: string;
}

/** A kind of segment, ready to use: call it with what should differ from its defaults. */
export interface Recipe<Options extends object = object> {
  (options?: Partial<Options & Named>): Parts;
  /** Its name in files: `"recipes": [{ "use": "cart-abandoners" }]`. */
  readonly use: string;
  readonly defaults: Options;
}

/**
 * Makes a recipe of its name in files, its defaults, and what it gives. The comment above a recipe says what it means,
 * `@when` to use it and what to do `@then`, those in its defaults what each option is: `docs/recipes.md` is made of them,
 * so that prose costs no bundle anything.
 */
export const recipe = <const Defaults extends object>(
  use: string,
  defaults: Defaults,
  make: (options: OptionsLike<Defaults> & Named) => Parts,
): Recipe<OptionsLike<Defaults>> =>
  Object.assign(
    (options?: Partial<OptionsLike<Defaults> & Named>) =>
      make({ id: use, ...defaults, ...options } as OptionsLike<Defaults> & Named),
    { use, defaults: defaults as OptionsLike<Defaults> },
  );
