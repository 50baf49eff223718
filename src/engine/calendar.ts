import { DAY, HOUR, MINUTE } from '../base/time.js';

/** A part of a clock's reading. Weekdays are 1 (Monday) to 7; `date` is `MM-DD`, `time` is `HH:MM`. */
export type Part = 'hour' | 'weekday' | 'day' | 'month' | 'date' | 'time';

const two = (number: number): string => String(number).padStart(2, '0');

/** A part of a local time, given as milliseconds that read like UTC. */
export const calendarPart = (part: Part, local: number): number | string => {
  const date = new Date(local);
  const month = date.getUTCMonth() + 1;
  const day = date.getUTCDate();
  const hour = date.getUTCHours();
  switch (part) {
    case 'hour':
      return hour;
    case 'weekday':
      return date.getUTCDay() || 7;
    case 'day':
      return day;
    case 'month':
      return month;
    case 'date':
      return `${two(month)}-${two(day)}`;
    case 'time':
      return `${two(hour)}:${two(date.getUTCMinutes())}`;
  }
};

/** Days since 1970-01-01 of a date; months and days beyond their range carry over. */
export const dayOf = (year: number, month: number, day: number): number =>
  Math.floor(Date.UTC(year, month, day) / DAY);

/** The last instant that a Date can hold, but for a day. */
const LAST = 8.64e15 - DAY;

/** One time zone, daylight saving included. Throws a RangeError for a name that is none. */
export class Calendar {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  constructor(readonly timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  }

  #ask(time: number): number {
    const [, sign, hours, minutes, seconds] =
      /GMT([+-])(\d+):(\d+):?(\d+)?/.exec(this.#format.format(time)) ?? [];
    const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE + Number(seconds ?? 0) * 1000;
    return sign === '-' ? -size : size;
  }

  #cached(key: number, time: number): number {
    let offset = this.#offsets.get(key);
    if (offset === undefined) {
      if (this.#offsets.size > 20_000) this.#offsets.clear();
      offset = this.#ask(time);
      this.#offsets.set(key, offset);
    }
    return offset;
  }

  /** Milliseconds east of UTC at an instant. Asking the formatter is slow, so a day without a transition is asked once. */
  offset(time: number): number {
    if (!(Math.abs(time) < LAST)) return 0; // before any record, and beyond what a Date can hold
    const day = Math.floor(time / DAY);
    const offset = this.#cached(day, day * DAY);
    if (offset === this.#cached(day + 1, (day + 1) * DAY)) return offset;
    const quarter = Math.floor(time / (15 * MINUTE)); // transitions lie on quarter hours; the fraction keeps these keys apart from the days
    return this.#cached(quarter + 0.5, quarter * 15 * MINUTE);
  }

  /** The local date at an instant, as days since 1970-01-01. */
  day(time: number): number {
    return Math.floor((time + this.offset(time)) / DAY);
  }

  /** The first instant of a date; of one that was skipped, that of the next. */
  start(day: number): number {
    const midnight = day * DAY;
    const before = midnight - this.offset(midnight - DAY);
    const after = midnight - this.offset(midnight + DAY);
    const [first, second] = before < after ? [before, after] : [after, before];
    return this.day(first) >= day && this.day(first - 1) < day ? first : second;
  }

  /** The first instant after `time` at which the local reading is a whole multiple of `step` or jumps. */
  next(time: number, step: number): number {
    const offset = this.offset(time);
    let next = time + step - ((((time + offset) % step) + step) % step);
    if (this.offset(next) !== offset) {
      let same = time;
      while (next - same > 1) {
        const middle = Math.floor((same + next) / 2);
        if (this.offset(middle) === offset) same = middle;
        else next = middle;
      }
    }
    return next;
  }

  /** The first instant of the day after that of `time`. */
  tomorrow(time: number): number {
    return this.start(this.day(time) + 1);
  }

  /** The next instant at which a part of the clock's reading may change. */
  nextReading(part: Part, time: number): number {
    return part === 'time'
      ? this.next(time, MINUTE)
      : part === 'hour'
        ? this.next(time, HOUR)
        : this.tomorrow(time);
  }
}
