import { EthogramError } from '../base/errors.js';
import { isObject, own } from '../base/json.js';
import { parseDuration } from '../base/time.js';
import type { Wanted } from '../capture/auto/part.js';
import type { ConsentSource } from '../capture/consent/source.js';
import type { PageOptions } from '../capture/page.js';
import type { WantedSources } from '../capture/sources/source.js';
import type { Limits } from '../event/limits.js';
import type { Clock } from '../platform/browser.js';
import { CONSENTS, type Consent, permissionOf } from '../privacy/consent.js';
import type { Privacy } from '../privacy/masking.js';
import type { Store } from '../store/types.js';
import type { BeforeEvent } from './gate.js';
import type { DefinitionSource } from './handle.js';
import type { Retention } from './retention.js';

/** What is captured without being asked for by `track`. */
export interface CaptureOptions {
  /** Page views, also those of single-page apps; an object says which changes of the address are views. @default true */
  readonly page?: boolean | PageOptions;
  /** Clicks and forms with `data-track`. @default true */
  readonly declarative?: boolean;
  /** The trait `device`. @default true */
  readonly device?: boolean;
  /**
   * `session_start`, `first_visit`, `campaign_details` and the traits `visitor`, `firstTouch`, `lastTouch`, by a small
   * chunk that is fetched only then. @default if definitions name one of them
   */
  readonly visits?: boolean;
  /**
   * Attention, scrolling, links, forms, videos, articles, features and frustration, by a chunk that loads when the page
   * is idle. A list: only these events. An object: all but those that are false. @default false
   */
  readonly auto?: boolean | Wanted;
  /**
   * What the page says already: Google's data layer, Segment's analytics.js, structured data; by a chunk of its own. An
   * object: all but those that are false; a text is the name of the global, an object the global itself.
   *
   * @default false
   * @example { sources: ['data-layer', 'structured-data'] }
   */
  readonly sources?: boolean | WantedSources;
}

/** `capture: false`. */
export const NOTHING: CaptureOptions = { page: false, declarative: false, device: false, visits: false };

/** When a visit ends. The same in all pages of a site, please: its tabs share their visits. */
export interface SessionOptions {
  /** Milliseconds without a sign of the visitor. @default 30 minutes */
  readonly timeout?: number;
  /** Milliseconds since it began, whatever happens in it. @default 24 hours */
  readonly cap?: number;
  /** Whether a page that is viewed by another campaign (`utm_…`, click ids) than what led there last begins a new one. @default false */
  readonly onCampaign?: boolean;
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
  /** How far back what happened is kept. Counters go on beyond that. @default { age: '90d', events: 10_000 } */
  readonly retention?: Retention;
  /**
   * What the visitor allows, or who is asked for that: `tcf()` or `consentMode()` of `ethogram/consent`. Until they
   * answer nothing is decided, for a second at most; from then on it is `pending`.
   * @default 'granted'
   */
  readonly consent?: Consent | ConsentSource;
  /**
   * What holds in the place of `consent` where the browser sends Global Privacy Control (https://w3c.github.io/gpc/), or
   * Do Not Track. What `setConsent` says later counts more: the visitor was asked then.
   * @default nothing
   */
  readonly signals?: { readonly gpc?: Consent | undefined; readonly dnt?: Consent | undefined };
  /** What is masked, beside what always is. */
  readonly privacy?: Privacy;
  /**
   * Sees each event as it would be kept, before it is: may change it, or drop it with `null`. If it throws, the event is
   * kept as it was.
   */
  readonly beforeEvent?: BeforeEvent;
  /** How much is taken of which event. @default everything */
  readonly limits?: Limits;
  /**
   * For whoever sets the site up: what in an event does not fit the catalogue is told through `error`, with its place.
   *
   * @default false
   */
  readonly debug?: boolean;
  /** When the next event begins a new session. */
  readonly session?: SessionOptions;
  /** @default the browser's */
  readonly clock?: Clock;
}

// biome-ignore lint/suspicious/noExplicitAny: options are anything until they are checked
type Shape = readonly [expected: string, fits: (it: any) => unknown];

