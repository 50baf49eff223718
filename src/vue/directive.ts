import type { ObjectDirective } from 'vue';
import type { Undo } from '../base/listen.js';
import type { SegmentId } from '../bindings/reading.js';
import type { Ethogram } from '../index.js';

/**
 * `v-segment="'returning'"` gives an element the attribute `hidden` unless the visitor is in the segment,
 * `v-segment.not` if they are. A server renders it as for somebody who is in none.
 */
export const segmentDirective = (ethogram: Ethogram): ObjectDirective<HTMLElement, SegmentId, 'not'> => {
  const undos = new WeakMap<HTMLElement, Undo>();
  const follow = (element: HTMLElement, id: SegmentId, isHidden: boolean) => {
    const update = (isIn: boolean) => {
      element.hidden = isIn === isHidden;
    };
    undos.get(element)?.();
    update(ethogram.has(id));
    undos.set(element, ethogram.watch(id, update));
  };
  return {
    getSSRProps: ({ modifiers }) => ({ hidden: !modifiers.not }),
    created(element, { modifiers }) {
      element.hidden = !modifiers.not;
    },
    mounted: (element, { value, modifiers }) => follow(element, value, !!modifiers.not),
    updated(element, { value, oldValue, modifiers }) {
      if (value !== oldValue) follow(element, value, !!modifiers.not);
    },
    unmounted: (element) => undos.get(element)?.(),
  };
};
