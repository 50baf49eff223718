import { DAY, HOUR, MINUTE, NEVER } from '../base/time.js';

/** A part of a clock's reading. Weekdays are 1 (Monday) to 7; `date` is `MM-DD`, `time` is `HH:MM`. */
export type Part = 'hour' | 'weekday' | 'day' | 'month' | 'date' | 'time';

const PARTS: { readonly [part in Part]: (date: Date) => number | string } = {
  hour: (date) => date.getUTCHours(),
  weekday: (date) => date.getUTCDay() || 7,
  day: (date) => date.getUTCDate(),
  month: (date) => date.getUTCMonth() + 1,
  // of …-MM-DDTHH:MM:SS.sssZ
  date: (date) => date.toISOString().slice(-19, -14),
  time: (date) => date.toISOString().slice(-13, -8),
};

/** A part of a local time, given as milliseconds that read like UTC. */
export const calendarPart = (part: Part, local: number): number | string => PARTS[part](new Date(local));

/** Days until every reading has come, 29 February too: eight years at most. */
const CYCLE = 2_922;

const MINUTES: unknown[] = [];

/** What the so many-th step since 1970-01-01 reads. The minutes of a day are kept, for there are many to be asked. */
const readingAt = (part: Part, at: number, step: number): unknown => {
  if (step > MINUTE) return calendarPart(part, at * step);
  const minute = at % 1_440;
  MINUTES[minute] ??= calendarPart(part, at * step);
  return MINUTES[minute];
};

/** The last instant that a Date can hold, but for a day. */
const LAST = 8.64e15 - DAY;

/**
 * One time zone, daylight saving included. Throws a RangeError for a name that is none. A function is asked for the name
 * when it is first needed: the first formatter of a page takes longer than all else at its start.
 */
export class Calendar {
  #formatter: Intl.DateTimeFormat | undefined;
  readonly #offsets = new Map<number, number>();
  /** A day of UTC without a change of the clock, the last that was asked for, and how far east all of it is. */
  #from = NEVER;
  #east = 0;
  /** The start of a date, the last that was asked for. */
  #date = NEVER;
  #start = 0;

  constructor(readonly zone: string | (() => string)) {
    if (typeof zone === 'string') this.#format();
  }

  #format(): Intl.DateTimeFormat {
    this.#formatter ??= new Intl.DateTimeFormat('en', {
      timeZone: typeof this.zone === 'string' ? this.zone : this.zone(),
      timeZoneName: 'longOffset',
    });
    return this.#formatter;
  }

  #ask(time: number): number {
    const [, sign, hours = 0, minutes = 0, seconds = 0] =
      /GMT(.)(\d+):(\d+):?(\d+)?/.exec(this.#format().format(time)) ?? [];
    return (sign === '-' ? -1 : 1) * ((+hours * 60 + +minutes) * MINUTE + +seconds * 1_000);
  }

  /** At the start of a day of UTC. Asking the formatter is slow. */
  #at(day: number): number {
    let offset = this.#offsets.get(day);
    if (offset === undefined) {
      offset = this.#ask(day * DAY);
      if (this.#offsets.size > 9_999) this.#offsets.clear();
      this.#offsets.set(day, offset);
    }
    return offset;
  }

  /** Milliseconds east of UTC at an instant. */
  offset(time: number): number {
    if (time >= this.#from && time < this.#from + DAY) return this.#east;
    if (!(Math.abs(time) < LAST)) return 0; // before any record, and beyond what a Date can hold
    const day = Math.floor(time / DAY);
    const east = this.#at(day);
    if (east !== this.#at(day + 1)) return this.#ask(time);
    this.#from = day * DAY;
    this.#east = east;
    return east;
  }

  /** The local date at an instant, as days since 1970-01-01. */
  day(time: number): number {
    return Math.floor((time + this.offset(time)) / DAY);
  }

  /** The first instant of a date; of one that was skipped, that of the next. */
  start(day: number): number {
    if (day === this.#date) return this.#start;
    const midnight = day * DAY;
    const starts = [midnight - DAY, midnight + DAY].map((near) => midnight - this.offset(near));
    const first = Math.min(...starts);
    this.#date = day;
    this.#start = this.day(first) >= day && this.day(first - 1) < day ? first : Math.max(...starts);
    return this.#start;
  }

  /** The first instant of the day after that of `time`. */
  tomorrow(time: number): number {
    return this.start(this.day(time) + 1);
  }

  /**
   * The next instant at which a test of a part of the clock's reading may turn; without a test, at which the reading may.
   */
  nextReading(part: Part, time: number, passes?: (reading: unknown) => boolean): number {
    const step = part === 'time' ? MINUTE : part === 'hour' ? HOUR : DAY;
    const offset = this.offset(time);
    const here = Math.floor((time + offset) / step);
    const ask = (at: number) => passes?.(readingAt(part, at, step));
    const now = ask(here);
    let next = here + 1;
    while (passes && ask(next) === now) if (next++ > here + CYCLE) return NEVER;
    if (step === DAY) return this.start(next);
    const turn = next * step - offset;
    // where the clock is changed before then, reading by reading
    return this.offset(turn) === offset ? turn : (here + 1) * step - offset;
  }
}