const isFunction = (it: unknown) => typeof it === 'function';
const isFlag = (it: unknown) => typeof it === 'boolean';
const isText = (it: unknown) => typeof it === 'string';

const isWanted = (it: unknown) => isFlag(it) || (it !== null && typeof it === 'object');
const isPage = (it: unknown) =>
  isFlag(it) || (isObject(it) && /^(path|query|hash)$/.test(String(it.by ?? 'path')));

/** What may be said of what is captured. */
const PARTS: { readonly [part in keyof CaptureOptions]-?: (it: unknown) => boolean } = {
  page: isPage,
  declarative: isFlag,
  device: isFlag,
  visits: isFlag,
  auto: isWanted,
  sources: isWanted,
};

const SHAPES: { readonly [option in keyof StartOptions]-?: Shape } = {
  definitions: ['an object, a URL or a promise', (it) => isText(it) || isObject(it)],
  name: ['a text', isText],
  capture: [
    `true, false or { ${Object.keys(PARTS).join(', ')} }`,
    (it) =>
      isFlag(it) ||
      (isObject(it) && Object.entries(it).every(([part, how]) => own(PARTS, part)?.(how) ?? false)),
  ],
  storage: [
    "'indexeddb', 'memory' or a store",
    (it) => it === 'indexeddb' || it === 'memory' || isFunction(Object(it).append),
  ],
  retention: [
    "{ age, events } such as { age: '90d', events: 10_000 }",
    (it) => isObject(it) && parseDuration(it.age ?? '1d') && Number(it.events ?? 1) >= 1,
  ],
  consent: [`${CONSENTS}, or a function`, (it) => isFunction(it) || permissionOf(it)],
  signals: [
    `{ gpc, dnt }, each ${CONSENTS}`,
    (it) =>
      isObject(it) &&
      Object.entries(it).every(
        ([key, to]) => /^(gpc|dnt)$/.test(key) && (to === undefined || permissionOf(to)),
      ),
  ],
  privacy: [
    '{ query, allow, deny } with lists of names',
    (it) =>
      isObject(it) &&
      Object.entries(it).every(
        ([key, names]) => /^(query|allow|deny)$/.test(key) && Array.isArray(names) && names.every(isText),
      ),
  ],
  beforeEvent: ['a function', isFunction],
  limits: [
    "{ name: { sample, every } } such as { scroll: { sample: 0.1, every: '10s' } }",
    (it) =>
      isObject(it) &&
      Object.values(it).every(
        (limit) =>
          isObject(limit) &&
          Number(limit.sample ?? 1) >= 0 &&
          (limit.every === undefined || parseDuration(limit.every)),
      ),
  ],
  debug: ['true or false', isFlag],
  session: [
    '{ timeout, cap, onCampaign } with milliseconds',
    (it) =>
      isObject(it) &&
      Object.entries(it).every(
        ([key, value]) =>
          /^(timeout|cap|onCampaign)$/.test(key) && (value === false || (value as number) > 0),
      ),
  ],
  clock: ['{ now, wake }', (it) => isFunction(Object(it).now) && isFunction(Object(it).wake)],
};

/** Says what was expected and what came. */
export const need = (fits: unknown, where: string, expected: string, found: unknown) => {
  if (!fits)
    throw new EthogramError(
      'invalid-options',
      `${where}: expected ${expected}, got ${isText(found) ? `'${found}'` : isFunction(found) ? 'a function' : found}`,
    );
};

export const needFunction = (where: string, run: unknown) => {
  need(isFunction(run), where, 'a function', run);
  return run as (payload: unknown) => unknown;
};

/** The options as they are meant, or an `invalid-options` error. */
export const checkOptions = (options: unknown): StartOptions => {
  need(isObject(options), 'start', 'an object', options);
  // read by name from here on: what a host put on Object.prototype is no option
  const checked = Object.create(null);
  for (const [key, value] of Object.entries(options as object)) {
    const shape = own(SHAPES, key as keyof StartOptions);
    need(shape, 'start', `options among ${Object.keys(SHAPES).join(', ')}`, key);
    if (value === undefined) continue;
    need(shape?.[1](value), `start, ${key}`, (shape as Shape)[0], value);
    checked[key] = value;
  }
  return checked;
};
