/** Dates and hours in a time zone, daylight saving included, by asking Intl and searching. */

export interface Parts {
  /** Days since 1970-01-01 of the local date. */
  day: number;
  hour: number;
  weekday: number;
  dayOfMonth: number;
  month: number;
  year: number;
  date: string;
  time: string;
}

const DAY = 864e5;
/** Zones change their offset at quarters of an hour only. */
const QUARTER = 9e5;

/** What is known of a zone, a fresh table where nothing is. */
function tableOf(tables: Map<string, Map<number, number>>, zone: string): Map<number, number> {
  const table = tables.get(zone) ?? new Map<number, number>();
  tables.set(zone, table);
  return table;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();
const starts = new Map<string, Map<number, number>>();

const two = (n: number) => String(n).padStart(2, '0');

/** Milliseconds east of UTC. */
export function offsetOf(zone: string, t: number): number {
  if (zone === 'UTC') return 0;
  const known = tableOf(offsets, zone);
  const quarter = Math.floor(t / QUARTER) * QUARTER;
  let offset = known.get(quarter);
  if (offset === undefined) {
    let format = formats.get(zone);
    if (format === undefined) {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
      formats.set(zone, format);
    }
    const p = Object.fromEntries(
      format.formatToParts(quarter).map(({ type, value }) => [type, Number(value)]),
    );
    const local = Date.UTC(
      p.year as number,
      (p.month as number) - 1,
      p.day as number,
      p.hour as number,
      p.minute as number,
      p.second as number,
    );
    offset = local - quarter;
    known.set(quarter, offset);
  }
  return offset;
}

/** The parts of an instant that stands `offset` milliseconds east of UTC. */
export function partsAt(t: number, offset: number): Parts {
  const local = new Date(t + offset);
  const day = Math.floor((t + offset) / DAY);
  const month = local.getUTCMonth() + 1;
  const dayOfMonth = local.getUTCDate();
  const hour = local.getUTCHours();
  return {
    day,
    hour,
    weekday: local.getUTCDay() === 0 ? 7 : local.getUTCDay(),
    dayOfMonth,
    month,
    year: local.getUTCFullYear(),
    date: `${two(month)}-${two(dayOfMonth)}`,
    time: `${two(hour)}:${two(local.getUTCMinutes())}`,
  };
}

export const partsIn = (zone: string, t: number): Parts => partsAt(t, offsetOf(zone, t));

/** The number of the local date at an instant. */
export const dayIn = (zone: string, t: number): number => Math.floor((t + offsetOf(zone, t)) / DAY);

/** The first instant of a local date. */
export function startOfDay(zone: string, day: number): number {
  const known = tableOf(starts, zone);
  let start = known.get(day);
  if (start === undefined) {
    let before = (day - 2) * DAY;
    let after = (day + 2) * DAY;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (dayIn(zone, middle) >= day) after = middle;
      else before = middle;
    }
    start = after;
    known.set(day, start);
  }
  return start;
}

export const dayNumber = (year: number, month: number, dayOfMonth: number): number =>
  Math.floor(Date.UTC(year, month - 1, dayOfMonth) / DAY);

export type Period = 'day' | 'week' | 'month' | 'year';

/** The first date of the period that is `back` periods before the one in which an instant lies. */
export function firstDayOf(
  period: Period,
  zone: string,
  t: number,
  back: number,
  weekStart: 'monday' | 'sunday',
): number {
  const now = partsIn(zone, t);
  if (period === 'day') return now.day - back;
  if (period === 'week') {
    const into = weekStart === 'sunday' ? now.weekday % 7 : now.weekday - 1;
    return now.day - into - 7 * back;
  }
  if (period === 'month') return dayNumber(now.year, now.month - back, 1);
  return dayNumber(now.year - back, 1, 1);
}

/** The first instants of all dates from the one of `from` on up to `to`. */
export function dayStarts(zone: string, from: number, to: number): number[] {
  const found: number[] = [];
  for (let day = dayIn(zone, from); ; day++) {
    const start = startOfDay(zone, day);
    if (start > to) return found;
    found.push(start);
  }
}

const DATE = /^(?:\d{4}-)?(\d{2})-(\d{2})$/;

/** Month and day of `YYYY-MM-DD` or `MM-DD`; the year is not looked at. */
export function yearlyDate(text: unknown): { month: number; day: number } | undefined {
  const found = typeof text === 'string' ? DATE.exec(text) : null;
  if (found === null) return undefined;
  const month = Number(found[1]);
  const day = Number(found[2]);
  const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return longest !== undefined && day >= 1 && day <= longest ? { month, day } : undefined;
}

/** The date on which a yearly day falls in a year: 29 February is 1 March where there is none. */
export const anniversaryIn = (year: number, { month, day }: { month: number; day: number }): number =>
  dayNumber(year, month, day);
