/**
 * Each recipe by example: visitors who are in, who are out, and who cross over at the exact instant. The expectations
 * were thought out from what the recipe says it means; the engine and the oracle are both held to them.
 */
import { readdirSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { compile, createEngine, evaluate } from '../../src/engine.js';
import { RECIPES } from '../../src/recipes/by-name.js';
import type { Definitions } from '../oracle/language.js';
import { oracle } from '../oracle/oracle.js';
import { definitionsOf, eventsOf, GOLDEN, instantOf, milliseconds, readGolden } from './scenario.js';

const uses = Object.keys(RECIPES);

test('every recipe has a case of its name', () => {
  const files = readdirSync(GOLDEN).map((name) => name.replace('.json', ''));
  expect(files.sort()).toEqual([...uses].sort());
});

describe.each(uses)('%s', (use) => {
  const golden = readGolden(use);
  const definitions = definitionsOf(golden);
  const segments = definitions.segments?.map(({ id }) => id) ?? [];
  const rough = /"halfLife"|"terms"/.test(JSON.stringify(definitions));

  const same = (actual: unknown, expected: unknown, where: string) => {
    if (rough && typeof actual === 'number' && typeof expected === 'number')
      expect(actual, where).toBeCloseTo(expected, 8);
    else expect(actual ?? null, where).toEqual(expected);
  };

  for (const [who, visitor] of Object.entries(golden.visitors)) {
    const events = eventsOf(golden, visitor);
    const instants = Object.keys({ ...visitor.expect, ...visitor.metrics }).sort(
      (a, b) => milliseconds(a) - milliseconds(b),
    );
    const check = (at: string, inside: Iterable<string>, metric: (name: string) => unknown) => {
      const expected = visitor.expect[at];
      if (expected) expect([...inside].sort(), `segments at ${at}`).toEqual([...expected].sort());
      for (const [name, value] of Object.entries(visitor.metrics?.[at] ?? {}))
        same(metric(name), value, `${name} at ${at}`);
    };

    it(`${who} (engine, step by step)`, () => {
      const engine = createEngine(compile(definitions));
      const waiting = [...events];
      for (const at of instants) {
        const now = instantOf(golden, at);
        while (waiting[0] && waiting[0].time <= now) engine.apply(waiting.shift() as (typeof events)[0]);
        engine.advance(now);
        check(at, engine.segments(), (name) => engine.metric(name));
      }
    });

    it(`${who} (evaluate, and the oracle)`, () => {
      for (const at of instants) {
        const asked = { at: instantOf(golden, at) };
        const once = evaluate(definitions, { ...asked, events });
        check(at, once.segments, (name) => once.metrics[name]);
        const answer = oracle(definitions as unknown as Definitions, events, asked);
        check(at, answer.segments, (name) => answer.metrics[name]);
      }
    });
  }

  it.each(segments)(
    '%s: somebody is in, somebody is out, and somebody crosses within a millisecond',
    (id) => {
      const rows = Object.values(golden.visitors).map(({ expect }) =>
        Object.entries(expect)
          .map(([at, ids]) => [milliseconds(at), ids.includes(id)] as const)
          .sort(([a], [b]) => a - b),
      );
      expect(new Set(rows.flat().map(([, isIn]) => isIn))).toEqual(new Set([true, false]));
      const crossings = rows.flatMap((row) =>
        row.filter(([at, isIn], i) => {
          const [before, wasIn] = row[i - 1] ?? [];
          return at - (before ?? at) === 1 && wasIn !== isIn;
        }),
      );
      expect(crossings.length).toBeGreaterThan(0);
    },
  );
});
