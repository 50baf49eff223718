/** The chunk of what is captured if a site asks for it: loaded when the page is idle. */
import type { JsonObject } from '../../base/json.js';
import { listen, type Undo, undoAll } from '../../base/listen.js';
import { innermost, isPrivate } from '../element.js';
import { captureArticles } from './article.js';
import { createAttention } from './attention.js';
import { captureElements } from './elements.js';
import { captureEngagement } from './engagement.js';
import { captureFeatures } from './feature.js';
import { captureForms } from './forms.js';
import { captureFrustration } from './frustration.js';
import { captureLinks } from './links.js';
import type { AutoEvent, Host, Part, Scene, Wanted } from './part.js';
import { captureQuickBacks } from './quick-back.js';
import { captureScriptErrors } from './script-error.js';
import { captureScroll } from './scroll.js';
import { captureSearch } from './search.js';
import { captureVideo } from './video.js';

/** What tells of what. Engagement comes last: where a view ends, it is the last of it. */
const PARTS: readonly (readonly [create: (scene: Scene) => Part, ...events: readonly AutoEvent[]])[] = [
  [captureScroll, 'scroll'],
  [captureLinks, 'click', 'file_download'],
  [captureSearch, 'view_search_results'],
  [captureForms, 'form_start', 'form_submit', 'form_abandon'],
  [captureVideo, 'video_start', 'video_progress', 'video_complete'],
  [captureFeatures, 'feature_use'],
  [captureFrustration, 'rage_click', 'dead_click'],
  [captureScriptErrors, 'script_error'],
  [captureQuickBacks, 'quick_back'],
  [captureArticles, 'article_view', 'article_read'],
  [captureElements, 'element_engagement'],
  [captureEngagement, 'user_engagement'],
];

/** Milliseconds between a first movement and a look at the layout: one for all of a gesture. */
const REST = 200;

/** The page that a view is of, as its events name it. */
export interface View {
  readonly page: JsonObject;
  /** Monotonic milliseconds at which it began to be seen. */
  readonly since: number;
}

export interface Auto {
  /** A view has ended, or another one has begun. */
  leave(): void;
  enter(page: JsonObject): void;
  /** Out of sight. `isOver`: perhaps for good. */
  hide(isOver: boolean): void;
  show(): void;
  /** Leaves nothing behind, and tells nothing more. */
  stop(): void;
}

/** Whether an event is asked for. A list names those that are, an object those that are not. */
const sieve = (wanted: Wanted, fail: Host['fail']) => {
  const known: readonly string[] = PARTS.flatMap(([, ...events]) => events);
  const isList = Array.isArray(wanted);
  for (const name of isList ? wanted : Object.keys(wanted))
    if (!known.includes(name)) fail(`capture.auto: there is no event '${name}'. Use ${known.join(', ')}`);
  return (name: string) => (isList ? wanted.includes(name) : wanted[name as never] !== false);
};

/** Captures until it is stopped. */
export const captureAuto = (host: Host, wanted: Wanted, view: View): Auto => {
  const isWanted = sieve(wanted, host.fail);
  const { now, later, fail } = host;
  const undos: Undo[] = [];
  let { page } = view;
  let resting: Undo | undefined;

  /** No page of a host's is so strange that something may be thrown into it. */
  const safely = (run: () => void) => {
    try {
      run();
    } catch (error) {
      fail('Something was not captured', error);
    }
  };
  const each = (run: (part: Part) => void) => {
    for (const part of parts) safely(() => run(part));
  };
  const look = () => {
    resting?.();
    resting = undefined;
    each((part) => part.look?.());
  };
  const lookSoon = () => {
    resting ??= later(REST, look);
  };
  const settle = (isOver: boolean) => each((part) => part.settle?.(isOver));

  let parts: readonly Part[] = [];
  const attention = createAttention(host, view.since, { tick: look, lost: () => settle(false) });
  const scene: Scene = {
    now,
    later,
    attended: attention.total,
    stir: attention.stir,
    send(name, props) {
      if (isWanted(name)) host.send(name, { ...page, ...props });
    },
    hear(types, run) {
      const heard = (event: Event) =>
        safely(() => {
          const element = innermost(event);
          if (element && !isPrivate(element)) run(element, event as never);
        });
      for (const type of types.split(' ')) undos.push(listen(document, type, heard, true));
    },
  };
  parts = PARTS.filter(([, ...events]) => events.some(isWanted)).map(([create]) => create(scene));
  undos.push(...['scroll', 'resize', 'load'].map((type) => listen(window, type, lookSoon, true)));

  const begin = () => {
    each((part) => part.enter?.());
    lookSoon();
  };
  begin();

  return {
    leave: () => settle(true),
    enter(next) {
      page = next;
      begin();
    },
    hide(isOver) {
      attention.turn();
      look();
      settle(isOver);
    },
    show: attention.stir,
    stop() {
      resting?.();
      undoAll(undos)();
      attention.stop();
      for (const part of parts) part.stop?.();
    },
  };
};
