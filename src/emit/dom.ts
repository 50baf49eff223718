import type { Undo } from '../base/listen.js';
import type { SegmentChange } from '../segment/types.js';

const SHOW = 'data-segment-show';
const HIDE = 'data-segment-hide';
const ANY = `[${SHOW}],[${HIDE}]`;

export interface Bound {
  /** Looks at the whole document again. */
  update(): void;
  stop: Undo;
}

/** `"a !b, c"`: in a and not in b, or in c. */
const holds = (condition: string, isIn: (segment: string) => boolean): boolean =>
  condition
    .split(',')
    .map((one) => one.match(/\S+/g))
    .some((words) => words?.every((word) => (word[0] === '!' ? !isIn(word.slice(1)) : isIn(word))));

/**
 * Gives and takes the `hidden` attribute of elements with `data-segment-show` or `data-segment-hide`, those added
 * later included. An element with both is shown where the first holds and the second does not.
 */
export const bindSegments = (
  isIn: (segment: string) => boolean,
  root: ParentNode & Node = document,
): Bound => {
  /** What the attribute was before we touched it. */
  const before = new WeakMap<Element, string | null>();

  const update = () => {
    for (const element of root.querySelectorAll(ANY)) {
      const show = element.getAttribute(SHOW);
      const hide = element.getAttribute(HIDE);
      const hidden = (show !== null && !holds(show, isIn)) || (hide !== null && holds(hide, isIn));
      if (hidden === element.hasAttribute('hidden')) continue;
      if (!before.has(element)) before.set(element, element.getAttribute('hidden'));
      element.toggleAttribute('hidden', hidden);
    }
  };
  const observer = new MutationObserver(update);
  observer.observe(root, { childList: true, subtree: true, attributeFilter: [SHOW, HIDE] });
  update();

  return {
    update,
    stop() {
      observer.disconnect();
      for (const element of root.querySelectorAll(ANY)) {
        const hidden = before.get(element);
        if (hidden === null) element.removeAttribute('hidden');
        else if (hidden !== undefined) element.setAttribute('hidden', hidden);
      }
    },
  };
};

/** `ethogram:enter` or `ethogram:exit` on the document, with the change as its `detail`. */
export const dispatchChange = (change: SegmentChange): void => {
  document.dispatchEvent(new CustomEvent(`ethogram:${change.type}`, { detail: change }));
};
