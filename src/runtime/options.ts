import { EthogramError } from '../base/errors.js';
import { isObject } from '../base/json.js';
import type { Clock } from '../platform/browser.js';
import { type Consent, permissionOf } from '../privacy/consent.js';
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

type Shapes = {
  readonly [option in keyof StartOptions]-?: readonly [expected: string, fits: (it: unknown) => boolean];
};

const isFunction = (it: unknown) => typeof it === 'function';
const flags = ['page', 'declarative', 'device'];

const SHAPES: Shapes = {
  definitions: ['an object, a URL or a promise', (it) => typeof it === 'string' || isObject(it)],
  name: ['a text', (it) => typeof it === 'string'],
  capture: [
    'true, false or { page?, declarative?, device? } with these',
    (it) =>
      typeof it === 'boolean' ||
      (isObject(it) &&
        Object.entries(it).every(([key, on]) => flags.includes(key) && typeof on === 'boolean')),
  ],
  storage: [
    "'indexeddb', 'memory' or a store",
    (it) => it === 'indexeddb' || it === 'memory' || (isObject(it) && isFunction(it.append)),
  ],
  consent: ["'granted', 'pending', 'denied' or { measure, personalise }", (it) => !!permissionOf(it)],
  session: ['{ timeout } in milliseconds', (it) => isObject(it) && (it.timeout as number) > 0],
  clock: ['{ now, wake }', (it) => isObject(it) && isFunction(it.now) && isFunction(it.wake)],
};

const show = (it: unknown) =>
  typeof it === 'string' ? `'${it}'` : isFunction(it) ? 'a function' : String(it);

/** The options as they are meant, or an `invalid-options` error that says what was expected, what came and what to do. */
export const checkOptions = (options: unknown): StartOptions => {
  const wrong = (what: string) => new EthogramError('invalid-options', `start: ${what}`);
  if (!isObject(options))
    throw wrong(`expected an object with options, got ${show(options)}. Pass { definitions }.`);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [key, value] of given) {
    const shape = Object.hasOwn(SHAPES, key) && SHAPES[key as keyof StartOptions];
    if (!shape) throw wrong(`there is no option ${key}. Use one of ${Object.keys(SHAPES).join(', ')}.`);
    if (!shape[1](value))
      throw wrong(`expected ${key} to be ${shape[0]}, got ${show(value)}. Change it or leave it out.`);
  }
  // read by name from here on: what a host put on Object.prototype is no option
  return Object.assign(Object.create(null), Object.fromEntries(given));
};
