/** When a visitor was in a segment, as a bar and as a list. */
import type { SegmentChange } from '../segment/types.js';
import { make } from './element.js';
import { instant, span } from './words.js';

/** Changes told in words. */
const MOST = 20;

/** From `start` to `now`, in epoch milliseconds; `changes` in time order. */
export const timeline = (changes: readonly SegmentChange[], start: number, now: number): HTMLElement => {
  if (!changes.length) return make('p', { class: 'quiet' }, 'The log holds no change of this segment.');
  const length = Math.max(1, now - start);
  const place = (time: number) => ((Math.min(Math.max(time, start), now) - start) / length) * 100;
  const track = make('div', {
    class: 'timeline',
    role: 'img',
    'aria-label': `${changes.length} changes in ${span(length)}`,
  });
  for (const [index, { type, time }] of changes.entries()) {
    if (type === 'exit') continue;
    const end = changes[index + 1]?.time ?? now;
    const piece = make('span', { title: `${instant(time)} to ${instant(end)}` });
    piece.style.left = `${place(time)}%`;
    piece.style.width = `${Math.max(0.5, place(end) - place(time))}%`;
    track.append(piece);
  }
  const latest = changes.slice(-MOST).reverse();
  return make(
    'div',
    {},
    track,
    make('div', { class: 'ends quiet' }, make('span', {}, instant(start)), make('span', {}, 'now')),
    make(
      'ol',
      { class: 'changes' },
      ...latest.map(({ type, time, reason }) =>
        make(
          'li',
          {},
          make('span', { class: `badge ${type === 'enter' ? 'in' : 'out'}` }, type),
          ` ${instant(time)}, by ${reason}`,
        ),
      ),
    ),
  );
};
