/**
 * A second reading of the segment language, to hold the engine against. It keeps nothing: every answer comes from
 * looking at the whole log again. It shares no code with src/engine.
 */
import type { Event } from '../../src/event/types.js';
import type { Definitions, Value } from './language.js';
import { logUpTo } from './log.js';
import { memberships, type Transition } from './memberships.js';
import { metricAt } from './metrics.js';
import type { World } from './world.js';

export type { Transition } from './memberships.js';

export interface Asked {
  at: number;
  visitorId?: string;
  timeZone?: string;
  sessionTimeout?: number;
}

export interface Answer {
  /** In the order of the file. */
  segments: string[];
  metrics: { [name: string]: Value };
  /** All that happened up to the instant asked for; per instant the segments are in the order of the file. */
  transitions: Transition[];
}

export function oracle(definitions: Definitions, events: Iterable<Event>, asked: Asked): Answer {
  const world: World = {
    log: logUpTo(events, asked.at),
    definitions,
    visitorId: asked.visitorId ?? '',
    zone: definitions.timeZone ?? asked.timeZone ?? 'UTC',
    sessionTimeout: asked.sessionTimeout ?? 30 * 6e4,
    found: new Map(),
    decisions: new Map(),
    traits: undefined,
  };
  const metrics = Object.entries(definitions.metrics ?? {}).map(([name, metric]) => [
    name,
    metricAt(world, metric, asked.at),
  ]);
  return { ...memberships(world, asked.at), metrics: Object.fromEntries(metrics) as Answer['metrics'] };
}
