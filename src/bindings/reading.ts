import { type Undo, undoAll } from '../base/listen.js';
import type { Ethogram } from '../index.js';

/** A segment's id: one of the site's own `Segments`, with completion, or any other. */
export type SegmentId = Parameters<Ethogram['has']>[0];

/** What a metric reads. */
export type Value = ReturnType<Ethogram['metric']>;

/** Something that can be read at any time, and that says when it may have changed. */
export interface Reading<T> {
  /** The same value, by identity, as long as nothing changed. */
  read(): T;
  /** Calls in a microtask, never at once. */
  follow(changed: () => void): Undo;
}

/** What a server knows, and what the first render of a page that it made must say again. */
export const NOWHERE: ReadonlySet<string> = new Set();

export const readSegment = (ethogram: Ethogram, id: SegmentId): Reading<boolean> => ({
  read: () => ethogram.has(id),
  follow: (changed) => ethogram.watch(id, changed),
});

export const readSegments = (ethogram: Ethogram): Reading<ReadonlySet<string>> => {
  let last = NOWHERE;
  return {
    read() {
      const now = ethogram.segments();
      if (now.size !== last.size || [...now].some((id) => !last.has(id))) last = now;
      return last;
    },
    follow: followAny(ethogram, 'ready', 'change'),
  };
};

/** A metric moves with what happens, here and in other tabs. What it loses as time passes shows when something happens. */
export const readMetric = (ethogram: Ethogram, name: string): Reading<Value> => ({
  read: () => ethogram.metric(name),
  follow: followAny(ethogram, 'ready', 'change', 'event', 'moved'),
});

const followAny =
  (ethogram: Ethogram, ...signals: ('ready' | 'change' | 'event' | 'moved')[]) =>
  (changed: () => void): Undo =>
    undoAll(signals.map((signal) => ethogram.on(signal, changed)));
