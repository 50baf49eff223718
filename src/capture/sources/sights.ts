import { propsOf, VIEW } from '../declarative.js';
import { isPrivate } from '../element.js';
import type { Host, Reader } from './source.js';

/** Seen is an element of which half is in sight, or which fills half of the window, for so many looks in a row. */
const LOOKS = 4;
const HALF = 0.5;

/** Elements with `data-track-view="view_promotion"` tell so when they are seen, each once in a view. */
export const readSights = ({ hear }: Host): Reader => {
  let told = new WeakSet<Element>();
  const inSight = new Map<Element, number>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, intersectionRatio, intersectionRect } of entries)
        if (isIntersecting && (intersectionRatio >= HALF || intersectionRect.height >= HALF * innerHeight))
          inSight.set(target, inSight.get(target) ?? 0);
        else inSight.delete(target);
    },
    { threshold: [0, 0.1, 0.25, HALF, 1] },
  );
  return {
    read() {
      for (const element of document.querySelectorAll(`[${VIEW}]`)) observer.observe(element);
      if (document.visibilityState !== 'visible') return;
      for (const [element, looks] of inSight) {
        inSight.set(element, looks + 1);
        if (looks + 1 < LOOKS || told.has(element) || isPrivate(element)) continue;
        told.add(element);
        hear(element.getAttribute(VIEW) ?? '', propsOf(element), 'data-track');
      }
    },
    turn() {
      told = new WeakSet();
    },
    stop: () => observer.disconnect(),
  };
};
