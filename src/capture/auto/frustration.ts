import type { Undo } from '../../base/listen.js';
import { listen, undoAll } from '../../base/listen.js';
import { named } from './element.js';
import type { Part, Scene } from './part.js';

/** Clicks in one place, so close to each other in pixels and milliseconds, are one burst. */
const BURST = { clicks: 3, distance: 30, time: 1000 };

/** Milliseconds in which a page answers a click, or does not. */
const PATIENCE = 2500;

/** What looks as if it did something. Not links that lead somewhere: a slow network is not dead. */
const CLICKABLE = 'button, summary, [role=button], [role=tab], [role=menuitem], [onclick], a';
const LEADS_ON = 'a[href]:not([href=""], [href^="#"], [href^="javascript:"]), area';

/** Draw their answers themselves, or show them in the field. */
const SILENT = 'input, select, textarea, label, canvas, video, audio, iframe, [contenteditable]';

/** Signs by which a page answers that change nothing in its tree. */
const ANSWERS = ['scroll', 'focusin', 'change', 'submit', 'copy', 'play', 'resize', 'blur'];

interface Click {
  readonly x: number;
  readonly y: number;
  readonly at: number;
  isAnswered: boolean;
}

const about = (element: Element) => ({
  element_type: element.localName,
  ...named('element', element, 'id'),
});

/** Whether it looks clickable, and nothing else than an answer on the page can be expected. */
const mayBeDead = (element: Element) =>
  element.getRootNode() === document &&
  !element.closest(`${SILENT}, ${LEADS_ON}`) &&
  (element.closest(CLICKABLE) || getComputedStyle(element).cursor === 'pointer');

/**
 * `dead_click`: something that looks clickable, and nothing happens within 2.5 s. `rage_click`: three clicks in one
 * place within a second, of which not every one was answered; told once for a burst.
 */
export const captureFrustration = ({ send, hear, now, later }: Scene): Part => {
  let burst: Click[] = [];
  let watching: Undo | undefined;

  /** Looks at the page only for a while after a click. */
  const watch = (click: Click, unanswered: () => void) => {
    const answered = () => {
      click.isAnswered = true;
    };
    const observer = new MutationObserver(answered);
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    watching = undoAll([
      () => observer.disconnect(),
      ...ANSWERS.map((type) => listen(window, type, answered, true)),
      later(PATIENCE, () => {
        watching?.();
        if (!click.isAnswered) unanswered();
      }),
    ]);
  };

  // without detail it is by keyboard, or by a script
  hear<MouseEvent>('click', (element, { detail, clientX: x, clientY: y }) => {
    watching?.();
    if (!detail || getSelection()?.type === 'Range') return;
    const click = { x, y, at: now(), isAnswered: false };
    const before = burst.filter(
      (one) => click.at - one.at < BURST.time && Math.hypot(x - one.x, y - one.y) < BURST.distance,
    );
    burst = [...before, click];
    if (burst.length === BURST.clicks && !before.every(({ isAnswered }) => isAnswered))
      send('rage_click', about(element));
    const isSuspect = mayBeDead(element);
    watch(click, () => isSuspect && send('dead_click', about(element.closest(CLICKABLE) ?? element)));
  });
  const stop = () => watching?.();
  return { settle: stop, stop };
};
