import { isObject, type Json, own } from '../base/json.js';
import { NEVER, parseDuration } from '../base/time.js';
import { MOST_VALUES } from './bounded.js';
import { PARTS } from './live.js';
import type { Machine } from './machine.js';
import type { Segment } from './nodes.js';
import { readWindow } from './windows.js';

/** Whether a state remembers as many different values as it can. */
const isFull = (state: object = {}): boolean =>
  Object.values(state).some((part) => part instanceof Map && part.size >= MOST_VALUES);

/**
 * Whether a piece of the definitions rests on less than it asks for: on a log that did not go back far enough when it
 * was filled, or on more values than are remembered.
 */
export const isPartial = (piece: Json | undefined, machine: Machine): boolean => {
  const { live, world, filled } = machine;
  const lacks = (name: string, from: number) => (filled[name] as number) > from;
  if (Array.isArray(piece)) return piece.some((one) => isPartial(one, machine));
  if (!isObject(piece)) return false;
  const json = piece as { readonly [key: string]: Json };
  const canon = live.canon(live.subject(json));
  const reach = json.abandoned && (parseDuration(json.within) ?? NEVER);
  const from = reach
    ? world.now - reach
    : json.over === 'session'
      ? NEVER
      : readWindow(json.over, world).low();
  if (json.when) {
    // how far back it matters when somebody went in or out
    const { canon, rules } = (live.segments.get(json.id as string) as { segment: Segment }).segment;
    if (lacks(`member ${canon}`, json.until ? -NEVER : world.now - rules.exitAfter - rules.cooldown))
      return true;
  }
  return (
    lacks(canon, from) ||
    isFull(live.states.get(canon)) ||
    Object.entries(json).some(([key, value]) => {
      // the names in there are the site's own
      if (key === 'where' || key === 'related') return false;
      if (typeof value !== 'string') return isPartial(value, machine);
      const section = own(PARTS, key) as string | undefined;
      if (section) return isPartial(live.part(section, value), machine);
      return key === 'segment' && isPartial(live.segments.get(value)?.segment.json, machine);
    })
  );
};
