import type { Undo } from '../base/listen.js';

/** Milliseconds: a region that is filled in the task in which it is made is not read. */
const SETTLING = 100;
/** Then it is emptied, so that nobody finds it when reading the page. */
const READING = 5_000;

/** Out of sight, and there for those who listen. By properties, which every policy for styles allows. */
const UNSEEN = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
};

export interface Announcer {
  /** Has the text of what appeared read out, if its author asks for that by `aria-live` on the element itself. */
  announce(element: Element, nodes?: readonly Node[]): void;
  /** Announces those that were hidden when it looked last, and are not now. */
  update(): void;
  stop: Undo;
}

/**
 * Screen readers read what changes inside a live region, and not a region that appears: it has to be there before its
 * text is (https://www.w3.org/TR/wai-aria-1.2/#aria-live). Where the author has put `aria-live` around, that does it.
 */
export const createAnnouncer = (later: (milliseconds: number, run: () => void) => Undo): Announcer => {
  const regions = new Map<string, HTMLElement>();
  const hidden = new WeakMap<Element, boolean>();
  let undos: Undo[] = [];

  const regionFor = (how: string) => {
    let region = regions.get(how);
    if (!region?.isConnected) {
      region = document.createElement('div');
      region.setAttribute('aria-live', how);
      Object.assign(region.style, UNSEEN);
      document.body.append(region);
      regions.set(how, region);
    }
    return region;
  };

  const announce = (element: Element, nodes: readonly Node[] = [element]) => {
    const how = element.getAttribute('aria-live');
    const text = nodes
      .map((node) => node.textContent)
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim();
    if ((how !== 'polite' && how !== 'assertive') || !text) return;
    const region = regionFor(how);
    undos = [
      ...undos,
      later(SETTLING, () => {
        region.textContent = text;
      }),
      later(READING, () => {
        region.textContent = '';
      }),
    ].slice(-20);
  };

  return {
    announce,
    update() {
      for (const element of document.querySelectorAll(
        '[data-segment-show][aria-live],[data-segment-hide][aria-live]',
      )) {
        const isHidden = element.hasAttribute('hidden');
        if (!isHidden && hidden.get(element)) announce(element);
        hidden.set(element, isHidden);
      }
    },
    stop() {
      for (const undo of undos) undo();
      for (const region of regions.values()) region.remove();
    },
  };
};
