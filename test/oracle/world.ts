/** All that an answer depends on: the log, the definitions, and who and where the visitor is. */
import type { Json } from '../../src/base/json.js';
import type { Event } from '../../src/event/types.js';
import { offsetOf, type Parts, partsAt } from './calendar.js';
import type { Definitions } from './language.js';
import { traitsAt } from './log.js';
import type { Instance } from './selectors.js';

export interface World {
  /** Up to the instant asked for; in order; each id once. */
  readonly log: readonly Event[];
  readonly definitions: Definitions;
  readonly visitorId: string;
  /** The zone of the clock and of calendar windows. */
  readonly zone: string;
  readonly sessionTimeout: number;
  /** What each selector finds in the whole log. */
  readonly found: Map<unknown, Instance[]>;
  /** The instants at which each test without closed form is decided anew. */
  readonly decisions: Map<unknown, number[]>;
  /** The traits that the last look at them saw. */
  traits: { t: number; value: Map<string, Json> } | undefined;
}

/** The calendar parts of an event: where the definitions name no zone, those of the place it happened in. */
export function eventParts(world: World, event: Event): Parts {
  const own = world.definitions.timeZone === undefined ? event.offset : undefined;
  return partsAt(event.time, own === undefined ? offsetOf(world.zone, event.time) : own * 6e4);
}

export function traitsOf(world: World, t: number): { [key: string]: Json } {
  if (world.traits?.t !== t) world.traits = { t, value: traitsAt(world.log, t) };
  return Object.fromEntries(world.traits.value);
}
