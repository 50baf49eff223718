import type { Random } from './random.js';

type Value = string | number | boolean | readonly Value[] | Props;
export interface Props {
  readonly [name: string]: Value;
}

/** An event, as the engine takes it, of a log that several visitors share. */
export interface VisitorEvent {
  readonly visitor: string;
  readonly id: string;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly session: string;
  readonly props: Props;
}

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

/** The samples go from here on for so many days. */
export const START = Date.UTC(2026, 2, 2);
export const DAYS = 90;

/** When somebody comes. */
export interface Habit {
  /** The first day and the last one, 0 to 89. Day 0 is a Monday. */
  readonly from: number;
  readonly to: number;
  /** On how many of the days between, 0–1. */
  readonly often: number;
  /** The same of Saturdays and Sundays, where they differ. */
  readonly weekends?: number;
  /** The hour at which they usually come. */
  readonly hour: number;
}

/** The days on which somebody comes: the first one in any case. */
export const daysOf = ({ from, to, often, weekends = often }: Habit, random: Random): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(
    (day) => day === from || random.chance(day % 7 > 4 ? weekends : often),
  );

/** What one visitor does, one thing after the other: it keeps the time, the visits and the ids. */
export class Diary {
  readonly events: VisitorEvent[] = [];
  #time = START;
  #visits = 0;

  constructor(
    readonly visitor: string,
    readonly random: Random,
  ) {}

  /** They come, on this day and within an hour of their usual one, and see a page. */
  visit(day: number, hour: number, page: Props): void {
    this.#time = START + day * DAY + Math.round((hour + this.random.between(-1, 1)) * HOUR);
    this.#visits++;
    this.note('session_start', page, 0);
    if (this.#visits === 1) this.note('first_visit', page, 0);
    this.note('page_view', page, 0);
  }

  /** It happens, about so many seconds after what was before. */
  note(name: string, props: Props = {}, seconds = 25): void {
    this.#time += Math.round(seconds * this.random.between(0.5, 1.5) * SECOND);
    const id = `${this.visitor}-${this.events.length + 1}`;
    const session = `${this.visitor}-visit-${this.#visits}`;
    this.events.push({ visitor: this.visitor, id, name, time: this.#time, session, props });
  }

  /** How often they have come. */
  get visits(): number {
    return this.#visits;
  }
}

/** The logs of all in one, in order of time. */
export const together = (diaries: readonly Diary[]): VisitorEvent[] =>
  diaries.flatMap(({ events }) => events).sort((a, b) => a.time - b.time);
