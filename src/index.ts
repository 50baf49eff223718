import type { AllEvents } from './event/catalogue.js';
import { inPage } from './platform/browser.js';
import type { Chunks } from './runtime/chunks.js';
import type { Door } from './runtime/door.js';
import type { Handle } from './runtime/handle.js';
import { inertFor } from './runtime/inert.js';
import type { StartOptions } from './runtime/options.js';
import { startFrom } from './runtime/start.js';

/**
 * The site's own events and their props, and what it adds to the props of a standard one:
 * `declare module 'ethogram' { interface Events { quiz_done: { score: number }; purchase: { gift?: boolean } } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: users fill it
export interface Events {}

/** The standard events and the site's own. */
export type KnownEvents = AllEvents<Events>;

/** The site's own segments: `declare module 'ethogram' { interface Segments { 'big-spender': true } }`. */
// biome-ignore lint/suspicious/noEmptyInterface: users fill it
export interface Segments {}

/** What `start` gives. */
export interface Ethogram extends Handle<Events, Segments> {}

const chunks: { readonly [Name in keyof Chunks]: () => Promise<Chunks[Name]> } = {
  device: () => import('./capture/device-parser.js'),
  auto: () => import('./capture/auto/auto.js'),
  sources: () => import('./capture/sources/sources.js'),
  misfits: () => import('./runtime/remarks.js'),
  visit: () => import('./capture/visit.js'),
  plays: () => import('./stage.js'),
  upkeep: () => import('./runtime/upkeep.js'),
  recipes: () => import('./recipes/in-files.js'),
  page: () => import('./runtime/page.js'),
};

const door: Door = { lenient: false, load: (name) => chunks[name]() };

/**
 * Starts Ethogram on this page and gives its handle; a second start of the same name gives the first one's. Throws
 * `invalid-options` and, for an object, `invalid-definitions`. On a server it does nothing.
 *
 * @example const ethogram = start({ definitions: '/segments.json' });
 */
export const start = (options: StartOptions): Ethogram =>
  (inPage() ? startFrom(door, options).handle : inertFor(options)) as Ethogram;

export { type ErrorCode, EthogramError } from './base/errors.js';
export type { AutoEvent } from './capture/auto/part.js';
export type { ConsentSource } from './capture/consent/source.js';
export type { PageOptions } from './capture/page.js';
export type { Source, WantedSources } from './capture/sources/source.js';
export type { Watcher } from './emit/callbacks.js';
export type {
  ExplainedCondition,
  ExplainedGroup,
  ExplainedLeaf,
  ExplainedRules,
  Explanation,
} from './engine/explanation.js';
export type { Fault } from './engine/types.js';
export type { StandardEvents } from './event/catalogue.js';
export type { Limit, Limits } from './event/limits.js';
export type { Event, Traits } from './event/types.js';
export type { Clock } from './platform/browser.js';
export type { Consent } from './privacy/consent.js';
export type { Privacy } from './privacy/masking.js';
export type { Once } from './runtime/claims.js';
export type { BeforeEvent, Draft } from './runtime/gate.js';
export type { Copy, DefinitionSource, Health, Signals } from './runtime/handle.js';
export type { CaptureOptions, SessionOptions, StartOptions } from './runtime/options.js';
export type { Export, Imported } from './runtime/portable.js';
export type { Retention } from './runtime/retention.js';
export { version } from './runtime/version.js';
export type { Definitions, SegmentChange } from './segment/types.js';
export type { Entry, LogRecord, Store } from './store/types.js';
