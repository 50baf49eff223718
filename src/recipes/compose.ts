import { EthogramError } from '../base/errors.js';
import { isObject } from '../base/json.js';
import type { Definitions } from '../segment/types.js';

/** Parts of a definition file, or a whole one. */
export type Composable = Omit<Definitions, 'version'>;

type Entries = Readonly<Record<string, unknown>>;

const idsIn = (file: Composable): readonly string[] => (file.segments ?? []).map(({ id }) => id);

/** The place of the first thing that both files give, if there is one. */
export const clash = (one: Composable, other: Composable): string | undefined => {
  const taken = idsIn(one);
  const id = idsIn(other).find((id) => taken.includes(id));
  if (id !== undefined) return `segments.${id}`;
  for (const [key, value] of Object.entries(other)) {
    const there = (one as Entries)[key];
    if (Array.isArray(value) || there === undefined || there === value) continue;
    if (!isObject(value) || !isObject(there)) return key;
    const name = Object.keys(value).find((name) => Object.hasOwn(there, name));
    if (name !== undefined) return `${key}.${name}`;
  }
  return undefined;
};

/** Both files in one, where nothing clashes. */
export const join = (one: Entries, other: Entries): Entries => {
  const joined: Record<string, unknown> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const there = one[key];
    if (Array.isArray(value) && Array.isArray(there)) joined[key] = [...there, ...value];
    else joined[key] = isObject(value) && isObject(there) ? { ...there, ...value } : value;
  }
  return joined;
};

/**
 * One definition file of several: what recipes give, and files of your own. Segments keep the order in which they are
 * handed in. Throws `invalid-definitions` where two give something of one name: nothing is overwritten in silence.
 *
 * @example compose(cartAbandoners(), heavyUsers({ days: 12 }), { timeZone: 'Europe/Warsaw' });
 */
export const compose = (...files: readonly Composable[]): Definitions =>
  files.reduce<Entries>(
    (all, file) => {
      const place = clash(all as Composable, file);
      if (place !== undefined)
        throw new EthogramError(
          'invalid-definitions',
          `${place}: expected one, found two. Give one of the recipes an id of its own.`,
        );
      return join(all, file as Entries);
    },
    { version: 1 },
  ) as unknown as Definitions;
