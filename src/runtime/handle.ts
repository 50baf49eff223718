import type { EthogramError } from '../base/errors.js';
import type { Json, JsonObject } from '../base/json.js';
import type { Undo } from '../base/listen.js';
import type { Watcher } from '../emit/callbacks.js';
import type { Explanation } from '../engine/explanation.js';
import type { EngineOptions, Value } from '../engine/types.js';
import type { AllEvents } from '../event/catalogue.js';
import type { Event, Traits } from '../event/types.js';
import type { Channel } from '../plays/channel.js';
import type { Consent, Permission } from '../privacy/consent.js';
import type { Definitions, SegmentChange } from '../segment/types.js';
import type { Once } from './claims.js';
import type { Export, Imported } from './portable.js';

/** Definitions, where to fetch them, or a promise of them. */
export type DefinitionSource = Definitions | string | URL | PromiseLike<Definitions>;

/** What a copy of the engine is made of, for tools that ask what would happen: nothing done to it reaches the visitor. */
export interface Copy extends Required<Omit<EngineOptions, 'snapshot'>> {
  readonly timeZone: string;
  /** Of the database, and of the channel between the tabs. */
  readonly name: string;
  readonly definitions: Definitions;
  /** What `createEngine` goes on from. Undefined before memberships are known. */
  snapshot(): Json | undefined;
  /** Now, by the clock that decides, in epoch milliseconds. */
  readonly time: number;
  /** Where what happens is kept, as consent has it. */
  readonly keep: Permission['keep'];
}

/** What can be listened to, and what comes with it. */
export interface Signals {
  /** A visitor came into a segment or went out of it. */
  change: SegmentChange;
  enter: SegmentChange;
  exit: SegmentChange;
  /** Something happened on this page, and was taken down. */
  event: Event;
  /** Whoever begins to listen is told of the first twenty of this page, too. */
  error: EthogramError;
  /** Memberships are known. */
  ready: undefined;
  /**
   * What is decided may have moved beside `event` and `change`: by what another tab took down, or in what a play became.
   * Who shows a metric reads it again.
   */
  moved: undefined;
}

/** How well what happens is kept. */
export interface Health {
  /**
   * `persistent`: in the browser's storage. `degraded`: meant to be, but the last write failed; it is tried again.
   * `memory`: until this page is left.
   */
  readonly state: 'persistent' | 'degraded' | 'memory';
  /** Events taken down on this page. */
  readonly events: number;
  /** Of these, not yet committed. */
  readonly unwritten: number;
  /** Writes that failed. */
  readonly failures: number;
}

/** A name that is known, with completion, or any other. */
type Known<Names> = (keyof Names & string) | (string & {});

interface How {
  readonly id?: string;
  readonly time?: number;
}

/** The props of an event by its name; of one that is not known, any. */
type PropsOf<Events, Name> = Name extends keyof Events ? Events[Name] : object;

/** Left out where the event means something without them. */
type Told<Props> =
  Record<never, never> extends Props ? [props?: Props, how?: How] : [props: Props, how?: How];

