import { SECOND } from '../../base/time.js';
import { findAll } from './element.js';
import type { Part, Scene } from './part.js';
import { createSight } from './sight.js';

const MARK = 'data-engage';

/**
 * `element_engagement` for `data-engage="name"`: how long it was in sight and attended to, since the last one. In sight
 * is an element of which half is seen, or which fills half of the window.
 */
export const captureElements = ({ send, attended }: Scene): Part => {
  const sight = createSight(attended, (element) => element.getAttribute(MARK) ?? '', 0.5);
  return {
    look: () => sight.look(findAll(`[${MARK}]`), () => undefined),
    settle: () =>
      sight.settle(SECOND, ({ id, unsaid }) =>
        send('element_engagement', { element_name: id, engagement_time_msec: Math.round(unsaid) }),
      ),
  };
};
