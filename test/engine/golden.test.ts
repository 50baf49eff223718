/**
 * The language by example: each file of test/golden tells definitions, a log, and who is where at which instant.
 * The expectations were thought out from the contract; the engine and the oracle are both held to them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/base/json.js';
import { compile, createEngine, type Event, evaluate } from '../../src/engine.js';
import { isLanded } from '../oracle/forms.js';
import type { Definitions } from '../oracle/language.js';
import { inOrder } from '../oracle/log.js';
import { oracle } from '../oracle/oracle.js';

interface Golden {
  title: string;
  options?: { visitorId?: string; timeZone?: string; sessionTimeout?: number };
  definitions: Definitions;
  /** `id` and `session` are left out where they do not matter. */
  log: {
    at: string;
    name: string;
    id?: string;
    session?: string;
    offset?: number;
    props?: { [key: string]: Json };
  }[];
  /** `in`: all segments the visitor is in; `metrics`: null where there is no value. */
  expect: { at: string; in: string[]; metrics?: { [name: string]: string | number | boolean | null } }[];
}

const folder = new URL('../golden/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

const eventsOf = ({ log }: Golden): Event[] =>
  log.map(({ at, name, id, session = 's', offset, props = {} }, i) => ({
    id: id ?? `e${String(i).padStart(3, '0')}`,
    name,
    time: Date.parse(at),
    session,
    props,
    ...(offset === undefined ? {} : { offset }),
  }));

/** Numbers that decay or go through a curve are right to one part in 10⁹. */
function check(
  golden: Golden,
  i: number,
  segments: Iterable<string>,
  metric: (name: string) => unknown,
): void {
  const { at, in: ids, metrics = {} } = golden.expect[i] as Golden['expect'][number];
  const rough = /"halfLife"|"terms"/.test(JSON.stringify(golden.definitions));
  expect([...segments].sort(), `segments at ${at}`).toEqual([...ids].sort());
  for (const [name, value] of Object.entries(metrics)) {
    const actual = metric(name) ?? null;
    if (rough && typeof value === 'number' && typeof actual === 'number')
      expect(actual, `${name} at ${at}`).toBeCloseTo(value, 8);
    else expect(actual, `${name} at ${at}`).toBe(value);
  }
}

describe.each(files)('%s', (file) => {
  const golden = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Golden;
  const events = eventsOf(golden);
  const definitions = golden.definitions as unknown as Parameters<typeof compile>[0];

  const itsEngine = isLanded(definitions) ? it : () => {};

  itsEngine(`${golden.title} (engine, step by step)`, () => {
    const engine = createEngine(compile(definitions), golden.options ?? {});
    const waiting = [...events].sort(inOrder);
    for (const [i, { at }] of golden.expect.entries()) {
      const now = Date.parse(at);
      while (waiting[0] !== undefined && waiting[0].time <= now) engine.apply(waiting.shift() as Event);
      engine.advance(now);
      check(golden, i, engine.segments(), (name) => engine.metric(name));
    }
  });

  itsEngine(`${golden.title} (evaluate, one shot each)`, () => {
    for (const [i, { at }] of golden.expect.entries()) {
      const { segments, metrics } = evaluate(definitions, { ...golden.options, events, at: Date.parse(at) });
      check(golden, i, segments, (name) => (metrics as { [name: string]: unknown })[name]);
    }
  });

  it(`${golden.title} (oracle)`, () => {
    for (const [i, { at }] of golden.expect.entries()) {
      const { segments, metrics } = oracle(golden.definitions, events, {
        ...golden.options,
        at: Date.parse(at),
      });
      check(golden, i, segments, (name) => metrics[name]);
    }
  });
});
