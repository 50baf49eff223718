/** Instants and durations as the panel says them. */
import { DAY, HOUR, MINUTE, SECOND } from '../base/time.js';

const UNITS = [
  ['d', DAY],
  ['h', HOUR],
  ['min', MINUTE],
  ['s', SECOND],
] as const;

/** Its two largest units: `1 d 2 h`; seconds only below an hour. */
export const span = (milliseconds: number): string => {
  let left = Math.max(0, Math.ceil(milliseconds / SECOND) * SECOND);
  const parts = UNITS.flatMap(([unit, length]) => {
    const amount = Math.floor(left / length);
    left -= amount * length;
    return amount ? [`${amount} ${unit}`] : [];
  });
  return parts.slice(0, 2).join(' ') || '0 s';
};

const two = (amount: number) => String(amount).padStart(2, '0');

/** Where the reader sits: `2026-11-23 16:44:59`. */
export const instant = (time: number): string => {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return 'no date';
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${clock(time)}`;
};

/** `16:44:59` */
export const clock = (time: number): string => {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
};

/** The time of day; of another day than today, that day. */
export const moment = (time: number, now: number): string =>
  instant(time).slice(0, 10) === instant(now).slice(0, 10) ? clock(time) : instant(time).slice(5, 16);

/** A value of a metric or trait: at most three digits behind the point. */
export const figure = (value: unknown): string =>
  value === undefined || value === null
    ? 'no value'
    : typeof value === 'number'
      ? String(Math.round(value * 1_000) / 1_000)
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
