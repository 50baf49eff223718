/** What a copy of the engine is made of, and what would happen to it. */
import { compile } from '../engine/compile.js';
import { createEngine } from '../engine/engine.js';
import type { Fault } from '../engine/types.js';
import type { Event } from '../event/types.js';
import type { Copy, Ethogram } from '../index.js';
import { isHidden } from '../segment/hidden.js';
import type { Definitions, SegmentChange } from '../segment/types.js';

/** What is supposed to happen. */
export interface Supposed {
  /** Milliseconds from now. */
  readonly after: number;
  readonly name: string;
  readonly props: Event['props'];
}

export interface Question {
  /** Other definitions than those that run. */
  readonly definitions?: Definitions;
  readonly events: readonly Supposed[];
  /** How far the clock is moved, in milliseconds. */
  readonly ahead: number;
}

export interface Answer {
  readonly enters: readonly string[];
  readonly leaves: readonly string[];
  /** One after the other, also those that do not last. */
  readonly changes: readonly SegmentChange[];
  /** Of the definitions; if there is any, nothing else is answered. */
  readonly faults: readonly Fault[];
}

/** Options of the copy that an engine takes. */
export const engineOf = ({ visitorId, timeZone, sessionTimeout }: Copy) => ({
  visitorId,
  timeZone,
  sessionTimeout,
});

/** Asks a copy of the engine, which is thrown away: the real one is only read. */
export const whatIf = (
  copy: Copy,
  inside: ReturnType<Ethogram['segments']>,
  log: readonly Event[],
  { definitions = copy.definitions, events, ahead }: Question,
): Answer => {
  const plan = compile(definitions, { lenient: true });
  if (plan.faults.length) return { enters: [], leaves: [], changes: [], faults: plan.faults };
  const snapshot = copy.snapshot();
  const engine = createEngine(plan, { ...engineOf(copy), ...(snapshot !== undefined && { snapshot }) });
  const changes = [...engine.advance(copy.time)];
  if (engine.needsReplay) changes.push(...engine.replay(log));
  const last = log.at(-1);
  let visit = last?.session ?? 'what-if';
  let heard = last?.time ?? copy.time;
  for (const [index, { after, name, props }] of [...events].sort((a, b) => a.after - b.after).entries()) {
    const time = copy.time + after;
    if (time - heard > copy.sessionTimeout) visit = `what-if-${index}`;
    heard = time;
    changes.push(...engine.apply({ id: `what-if-${index}`, name, time, session: visit, props }));
  }
  changes.push(...engine.advance(copy.time + ahead));
  const after = engine.segments();
  return {
    enters: [...after].filter((id) => !inside.has(id) && !isHidden(id, definitions)),
    leaves: [...inside].filter((id) => !after.has(id)),
    changes: changes.filter(({ segment }) => !isHidden(segment, definitions)),
    faults: [],
  };
};
