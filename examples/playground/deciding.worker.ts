/** Reads the log and decides who is in which segment, beside the page: typing never waits for it. */
import type { Definitions } from 'ethogram/engine';
import { answer } from './asking.js';
import { type LogFault, readLog } from './log.js';
import { type Look, type Row, Run } from './run.js';
import type { VisitorEvent } from './samples/diary.js';
import { SAMPLES } from './samples/samples.js';

/** A log, as much of it as the page needs. */
export interface Summary {
  /** Of the first event, and of an hour after the last one. */
  readonly start: number;
  readonly end: number;
  readonly count: number;
  /** The instants of each visitor's events. */
  readonly times: { readonly [visitor: string]: readonly number[] };
  /** Names of events, those that happen most often first. */
  readonly names: readonly string[];
}

const HOUR = 3_600_000;

let events: readonly VisitorEvent[] = [];
let run = new Run({ version: 1, segments: [] }, events);

const take = (log: readonly VisitorEvent[]): Summary => {
  events = log;
  const times: { [visitor: string]: number[] } = {};
  const counts = new Map<string, number>();
  for (const { visitor, name, time } of log) {
    times[visitor] ??= [];
    times[visitor].push(time);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return {
    start: log[0]?.time ?? 0,
    end: (log.at(-1)?.time ?? 0) + HOUR,
    count: log.length,
    times,
    names: [...counts].sort(([, one], [, other]) => other - one).map(([name]) => name),
  };
};

const takeSample = (name: string): Summary => take(SAMPLES[name]?.() ?? []);

const takeText = (text: string): { faults: readonly LogFault[]; summary?: Summary } => {
  const { events, faults } = readLog(text);
  return faults.length ? { faults } : { faults, summary: take(events) };
};

/** Runs the log through the definitions. */
const decide = (definitions: Definitions): Row[] => {
  run = new Run(definitions, events);
  return run.rows((events.at(-1)?.time ?? 0) + HOUR);
};

const look = (visitor: string, at: number, segment: string): Look => run.look(visitor, at, segment);

const functions = { takeSample, takeText, decide, look };
export type Deciding = typeof functions;
answer(functions);
