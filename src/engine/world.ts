import type { Json } from '../base/json.js';
import { MINUTE } from '../base/time.js';
import type { Event } from '../event/types.js';
import type { Calendar } from './calendar.js';

/** Before every instant, and finite, so that JSON can hold it. */
export const BEFORE_ALL = Number.MIN_SAFE_INTEGER;

/** What time and the log make of it. */
export interface Moment {
  /** The instant that is being decided. */
  now: number;
  /** The instant of the first record; before it there are no memberships. */
  life: number | undefined;
  /** How many records there were. */
  records: number;
  /** Without a prototype, and without names that cannot be read. */
  traits: { [key: string]: Json };
  /** The session of the log's last event (`$set` aside), and that event's time. */
  session: string;
  seen: number | undefined;
}

/** What is asked of an event, and of an element of it where `each` made one. */
export type Ask<T> = (event: Event, element?: unknown) => T;

/** What the parts of an engine share. */
export interface World extends Moment {
  /** What selectors and metrics ask of events, by what it is. */
  readonly asked: Map<string, Ask<unknown>>;
  readonly calendar: Calendar;
  /** The definitions name the zone: it counts for events too, whatever offset they were kept with. */
  readonly fixedZone: boolean;
  readonly sunday: boolean;
  readonly timeout: number;
  readonly visitorId: string;
}

/** An event's local time, as milliseconds that read like UTC. */
export const localTime = ({ calendar, fixedZone }: World, { time, offset }: Event): number =>
  time + (fixedZone || offset === undefined ? calendar.offset(time) : offset * MINUTE);

/** When the session ends if nothing more comes; NaN before the first. */
export const sessionEnd = ({ seen, timeout }: World): number => (seen as number) + timeout;

/** The session that is going on, or undefined. */
export const currentSession = (world: World): string | undefined =>
  world.now < sessionEnd(world) ? world.session : undefined;

/** Asks an event no more than once, however many want to know. */
export const askOnce = <T>({ asked }: World, what: string, make: () => Ask<T>): Ask<T> => {
  const known = asked.get(what) as Ask<T> | undefined;
  if (known) return known;
  const ask = make();
  let [last, inside, answer]: [Event?, unknown?, T?] = [];
  const once = (event: Event, element: unknown): T => {
    if (event !== last || element !== inside) {
      answer = ask(event, element);
      last = event;
      inside = element;
    }
    return answer as T;
  };
  asked.set(what, once);
  return once;
};
