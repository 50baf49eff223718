/** Instants in words, in the time zone of the definitions. */
export interface Calendar {
  readonly timeZone: string;
  /** `Mon, 2 Mar 2026, 08:10` */
  instant(time: number): string;
  /** `2 Mar, 08:10` */
  moment(time: number): string;
  /** `2 Mar` */
  day(time: number): string;
}

export const calendarOf = (timeZone: string): Calendar => {
  const words = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
    return (time: number) => format.format(time);
  };
  const day = { day: 'numeric', month: 'short' } as const;
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  return {
    timeZone,
    instant: words({ weekday: 'short', ...day, year: 'numeric', ...clock }),
    moment: words({ ...day, ...clock }),
    day: words(day),
  };
};

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** A length of time in its two largest units: `3 d 4 h`. */
export const span = (milliseconds: number): string => {
  let rest = milliseconds;
  const parts = UNITS.flatMap(([unit, length]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count ? [`${count} ${unit}`] : [];
  });
  return parts.slice(0, 2).join(' ') || '0 s';
};
