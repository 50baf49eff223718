/** What each event of the log did: the log is run again, on an engine of the panel's own. */
import { compile } from '../engine/compile.js';
import { createEngine } from '../engine/engine.js';
import type { Value } from '../engine/types.js';
import type { Event } from '../event/types.js';
import type { Copy } from '../index.js';
import { nextTask } from '../platform/browser.js';
import { isHidden } from '../segment/hidden.js';
import type { SegmentChange } from '../segment/types.js';
import { engineOf } from './copy.js';
import { withParts } from './parts.js';

/** One event as the panel shows it. */
export interface Happened {
  readonly event: Event;
  /** What a search looks through. */
  readonly text: string;
  /** Filled when its turn has come. */
  moved: readonly SegmentChange[];
}

export interface Past {
  /** In the order in which they happened. */
  readonly log: readonly Happened[];
  /** Of a segment, one after the other. */
  changesOf(segment: string): readonly SegmentChange[];
  /** Of a metric that `withParts` names, now. */
  metric(name: string, now: number): Value;
  /** Takes in what is new; known ids change nothing. */
  take(events: readonly Event[]): void;
  stop(): void;
}

/** Events in one task: 10,000 must not hold up a frame. */
const MOST_AT_ONCE = 20;

/** `told` hears that something is new. */
export const createPast = (copy: Copy, first: readonly Event[], told: () => void): Past => {
  const plan = compile(
    withParts(
      copy.definitions,
      first.map(({ props }) => props),
    ),
    { lenient: true },
  );
  const engine = createEngine(plan, engineOf(copy));
  const known = new Set<string>();
  const log: Happened[] = [];
  const histories = new Map<string, SegmentChange[]>();
  let waiting: Happened[] = [];
  let undo: (() => void) | undefined;

  const note = (changes: readonly SegmentChange[]) => {
    for (const change of changes) {
      const history = histories.get(change.segment) ?? [];
      histories.set(change.segment, history);
      history.push(change);
    }
  };

  const step = () => {
    undo = undefined;
    for (const happened of waiting.splice(0, MOST_AT_ONCE)) {
      const changes = engine.apply(happened.event);
      happened.moved = changes.filter(
        ({ reason, segment }) => reason !== 'time' && !isHidden(segment, copy.definitions),
      );
      note(changes);
    }
    if (waiting.length) undo = nextTask(step);
    else told();
  };

  const past: Past = {
    log,
    changesOf: (segment) => histories.get(segment) ?? [],
    metric(name, now) {
      if (!waiting.length) note(engine.advance(now));
      return engine.metric(name);
    },
    take(events) {
      const fresh = events
        .filter(({ id }) => !known.has(id) && known.add(id))
        .map((event): Happened => {
          return { event, text: `${event.name} ${JSON.stringify(event.props)}`.toLowerCase(), moved: [] };
        });
      if (!fresh.length) return;
      const isLate = (fresh[0] as Happened).event.time < (log.at(-1)?.event.time ?? 0);
      for (const happened of fresh) log.push(happened);
      if (isLate) log.sort((one, other) => one.event.time - other.event.time);
      waiting = [...waiting, ...fresh];
      undo ??= nextTask(step);
    },
    stop: () => undo?.(),
  };
  past.take(first);
  return past;
};
