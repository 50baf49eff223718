import type { Scalar } from '../base/json.js';
import { NEVER } from '../base/time.js';
import type { Surroundings } from './selectors.js';
import type { Row, Stream } from './streams.js';
import type { Window } from './windows.js';
import { currentSession } from './world.js';

/** What a metric does with the events of its window as they come and go, in order. */
export interface Sink {
  add(row: Row, position: number): void;
  /** The oldest goes out; `next` is the one that is the oldest then. */
  remove(row: Row, position: number, next: Row | undefined): void;
  clear(): void;
}

/** A metric's place in a stream: which events lie in its window. Moves only when it is asked. */
export interface Cursor {
  readonly stream: Stream;
  /** Starts anew if another session is going on. */
  turn(): void;
  /** Brings the window up to now. */
  pull(): void;
  /** The next instant at which the window's content changes by itself; asked after `pull`. */
  next(): number;
  /** The first position that is still needed. */
  need(): number;
}

/** When a session that ended comes back, this many of its stream's events are searched for its own. */
const SESSION_REACH = 10_000;

const SESSION = { canon: '$session', take: ({ session }: { session: string }) => [session] };

export const cursor = (
  { world, states }: Surroundings,
  name: string,
  stream: Stream,
  window: Window,
  sink: Sink,
): Cursor => {
  const sessions = window.session ? stream.column(SESSION) : 0;
  const at: { from: number; to: number; session: string | undefined } = states.keep(name, {
    from: 0,
    to: 0,
    session: undefined,
  });
  const row = (position: number) => stream.row(position) as Row;
  const turn = () => {
    if (!window.session || at.session === currentSession(world)) return;
    sink.clear();
    at.session = currentSession(world);
    at.to = stream.first;
  };
  return {
    stream,
    turn,
    pull: () => {
      turn();
      const [low, high] = [window.low(), window.high()];
      for (; at.to < stream.end && row(at.to)[0] <= high; at.to++) {
        const [time] = row(at.to);
        const counts = window.session
          ? (row(at.to)[sessions] as readonly Scalar[])[0] === at.session
          : window.expires || time >= low;
        if (counts) sink.add(row(at.to), at.to);
      }
      if (!window.expires) return;
      for (; at.from < at.to && row(at.from)[0] < low; at.from++)
        sink.remove(row(at.from), at.from, stream.row(at.from + 1));
    },
    next: () => {
      const leaves = at.from < at.to ? row(at.from)[0] + window.leaves : NEVER;
      const enters = window.enters && at.to < stream.end ? row(at.to)[0] + window.enters : NEVER;
      return Math.min(window.turn(), window.expires ? leaves : NEVER, enters);
    },
    need: () =>
      window.session ? Math.max(stream.first, stream.end - SESSION_REACH) : window.expires ? at.from : at.to,
  };
};
