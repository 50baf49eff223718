import type { JsonObject } from '../../base/json.js';
import type { Undo } from '../../base/listen.js';

/** Everything that can be captured by itself: the names of the events. */
export type AutoEvent =
  | 'user_engagement'
  | 'element_engagement'
  | 'scroll'
  | 'click'
  | 'file_download'
  | 'view_search_results'
  | 'form_start'
  | 'form_submit'
  | 'form_abandon'
  | 'video_start'
  | 'video_progress'
  | 'video_complete'
  | 'article_view'
  | 'article_read'
  | 'feature_use'
  | 'rage_click'
  | 'dead_click'
  | 'script_error'
  | 'quick_back';

/** A list: only these. An object: all but those that are false. */
export type Wanted = readonly AutoEvent[] | { readonly [event in AutoEvent]?: boolean };

/** What the runtime lends to the chunk: time, timers, and the way in. */
export interface Host {
  /** The way in; what may say who somebody is is taken out there. */
  send(name: string, props: JsonObject): void;
  /** Something of ours threw; or there is no such event as was asked for. */
  fail(what: string, cause?: unknown): void;
  /** Monotonic milliseconds; zero is the start of the navigation. */
  now(): number;
  /** Runs in a task of its own, after so many milliseconds. */
  later(milliseconds: number, run: () => void): Undo;
  /** Tells the site's other tabs that the visitor is here; `lost` when another tab says so. Until undone. */
  claim(lost: () => void): Undo;
}

/** What a part of the chunk works with. */
export interface Scene extends Pick<Host, 'now' | 'later'> {
  /** With the page of the view added. */
  send(name: string, props?: JsonObject): void;
  /**
   * Listens on the document, in the capture phase: hosts stop events. `element` is the innermost one, also inside
   * an open shadow root. Nothing is heard of what lies in `data-no-track`.
   */
  hear<E extends Event>(types: string, run: (element: Element, event: E) => void): void;
  /** Milliseconds of attention so far. */
  attended(): number;
  /** A sign that the visitor is there, which no input told. */
  stir(): void;
}

/** One thing that is captured. All of it is optional, for a part may do with what it hears. */
export interface Part {
  /** A view has begun. */
  enter?(): void;
  /** Now is the time to read the layout: after scrolling and resizing, and every few seconds of attention. */
  look?(): void;
  /** Tells what is due. `isOver`: the view ends, perhaps to be come back to. */
  settle?(isOver: boolean): void;
  stop?(): void;
}
