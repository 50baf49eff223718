import { listen, type Undo } from '../base/listen.js';
import type { SegmentChange } from '../segment/types.js';

const SHOW = 'data-segment-show';
const HIDE = 'data-segment-hide';
const ANY = `[${SHOW}],[${HIDE}]`;

/** Markup for which there is a chunk. */
const MORE = `[data-segments],template[data-segment],[data-metric-text],[aria-live]:is(${ANY})`;

/** Where the focus is, or is about to be. */
export type Focus = EventTarget | null | undefined;

/** Looks at the whole document. True: something has to stay as it is until the focus has moved on. */
export type Look = (focus: Focus) => boolean;

export interface Bound {
  /** Looks at the whole document again. */
  update(): void;
  stop: Undo;
}

/** `"a !b, c"`: in a and not in b, or in c. */
export const holds = (condition: string, isIn: (segment: string) => boolean): boolean =>
  condition
    .split(',')
    .map((one) => one.match(/\S+/g))
    .some((words) => words?.every((word) => (word[0] === '!' ? !isIn(word.slice(1)) : isIn(word))));

/**
 * Gives and takes the `hidden` attribute of elements with `data-segment-show` or `data-segment-hide`, those added
 * later included. An element with both is shown where the first holds and the second does not. What has the focus is
 * hidden when it has lost it. `more` is asked where there is markup that is not known here.
 */
export const bindSegments = (
  isIn: (segment: string) => boolean,
  more: Look = () => false,
  root: ParentNode & Node = document,
): Bound => {
  /** What the attribute was before we touched it. */
  const before = new WeakMap<Element, string | null>();
  let isWaiting = false;

  const update = (focus: Focus = document.activeElement) => {
    isWaiting = false;
    for (const element of root.querySelectorAll(ANY)) {
      const show = element.getAttribute(SHOW);
      const hide = element.getAttribute(HIDE);
      const hidden = (show !== null && !holds(show, isIn)) || (hide !== null && holds(hide, isIn));
      if (hidden === element.hasAttribute('hidden')) continue;
      if (hidden && focus instanceof Node && element.contains(focus)) {
        isWaiting = true;
        continue;
      }
      if (!before.has(element)) before.set(element, element.getAttribute('hidden'));
      element.toggleAttribute('hidden', hidden);
    }
    if (root.querySelector(MORE)) isWaiting = more(focus) || isWaiting;
  };
  const observer = new MutationObserver(() => update());
  observer.observe(root, { childList: true, subtree: true, attributeFilter: [SHOW, HIDE] });
  const undo = listen(root, 'focusout', ({ relatedTarget }: FocusEvent) => {
    // while the focus moves the document says that nothing has it
    if (isWaiting) update(relatedTarget ?? undefined);
  });
  update();

  return {
    update: () => update(),
    stop() {
      undo();
      observer.disconnect();
      for (const element of root.querySelectorAll(ANY)) {
        const hidden = before.get(element);
        if (hidden === null) element.removeAttribute('hidden');
        else if (hidden !== undefined) element.setAttribute('hidden', hidden);
      }
    },
  };
};

/** What the inline snippet has put on the root element. */
export const markedSegments = (): string[] =>
  document.documentElement.getAttribute('data-segments')?.match(/\S+/g) ?? [];

/** `ethogram:enter` or `ethogram:exit` on the document, with the change as its `detail`. */
export const dispatchChange = (change: SegmentChange): void => {
  document.dispatchEvent(new CustomEvent(`ethogram:${change.type}`, { detail: change }));
};
