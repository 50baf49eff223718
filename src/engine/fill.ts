import type { Event } from '../event/types.js';
import type { Machine, Mark } from './machine.js';
import type { Kept } from './streams.js';

/** What was known at a mark, for when the log does not go back as far any more. */
export interface Known {
  readonly mark: Mark;
  /** The events of the streams, by their canonical forms. */
  readonly streams: { readonly [canon: string]: Kept };
  readonly filled: Machine['filled'];
}

/**
 * Takes a machine from before all records to a mark. What was known at the mark goes on from there; all else is filled
 * from what is left of the log, which goes back to `since`.
 */
export const fill = (
  machine: Machine,
  birth: Mark,
  log: readonly Event[],
  since: number,
  { mark, streams, filled }: Known,
): void => {
  const { live } = machine;
  const known = new Map(
    Object.entries(streams).map(([canon, kept]) => {
      const [selector, ...columns] = canon.split('\n');
      return [selector, { columns, kept, end: mark.streams[canon]?.[1] ?? 0 }] as const;
    }),
  );
  // positions count from the first event ever found: they are such that all ends are those of the mark
  machine.load(birth);
  for (const event of log)
    for (const stream of live.streams) if (stream.selector.fits(event.name)) stream.feed(event);
  const ends = live.streams.map(({ end }) => end);
  machine.load(birth);
  live.streams.forEach((stream, index) => {
    const end = ends[index] as number;
    stream.first = (known.get(stream.selector.canon)?.end ?? end) - end;
  });
  for (const { stream, state } of live.cursors)
    Object.assign(state, { from: stream.first, to: stream.first });

  for (const event of log) {
    machine.passUntil(event.time);
    machine.record(event);
    machine.settle(event.time);
  }
  machine.passUntil(mark.moment.now);
  machine.settle(mark.moment.now);
  for (const cursor of live.cursors) cursor.pull();

  const names = live.states.load(mark);
  machine.filled = { ...filled, ...Object.fromEntries(names.map((name) => [name, since])) };
  for (const stream of live.streams) {
    const before = known.get(stream.selector.canon);
    if (before) stream.recall(before.kept, before.columns);
  }
  machine.stand(mark.moment);
  machine.settleAll();
};
