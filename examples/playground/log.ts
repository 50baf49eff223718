/** Reads an event log that somebody has pasted. */
import { compile, createEngine, type Event } from 'ethogram/engine';
import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { VisitorEvent } from './samples/diary.js';

export interface LogFault {
  /** From 1. */
  readonly line: number;
  readonly expected: string;
  readonly found: string;
}

export interface ReadLog {
  /** In order of time. */
  readonly events: readonly VisitorEvent[];
  readonly faults: readonly LogFault[];
}

/** A pause that ends a visit, where the log does not say which visit an event belongs to: half an hour. */
const PAUSE = 30 * 60_000;
/** Faults that are told: with more, something is wrong with all of them. */
const MOST = 5;

const FORMS = 'a JSON list of events, what export() gives, or one event a line';

/** An entry of the log, as it is found there. */
type Entry = readonly [line: number, value: unknown];

class Unreadable {
  constructor(readonly fault: LogFault) {}
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 40);

/** The entries of a JSON text: a list, or an object with a list of `events`. */
const entriesOfJson = (text: string): Entry[] => {
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors);
  const [error] = errors;
  if (error && text.trim()) {
    const expected = printParseErrorCode(error.error)
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase();
    const found = shown(text.slice(error.offset, error.offset + Math.max(error.length, 1)));
    throw new Unreadable({ line: lineAt(error.offset), expected: `JSON (${expected})`, found });
  }
  const isEvents = (node: Node) => node.children?.[0]?.value === 'events';
  const list = tree?.type === 'object' ? tree.children?.find(isEvents)?.children?.[1] : tree;
  if (list?.type !== 'array')
    throw new Unreadable({ line: 1, expected: FORMS, found: tree ? `a ${tree.type}` : 'nothing' });
  let line = 1;
  let read = 0;
  return (list.children ?? []).map((node) => {
    for (; read < node.offset; read++) if (text[read] === '\n') line++;
    return [line, getNodeValue(node)];
  });
};

/** The entries of a text with one JSON value a line. */
const entriesOfLines = (text: string): Entry[] =>
  text.split('\n').flatMap((words, index): Entry[] => {
    if (!words.trim()) return [];
    try {
      return [[index + 1, JSON.parse(words)]];
    } catch {
      throw new Unreadable({ line: index + 1, expected: 'one event as JSON', found: shown(words.trim()) });
    }
  });

const timeOf = (value: unknown): number | undefined => {
  const time = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value;
  return Number.isInteger(time) ? (time as number) : undefined;
};

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an entry says, with what it leaves out put in; its visit is not known yet. */
const eventOf = ([line, value]: Entry): VisitorEvent => {
  const need = (fits: unknown, part: string, expected: string, found: unknown) => {
    if (!fits) throw new Unreadable({ line, expected: `${part}: ${expected}`, found: shown(found) });
  };
  need(isObject(value), 'an event', '{ "name": …, "time": … }', value);
  const { visitor = 'visitor', id, name, time, session, props = {} } = value as { [key: string]: unknown };
  need(typeof name === 'string' && name, 'name', 'a text such as "page_view"', name);
  const at = timeOf(time);
  need(at !== undefined, 'time', 'milliseconds since 1970, or a text such as "2026-03-02T08:00:00Z"', time);
  need(isObject(props), 'props', 'an object', props);
  return {
    visitor: String(visitor),
    id: String(id ?? `line-${line}`),
    name: name as string,
    time: at as number,
    session: typeof session === 'string' ? session : '',
    props: props as VisitorEvent['props'],
  };
};

/** Events without a visit get one: it ends with a pause. */
const inVisits = (events: readonly VisitorEvent[]): VisitorEvent[] => {
  const last = new Map<string, VisitorEvent>();
  return events.map((event) => {
    const before = last.get(event.visitor);
    const goesOn = before && event.time - before.time < PAUSE;
    const session = event.session || (goesOn ? before.session : `${event.visitor}-${event.time}`);
    const known = { ...event, session };
    last.set(event.visitor, known);
    return known;
  });
};

/**
 * The events of a text: JSON or one event a line, in any order. `name` and `time` are needed; `visitor`, `id`, `session`
 * and `props` may be left out. What is no event is told with its line, and nothing is read then.
 */
export const readLog = (text: string): ReadLog => {
  const faults: LogFault[] = [];
  const events: VisitorEvent[] = [];
  const trying = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      faults.push(error.fault);
      return undefined;
    }
  };
  // the engine is asked what it would refuse
  const engine = createEngine(compile({ version: 1, segments: [] }));
  const isLines = /^\s*\{[^\n]*\}\s*(\n|$)/.test(text) && !/^\s*\{\s*"v"/.test(text);
  for (const entry of trying(() => (isLines ? entriesOfLines : entriesOfJson)(text)) ?? []) {
    const event = trying(() => eventOf(entry));
    if (event) {
      try {
        engine.apply(event as Event);
        events.push(event);
      } catch (error) {
        faults.push({ line: entry[0], expected: 'what can be an event', found: (error as Error).message });
      }
    }
    if (faults.length >= MOST) break;
  }
  if (!faults.length && !events.length) faults.push({ line: 1, expected: FORMS, found: 'no event' });
  return { events: faults.length ? [] : inVisits(events.sort((a, b) => a.time - b.time)), faults };
};
