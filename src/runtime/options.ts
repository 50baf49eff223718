import { EthogramError } from '../base/errors.js';
import { isObject } from '../base/json.js';
import type { Clock } from '../platform/browser.js';
import { CONSENTS, type Consent, permissionOf } from '../privacy/consent.js';
import type { Store } from '../store/types.js';
import type { DefinitionSource } from './handle.js';

/** What is captured without being asked for by `track`. */
export interface CaptureOptions {
  /** Page views, also those of single-page apps. @default true */
  readonly page?: boolean;
  /** Clicks and forms with `data-track`. @default true */
  readonly declarative?: boolean;
  /** The trait `device`. @default true */
  readonly device?: boolean;
}

export interface StartOptions {
  /** An object, where to fetch it, or a promise. The last good copy of a file is kept and used until it is there. */
  readonly definitions?: DefinitionSource;
  /** Tells apart what one origin keeps for several sites: the database is called `ethogram:name`. @default '' (`ethogram`) */
  readonly name?: string;
  /** False: nothing. @default everything */
  readonly capture?: boolean | CaptureOptions;
  /** @default 'indexeddb' */
  readonly storage?: 'indexeddb' | 'memory' | Store;
  /** @default 'granted' */
  readonly consent?: Consent;
  /** `timeout`: milliseconds without a sign of the visitor after which the next event begins a new session. @default 30 minutes */
  readonly session?: { readonly timeout?: number };
  /** @default the browser's */
  readonly clock?: Clock;
}

type Shape = readonly [expected: string, fits: (it: unknown) => boolean];

const isFunction = (it: unknown) => typeof it === 'function';
const isFlag = (it: unknown) => typeof it === 'boolean';

const SHAPES: { readonly [option in keyof StartOptions]-?: Shape } = {
  definitions: ['an object, a URL or a promise', (it) => typeof it === 'string' || isObject(it)],
  name: ['a text', (it) => typeof it === 'string'],
  capture: [
    'true, false or { page, declarative, device }',
    (it) =>
      isFlag(it) ||
      (isObject(it) &&
        Object.entries(it).every(([key, on]) => /^(page|declarative|device)$/.test(key) && isFlag(on))),
  ],
  storage: [
    "'indexeddb', 'memory' or a store",
    (it) => it === 'indexeddb' || it === 'memory' || (isObject(it) && isFunction(it.append)),
  ],
  consent: [CONSENTS, (it) => !!permissionOf(it)],
  session: ['{ timeout } in milliseconds', (it) => isObject(it) && (it.timeout as number) > 0],
  clock: ['{ now, wake }', (it) => isObject(it) && isFunction(it.now) && isFunction(it.wake)],
};

/** Says what was expected, what came and what to do. */
export const invalidOption = (where: string, expected: string, found: unknown): EthogramError =>
  new EthogramError(
    'invalid-options',
    `${where}: expected ${expected}, got ${typeof found === 'string' ? `'${found}'` : isFunction(found) ? 'a function' : found}. Change it or leave it out.`,
  );

/** The options as they are meant, or an `invalid-options` error. */
export const checkOptions = (options: unknown): StartOptions => {
  if (!isObject(options)) throw invalidOption('start', 'an object with options', options);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [key, value] of given) {
    const shape = Object.hasOwn(SHAPES, key) && SHAPES[key as keyof StartOptions];
    if (!shape) throw invalidOption('start', `options among ${Object.keys(SHAPES).join(', ')}`, key);
    if (!shape[1](value)) throw invalidOption(`start, ${key}`, shape[0], value);
  }
  // read by name from here on: what a host put on Object.prototype is no option
  return Object.assign(Object.create(null), Object.fromEntries(given));
};
