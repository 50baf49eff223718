import type { JsonObject } from '../base/json.js';
import { listen, type Undo, undoAll } from '../base/listen.js';
import type { EventDraft } from '../event/types.js';

/** `#/route` of an app that keeps its place there. Other fragments may hold tokens. */
const routeIn = (hash: string): string => (hash.startsWith('#/') ? (hash.split('?')[0] as string) : '');

/** Nothing of what is no address on the web. */
const webAddress = (address: string): string => (/^https?:/.test(address) ? address : '');

export interface Pages {
  /** A view of the page as it is now, with more props. */
  draft(props?: JsonObject): EventDraft;
  /** Tells of this page and of each one that an app in it goes to. */
  follow(): Undo;
}

/**
 * Page views, GA4's `page_view`, with whole addresses: what is kept of them is decided further on. A view is counted where the path or the query changes, or a `#/route`; the referrer
 * of an app's second view is its first. `later` runs a function in a task of its own, and undoes that.
 */
export const createPages = (send: (draft: EventDraft) => void, later: (run: () => void) => Undo): Pages => {
  /** What the latest view was of. */
  let current: string | undefined;
  let referrer = document.referrer;

  const place = () => location.pathname + location.search + routeIn(location.hash);
  let previous = location.href;

  const draft = (props?: JsonObject): EventDraft => {
    current = place();
    if (previous !== location.href) referrer = previous;
    previous = location.href;
    return {
      name: 'page_view',
      props: {
        page_location: webAddress(location.href),
        page_path: location.pathname + routeIn(location.hash),
        page_title: document.title.slice(0, 300),
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
    // in a later task the title is the new one, and what a router does in two steps is one
    const changed = () => {
      waiting?.();
      waiting = isOn ? later(() => place() !== current && view()) : undefined;
    };
    const undo = undoAll([
      () => {
        isOn = false;
        waiting?.();
      },
      listen(window, 'popstate', changed),
      listen(window, 'hashchange', changed),
      listen(window, 'pageshow', ({ persisted }: PageTransitionEvent) => persisted && view()),
      patch('pushState', changed),
      patch('replaceState', changed),
    ]);
    view();
    return undo;
  };
  return { draft, follow };
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
