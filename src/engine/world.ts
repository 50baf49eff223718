import { MINUTE } from '../base/time.js';
import type { Event, Traits } from '../event/types.js';
import type { Calendar } from './calendar.js';

/** What the parts of an engine share: the calendar, the traits, the session of the last event. */
export class World {
  traits: Traits = {};
  /** The session of the log's last event (`$set` aside), and that event's time. */
  session = '';
  sessionTime = Number.NEGATIVE_INFINITY;

  constructor(
    readonly calendar: Calendar,
    /** The definitions name the zone: it counts for events too, whatever offset they were kept with. */
    readonly fixedZone: boolean,
    readonly sessionTimeout: number,
    readonly weekStart: 'monday' | 'sunday',
    readonly visitorId: string,
  ) {}

  /** An event's local time, as milliseconds that read like UTC. */
  localTime(event: Event): number {
    return (
      event.time +
      (this.fixedZone || event.offset === undefined
        ? this.calendar.offset(event.time)
        : event.offset * MINUTE)
    );
  }

  /** The session that is going on at an instant, or undefined. */
  currentSession(now: number): string | undefined {
    return now - this.sessionTime < this.sessionTimeout ? this.session : undefined;
  }
}
