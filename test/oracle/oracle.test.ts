import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/event/types.js';
import { scenarios } from './arbitraries.js';
import { FORMS } from './forms.js';
import { oracle } from './oracle.js';
import type { Scenario } from './random-scenario.js';

const RUNS = Number(process.env.FUZZ_RUNS ?? 150);

const recordsOf = ({ calls }: Scenario): Event[] =>
  calls.flatMap((call, i) => {
    if (call.do === 'apply') return [call.event];
    if (call.do !== 'setTraits') return [];
    return [{ id: `set${i}`, name: '$set', time: call.time, session: 's1', props: call.traits }];
  });

describe('the oracle, held against itself', () => {
  it('has every instant at which something changes: asked in between it tells the same story', () => {
    fc.assert(
      fc.property(scenarios(new Set(FORMS)), fc.integer({ min: 0, max: 999 }), (scenario, part) => {
        const { definitions, options, end } = scenario;
        const log = recordsOf(scenario);
        const whole = oracle(definitions, log, { ...options, at: end });
        const first = Math.min(...log.map(({ time }) => time));
        const at = Math.floor(first + ((end - first) * part) / 1000);
        const then = oracle(definitions, log, { ...options, at });
        expect(then.transitions).toEqual(whole.transitions.filter(({ time }) => time <= at));
      }),
      { numRuns: RUNS },
    );
  });

  it('has changes that alternate and add up to the memberships', () => {
    fc.assert(
      fc.property(scenarios(new Set(FORMS)), (scenario) => {
        const { definitions, options, end } = scenario;
        const { segments, transitions } = oracle(definitions, recordsOf(scenario), { ...options, at: end });
        const inside = new Set<string>();
        for (const { segment, type } of transitions) {
          expect(inside.has(segment)).toBe(type === 'exit');
          if (type === 'enter') inside.add(segment);
          else inside.delete(segment);
        }
        expect([...inside].sort()).toEqual([...segments].sort());
      }),
      { numRuns: RUNS },
    );
  });
});
