import type { JsonObject } from '../../base/json.js';
import type { Undo } from '../../base/listen.js';

/** What a page says already, and can be listened to. `sights`: elements with `data-track-view`. */
export type Source = 'data-layer' | 'segment' | 'structured-data' | 'sights';

/**
 * A list: these. An object: all that are not false; a text is the name of the global, where it has another one than
 * `dataLayer` or `analytics`, and an object stands for the global itself.
 */
export type WantedSources = readonly Source[] | { readonly [source in Source]?: boolean | string | object };

/** Who can tell of an act. `page`: what we capture by ourselves. */
export type Teller = 'call' | 'page' | 'data-track' | Exclude<Source, 'sights'>;

/** One act, as one of them tells it. */
export interface Told {
  readonly teller: Teller;
  readonly name: string;
  readonly props: JsonObject;
  /** Lets it in. `time`: when it was told, in epoch milliseconds, if that is not now. */
  admit(time?: number): void;
}

/** What the runtime lends to the chunk. */
export interface Host {
  /** The way in for what a source says: it is read and comes back to `Sources.tell`, unless it is no event. */
  hear(name: string, props: unknown, teller: Teller): void;
  /** A view of the page as it is now, with what is said of it beside. */
  draft(props: JsonObject): { readonly props: JsonObject };
  /** `captured`: without what is personal. */
  setTraits(traits: unknown, userId: undefined, origin: 'captured'): void;
  /** The same, of a person: if that is another one, what was known goes. */
  identify(traits: unknown, userId: string, origin: 'captured'): void;
  report(code: 'capture-failed' | 'told-twice', what: string, cause?: unknown): void;
  /** Epoch milliseconds. */
  readonly clock: { now(): number };
  /** Runs in a task of its own, after so many milliseconds. */
  delay(milliseconds: number, run: () => void): Undo;
  /** With `debug` somebody sets the site up, and is to hear of what is told twice. */
  readonly options: { readonly debug?: boolean };
  /** Whether it is captured by ourselves. */
  captures(what: 'page'): boolean;
}

/** The chunk, as it works. */
export interface Sources {
  /** Everything that is told on the page, by whomever, comes through here. */
  tell(told: Told): void;
  /** Lets in what waits: the page goes, or the visitor does. */
  settle(): void;
  /** Leaves the page's globals as they would be without us. */
  stop(): void;
}

/** One source, which is asked again and again. Nothing that it throws gets further than its reader. */
export interface Reader {
  read(): void;
  /** A view has begun. */
  turn?(): void;
  stop?(): void;
}
