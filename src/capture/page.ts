import type { JsonObject } from '../base/json.js';
import { listen, type Undo, undoAll } from '../base/listen.js';
import type { EventDraft } from '../event/types.js';

/** `#/route` of an app that keeps its place there. Other fragments may hold tokens. */
const routeIn = (hash: string): string => (hash.startsWith('#/') ? (hash.split('?')[0] as string) : '');

/** Nothing of what is no address on the web. */
const webAddress = (address: string): string => (/^https?:/.test(address) ? address : '');

/** Which changes of the address, in an app that stays on its page, are views. */
export interface PageOptions {
  /**
   * How much of the address has to change: the path or a `#/route`, the query as well, or the fragment as well.
   * @default 'query'
   */
  readonly by?: 'path' | 'query' | 'hash';
  /**
   * Whether `history.replaceState` makes a view. By default it does if it changes the path, for most that replace a
   * query only keep a filter or a tab in it.
   */
  readonly replaceState?: boolean;
}

export interface Pages {
  /** The page as it is now, as its events name it: `page_location` and `page_path`. */
  here(): JsonObject;
  /** A view of it, with more props. */
  draft(props?: JsonObject): EventDraft;
  /** Tells of this page and of each one that an app in it goes to. */
  follow(): Undo;
}

const path = () => location.pathname + routeIn(location.hash);

/** What has to change for a view to be another one. */
const PLACES = {
  path,
  query: () => location.pathname + location.search + routeIn(location.hash),
  hash: () => location.pathname + location.search + location.hash,
};

/**
 * Page views, GA4's `page_view`, with whole addresses: what is kept of them is decided further on. The referrer of an
 * app's second view is its first. `later` runs a function in a task of its own, and undoes that.
 */
export const createPages = (
  send: (draft: EventDraft) => void,
  later: (run: () => void) => Undo,
  { by = 'query', replaceState }: PageOptions = {},
): Pages => {
  /** What the latest view was of. */
  let current: string | undefined;
  let currentPath: string | undefined;
  let referrer = document.referrer;

  const place = PLACES[by];
  let previous = location.href;

  const here = () => ({ page_location: webAddress(location.href), page_path: path() });
  const arrive = () => {
    current = place();
    currentPath = path();
  };
  const draft = (props?: JsonObject): EventDraft => {
    arrive();
    if (previous !== location.href) referrer = previous;
    previous = location.href;
    return {
      name: 'page_view',
      props: {
        ...here(),
        page_title: String(document.title).slice(0, 300),
        page_referrer: webAddress(referrer),
        language: navigator.language,
        ...props,
      },
    };
  };
  const view = () => send(draft());

  const follow = (): Undo => {
    let waiting: Undo | undefined;
    let isOn = true;
    /** Whether, of what a router did in one go, anything was more than a replacement. */
    let isMove = false;
    const look = () => {
      const counts = isMove || (replaceState ?? path() !== currentPath);
      isMove = false;
      if (place() === current) return;
      if (counts) view();
      else arrive();
    };
    // in a later task the title is the new one, and what a router does in two steps is one
    const changed = () => {
      waiting?.();
      waiting = isOn ? later(look) : undefined;
    };
    const moved = () => {
      isMove = true;
      changed();
    };
    const undo = undoAll([
      () => {
        isOn = false;
        waiting?.();
      },
      listen(window, 'popstate', moved),
      listen(window, 'hashchange', moved),
      listen(window, 'pageshow', ({ persisted }: PageTransitionEvent) => persisted && view()),
      patch('pushState', moved),
      patch('replaceState', changed),
    ]);
    view();
    return undo;
  };
  return { here, draft, follow };
};

/** Calls `after` when the host has called a method of `history`; taken back unless somebody has patched it after us. */
const patch = (name: 'pushState' | 'replaceState', after: () => void): Undo => {
  const original = history[name];
  const wasOwn = Object.hasOwn(history, name);
  const patched = function (this: History, ...call: Parameters<History['pushState']>) {
    original.apply(this, call);
    after();
  };
  history[name] = patched;
  return () => {
    if (history[name] !== patched) return;
    if (wasOwn) history[name] = original;
    else Reflect.deleteProperty(history, name);
  };
};
