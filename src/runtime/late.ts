import type { Focus } from '../emit/dom.js';
import type { Load } from './chunks.js';
import type { Page, PageHost } from './page.js';

export interface Late {
  /** Fetches the chunk, if that was not done yet. Undefined if it cannot be had, or comes too late. */
  load(): Promise<Page | undefined>;
  look(focus: Focus): boolean;
  hide(): void;
  stop(): void;
}

/** The chunk of what a page needs late, or not at all: fetched when something first asks for it. */
export const createLate = (load: Load, host: PageHost, loaded: () => void): Late => {
  let page: Page | undefined;
  let loading: Promise<Page | undefined> | undefined;
  let isOver = false;
  const whole = () => {
    loading ??= load('page').then(
      ({ createPage }) => {
        if (isOver) return undefined;
        page = createPage(host);
        loaded();
        return page;
      },
      (error) => {
        host.report('markup-unavailable', 'Templates, texts and what runs once are left out', error);
        return undefined;
      },
    );
    return loading;
  };
  return {
    load: whole,
    look(focus) {
      whole();
      return !!page?.look(focus);
    },
    hide: () => page?.hide(),
    stop() {
      isOver = true;
      page?.hide();
      page?.stop();
    },
  };
};
