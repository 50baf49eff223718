import { listen, type Undo, undoAll } from '../../base/listen.js';
import { MINUTE, SECOND } from '../../base/time.js';
import type { Host } from './part.js';

/** Without a sign of the visitor for so long nobody is taken to be there: until then it counts. */
const IDLE = MINUTE;
const TICK = 4 * SECOND;
/** What a tick adds at most: a machine that slept between two of them was not looked at. */
const LONGEST_TICK = 5 * SECOND;

/** Not `scroll`: pages scroll by themselves. */
const SIGNS = ['pointerdown', 'pointermove', 'wheel', 'touchmove', 'keydown'];

export interface Attention {
  /** Milliseconds so far. */
  total(): number;
  /** Something that is no input shows that the visitor is there, such as a film that runs. */
  stir(): void;
  /** In sight again, or out of it. */
  turn(): void;
  stop(): void;
}

interface Told {
  /** Every few seconds of attention. */
  tick(): void;
  /** Nobody looks any more. */
  lost(): void;
}

/**
 * How long a visitor attends to this page: it is visible, its window has the focus, nothing was idle for a minute,
 * and no other tab of the site has been turned to since. Counts from `since`.
 */
export const createAttention = (
  { now, later, claim }: Pick<Host, 'now' | 'later' | 'claim'>,
  since: number,
  told: Told,
): Attention => {
  let total = 0;
  /** Up to here it is counted. */
  let counted = since;
  let sign = since;
  let isOn = false;
  let isElsewhere = false;
  let isStopped = false;
  let release: Undo | undefined;
  let waiting: Undo | undefined;

  const count = (most = LONGEST_TICK) => {
    const at = now();
    if (isOn) total += Math.max(0, Math.min(at, sign + IDLE, counted + most) - counted);
    counted = at;
    return total;
  };
  const isHere = () =>
    !isElsewhere && counted < sign + IDLE && document.visibilityState === 'visible' && document.hasFocus();

  const tick = () => {
    turn();
    if (!isOn) return;
    waiting = later(TICK, tick);
    told.tick();
  };
  const turn = () => {
    count();
    if (isStopped || isHere() === isOn) return;
    isOn = !isOn;
    waiting?.();
    release?.();
    if (isOn) {
      release = claim(() => {
        isElsewhere = true;
        turn();
      });
      waiting = later(TICK, tick);
    } else told.lost();
  };
  /** The visitor is here, whatever another tab has said. */
  const stir = () => {
    count();
    sign = counted;
    isElsewhere = false;
    if (!isOn) turn();
  };
  // a focus that goes into a frame of the page's own stays with the page, which is known a task later
  const blurred = () => later(0, turn);

  const undo = undoAll([
    ...SIGNS.map((type) => listen(window, type, stir, true)),
    listen(window, 'focus', stir),
    listen(window, 'blur', blurred),
  ]);
  // what passed before the chunk was there counts as far as one sign reaches
  isOn = document.visibilityState === 'visible' && document.hasFocus();
  count(IDLE);
  isOn = false;
  turn();

  return {
    total: () => count(),
    stir,
    turn,
    stop() {
      isStopped = true;
      undo();
      waiting?.();
      release?.();
    },
  };
};
