/** The log: records by time and then id, each id once, the earliest of it. */
import type { Json } from '../../src/base/json.js';
import type { Event } from '../../src/event/types.js';

export function inOrder(a: Event, b: Event): number {
  if (a.time !== b.time) return a.time - b.time;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The log as it stands at an instant, whatever the order in which its records are handed in. */
export function logUpTo(events: Iterable<Event>, at: number): Event[] {
  const seen = new Set<string>();
  return [...events]
    .filter((event) => event.time <= at)
    .sort(inOrder)
    .filter((event) => !seen.has(event.id) && seen.add(event.id));
}

/** The traits that the `$set` records up to an instant leave behind. */
export function traitsAt(log: readonly Event[], t: number): Map<string, Json> {
  const traits = new Map<string, Json>();
  for (const event of log) {
    if (event.time > t || event.name !== '$set') continue;
    for (const [key, value] of Object.entries(event.props)) {
      if (value === null) traits.delete(key);
      else traits.set(key, value);
    }
  }
  return traits;
}
