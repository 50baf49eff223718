/** What `explain` keeps to, over random definitions and logs: it tells the engine's own logic, foretells, and leaves no trace. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ExplainedCondition, Explanation } from '../../src/engine.js';
import { scenarios } from '../oracle/arbitraries.js';
import { LANDED } from '../oracle/forms.js';
import type { Scenario } from '../oracle/random-scenario.js';
import { Driver, planOf } from './driver.js';

const RUNS = Number(process.env.FUZZ_RUNS ?? 150);
const SEED = Number(
  process.env.FUZZ_SEED ?? (process.env.FUZZ_RUNS === undefined ? 1_873 : Date.now() % 2 ** 31),
);

/** So many foretold instants of one explanation are waited for. */
const WAITED = 3;

const allOf = (condition: ExplainedCondition): ExplainedCondition[] => [
  condition,
  ...('parts' in condition ? condition.parts.flatMap(allOf) : []),
];
const conditionsOf = ({ when, until }: Explanation): ExplainedCondition[] =>
  [when, ...(until ? [until] : [])].flatMap(allOf);

/** Drives an engine up to some call of the scenario. */
const driven = (scene: Scenario): Driver => {
  const driver = new Driver(planOf(scene.definitions), scene.options);
  for (const call of scene.calls.slice(0, 1 + (scene.seed % scene.calls.length))) driver.call(call);
  return driver;
};

/** Another engine in the same state. */
const twin = (driver: Driver): Driver => {
  const other = new Driver(driver.plan, driver.options);
  other.engine = driver.engine;
  other.call({ do: 'restore' });
  return other;
};

const explanationOf = ({ engine }: Driver, id: string): Explanation => {
  const explanation = engine.explain(id);
  if (!explanation) throw new Error(`nothing is told of ${id}`);
  return explanation;
};

/** How many explanations, and how many things foretold, the runs looked at. */
const seen = { explained: 0, foretold: 0, still: 0 };

function explainLaw(scene: Scenario): void {
  const driver = driven(scene);
  if (driver.arrived.length === 0) return;
  const plain = new Set(
    (scene.definitions.segments ?? [])
      .filter((segment) => Object.keys(segment).every((key) => key === 'id' || key === 'when'))
      .map(({ id }) => id),
  );
  for (const id of driver.plan.segments) {
    const before = JSON.stringify(driver.engine.snapshot());
    // some wake-ups that an engine has planned turn out to be idle; one that goes on from its snapshot has none of them
    const due = twin(driver).engine.nextDueAt();
    const explanation = explanationOf(driver, id);
    seen.explained++;

    // no trace
    expect(JSON.stringify(driver.engine.snapshot())).toBe(before);
    expect(driver.engine.nextDueAt()).toBe(due);
    expect(driver.advance(driver.clock)).toEqual([]);
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);

    // the engine's own logic
    expect([explanation.at, explanation.entered]).toEqual([driver.clock, driver.segments.includes(id)]);
    if (plain.has(id)) expect(explanation.when.held).toBe(explanation.entered);
    for (const condition of conditionsOf(explanation)) {
      if (!('parts' in condition)) continue;
      const holding = condition.parts.filter(({ held }) => held).length;
      expect(condition.held).toBe(condition.needed ? holding >= condition.needed : holding === 0);
    }

    // what is foretold happens then, and not before
    const later = twin(driver);
    const foretold = [explanation, ...conditionsOf(explanation)].flatMap(({ next }) => next ?? []);
    for (const instant of [...new Set(foretold)].sort((a, b) => a - b).slice(0, WAITED)) {
      const quiet = later.advance(instant - 1);
      if (explanation.next === undefined || explanation.next >= instant)
        expect(quiet.filter(({ segment }) => segment === id)).toEqual([]);
      for (const time of [instant - 1, instant]) {
        later.advance(time);
        const now = explanationOf(later, id);
        if (explanation.next === undefined || explanation.next >= time)
          expect(now.entered !== explanation.entered).toBe(explanation.next === time);
        for (const [place, { held, next }] of conditionsOf(explanation).entries()) {
          if (next !== undefined && next < time) continue;
          seen.foretold++;
          expect(conditionsOf(now)[place]?.held !== held, `${id}, condition ${place}`).toBe(next === time);
        }
      }
    }

    // what is not foretold does not happen
    if (explanation.next !== undefined) continue;
    for (let step = 0; step < 50; step++) {
      const soon = later.engine.nextDueAt();
      if (soon === undefined) break;
      seen.still++;
      expect(later.advance(soon).filter(({ segment }) => segment === id)).toEqual([]);
    }
  }
}

it('tells the logic of the engine, foretells what time alone brings, and leaves no trace', {
  timeout: 36e5,
}, () => {
  fc.assert(fc.property(scenarios(LANDED), explainLaw), {
    seed: SEED,
    numRuns: RUNS,
    includeErrorInReport: true,
  });
  expect(seen.explained).toBeGreaterThan(RUNS);
  expect(seen.foretold).toBeGreaterThan(RUNS);
  expect(seen.still).toBeGreaterThan(RUNS);
});