/** What is known of a visitor, and the ways to say and to ask. `Events` and `Segments` are the user's own types. */
export interface Handle<Events, Segments> {
  /** The main way: called when memberships are known and whenever this one changes. In a microtask. */
  watch(segment: Known<Segments>, run: Watcher): Undo;
  /**
   * For side effects. With a segment, only that one's changes. In a microtask, in the order in which things happened,
   * when `has` and `segments` tell the new state. With `how` at most once, after that is claimed.
   *
   * @example ethogram.on('enter', 'cart-abandoner', remind, { once: 'visitor', key: 'cart-banner' });
   */
  on<S extends keyof Signals>(signal: S, run: (payload: Signals[S]) => void): Undo;
  on(signal: 'change' | 'enter' | 'exit', run: (change: SegmentChange) => void, how: Once): Undo;
  on(
    signal: 'change' | 'enter' | 'exit',
    segment: Known<Segments>,
    run: (change: SegmentChange) => void,
    how?: Once,
  ): Undo;
  /**
   * Tells what happened: a standard event, one of the site's own `Events`, or any other. Never throws: what cannot be
   * taken is refused with a reason through `error`.
   *
   * `how.id`: of events with one id only the first counts; a purchase's is made of its `transaction_id`. `how.time`: epoch
   * milliseconds, if not now.
   */
  track<Name extends Known<AllEvents<Events>>>(
    name: Name,
    ...told: Told<PropsOf<AllEvents<Events>, Name>>
  ): void;
  /** A page view, for sites that count them by hand (`capture: { page: false }`). */
  page(props?: JsonObject): void;
  /** Says who the visitor is: the trait `user_id`, and others. Never throws. */
  identify(userId: string, traits?: Traits): void;
  /** Adds traits, top level over top level; `null` removes. Never throws. */
  setTraits(traits: Traits): void;
  /** Another person sits here from now on: forgets this one, in every tab. */
  reset(): Promise<void>;
  /** As they are now. Empty until memberships are known. */
  segments(): ReadonlySet<string>;
  has(segment: Known<Segments>): boolean;
  /** The value of a named metric now. Undefined as long as the page may not be told of segments. */
  metric(name: string): Value;
  trait(path: string): Json | undefined;
  /**
   * Where the messages of plays appear that name this channel. `banner`, `dialog` and `slot` are there by themselves; one
   * of your own by such a name stands in its place.
   *
   * @example ethogram.channel('toast', (content, message) => toast.show(content.text, { onClose: message.dismiss }));
   */
  channel(name: string, run: Channel): Undo;
  /**
   * Why the visitor is in a segment or not, now, as plain JSON. Undefined for a segment that is not in the definitions,
   * and as long as the page may not be told of segments.
   */
  explain(segment: Known<Segments>): Explanation | undefined;
  /**
   * Keeps a record of the page's own beside what is kept of the visitor, so that `erase` takes it along: replaces it by
   * what `change` makes of it, in one transaction for all tabs, once memberships are known. `change` is pure and may run
   * more than once; what it is given was not checked. Resolves with the new record; with undefined, and does
   * nothing, as long as consent keeps anything from being stored. Rejects as the store does.
   */
  remember(name: string, change: (old: Json | undefined) => Json): Promise<Json | undefined>;
  /** Other definitions from now on. Throws `invalid-definitions` if an object cannot be compiled; what ran before goes on. */
  setDefinitions(definitions: DefinitionSource): void;
  /** What the visitor allows from now on. Throws `invalid-options` for what is no consent. */
  setConsent(consent: Consent): void;
  health(): Health;
  /** Resolves when memberships are known. Never rejects. */
  readonly ready: Promise<void>;
  /** Resolves when everything told so far is stored; rejects with `storage-failed` if it cannot be. */
  flush(): Promise<void>;
  /** Undefined before there are definitions, and as long as the page may not be told of segments. */
  copy(): Copy | undefined;
  /** Everything that is kept of the visitor, as JSON. */
  export(): Promise<Export>;
  /**
   * Takes back what `export` gave, or takes in what other systems know: a list of events with `id`, `name`, `time` and
   * `props`. Events whose ids are known change nothing. Resolves when they are stored; rejects with `invalid-options`
   * for what is no list, with `storage-failed` if they cannot be stored, or the chunk that takes them in cannot be had.
   */
  import(events: readonly object[] | Export): Promise<Imported>;
  /**
   * Forgets the visitor, in every tab. Resolves when nothing is stored any more; rejects with `storage-failed` if
   * storage does not answer, and does it when it does.
   */
  erase(): Promise<void>;
  /** Ends it: everything told is stored, nothing is left on the page. */
  stop(): Promise<void>;
  readonly version: string;
}
