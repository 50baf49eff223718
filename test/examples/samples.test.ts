/** The playground's sample logs: what a page would have told, and definitions that have something to find in it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { START } from '../../examples/playground/samples/diary.js';
import { SAMPLES } from '../../examples/playground/samples/samples.js';
import { compile, createEngine } from '../../src/engine.js';
import { parseRecord } from '../../src/event/event.js';
import { eventSchema } from '../../src/events.js';
import { expandRecipes, type FileWithRecipes } from '../../src/recipes.js';

const DAY = 86_400_000;
const END = START + 90 * DAY;

const definitionsOf = (name: string): FileWithRecipes => {
  const path = new URL(`../../examples/playground/samples/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8'));
};

describe.each(Object.entries(SAMPLES))('%s', (name, sample) => {
  const log = sample();
  const visitors = [...new Set(log.map(({ visitor }) => visitor))];

  test('a few thousand events of twelve visitors in 90 days, the same each time', () => {
    expect(log.length).toBeGreaterThanOrEqual(2_000);
    expect(log.length).toBeLessThanOrEqual(5_000);
    expect(visitors).toHaveLength(12);
    expect(new Set(log.map(({ id }) => id)).size).toBe(log.length);
    const times = log.map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeLessThan(START + DAY);
    expect(times.at(-1)).toBeGreaterThan(END - DAY);
    expect(times.at(-1)).toBeLessThan(END);
    expect(sample()).toEqual(log);
  });

  test('each of them is a record, in the words of the catalogue', () => {
    for (const event of log) expect(parseRecord(event), event.id).toBeTypeOf('object');
    for (const standard of new Set(log.map((event) => event.name))) {
      if (standard === '$set') continue;
      const schema = eventSchema(standard as 'purchase');
      expect(schema, standard).toBeDefined();
      for (const { id, props } of log.filter((event) => event.name === standard))
        expect(schema.safeParse(props), id).toMatchObject({ success: true });
    }
  });

  test('visits do not overlap, and are half an hour apart', () => {
    for (const visitor of visitors) {
      const last = { time: 0, session: '' };
      for (const { time, session } of log.filter((event) => event.visitor === visitor)) {
        if (session !== last.session) expect(time - last.time).toBeGreaterThan(30 * 60_000);
        else expect(time - last.time, `${session} goes on`).toBeLessThan(30 * 60_000);
        Object.assign(last, { time, session });
      }
    }
  });

  test('the definitions have no fault, use recipes, and every segment tells visitors apart', () => {
    const file = definitionsOf(name);
    expect(file.recipes?.length).toBeGreaterThan(3);
    const { definitions, faults } = expandRecipes(file);
    expect(faults).toEqual([]);
    const plan = compile(definitions);
    /** Per segment, how many were ever in it, and how often somebody came or went. */
    const found = new Map(plan.segments.map((id) => [id, { visitors: new Set<string>(), changes: 0 }]));
    for (const visitor of visitors) {
      const engine = createEngine(plan);
      const events = log.filter((event) => event.visitor === visitor);
      for (const { segment } of [...engine.applyAll(events), ...engine.advance(END)]) {
        found.get(segment)?.visitors.add(visitor);
        (found.get(segment) as { changes: number }).changes++;
      }
    }
    for (const [id, { visitors, changes }] of found) {
      expect(visitors.size, id).toBeGreaterThan(0);
      expect(visitors.size < 12 || changes > 12, `${id} is not just everybody for ever`).toBe(true);
    }
  });
});
