import type { Part, Scene } from './part.js';

const DEPTHS = [25, 50, 75, 90];

/** What scrolls: the document, or a part of it that fills most of the window while the document stands still. */
const rootAmong = (scrolled: Element | undefined): Element => {
  const root = document.scrollingElement ?? document.documentElement;
  if (!scrolled?.isConnected || root.scrollHeight > root.clientHeight + 1) return root;
  const { clientHeight, clientWidth } = scrolled;
  return clientHeight >= innerHeight / 2 && clientWidth >= innerWidth / 2 ? scrolled : root;
};

/**
 * `scroll`: `percent_scrolled` 25, 50, 75 and 90, each once in a view: as much of the page's present height has been
 * in sight. A page that fits into the window is seen as a whole.
 */
export const captureScroll = ({ send, hear, attended }: Scene): Part => {
  let latest: Element | undefined;
  let moved = new WeakSet<Element>();
  let told = 0;
  let begun = 0;
  /** Pixels of the page that have been in sight. */
  let seen = 0;

  hear('scroll', (element) => {
    moved.add(element);
    if (element !== document.documentElement) latest = element;
  });
  return {
    look() {
      const root = document.querySelector('[data-scroll-root]') ?? rootAmong(latest);
      const { scrollTop, clientHeight, scrollHeight } = root;
      // what is not yet there cannot be told from a page that is short: images and lists come late
      const isShort = scrollHeight <= clientHeight + 1 && attended() - begun >= 1000;
      if (!moved.has(root) && !(isShort && document.readyState === 'complete')) return;
      seen = Math.max(seen, scrollTop + clientHeight);
      const percent = Math.ceil((seen / scrollHeight) * 100);
      for (const depth of DEPTHS)
        if (depth > told && depth <= percent) {
          told = depth;
          send('scroll', { percent_scrolled: depth });
        }
    },
    enter() {
      moved = new WeakSet();
      told = seen = 0;
      begun = attended();
    },
  };
};
