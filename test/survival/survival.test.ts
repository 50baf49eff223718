/**
 * What survives the end of a page, of a renderer, of a browser, in every engine that is here: many visits, each of
 * whose events is known, and a look at what the next page finds. `npm run test:survival` runs it at full counts and
 * writes docs/reliability.md.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, installed } from '../browser/drivers/engine.js';
import { closing, crashing, EXITS, killing, leaving, type Outcome, together } from './runs.js';
import { type Server, serve } from './server.js';

/** `full`, or how many visits each. */
const { SURVIVAL = '10' } = process.env;
const isFull = SURVIVAL === 'full';
const isChromium = ({ name }: Engine) => name === 'Chromium';
const visits = (engine: Engine) => (isFull ? (isChromium(engine) ? 200 : 100) : Number(SURVIVAL));
const crashes = isFull ? 200 : Number(SURVIVAL);
const kills = (engine: Engine) =>
  isFull ? (isChromium(engine) ? 100 : 50) : Math.ceil(Number(SURVIVAL) / 4);

const outcomes: Outcome[] = [];
let server: Server;

beforeAll(async () => {
  server = await serve();
});

afterAll(() => {
  server?.close();
  console.table(
    outcomes.map(({ errors, faults, ...counts }) => ({
      ...counts,
      errors: errors.length,
      faults: faults.length,
    })),
  );
  console.log([...new Set(outcomes.flatMap(({ errors, faults }) => [...errors, ...faults]))]);
});

/** Kept for the table whatever it is, then held to what is promised. */
const held = (outcome: Outcome) => {
  outcomes.push(outcome);
  expect(outcome).toMatchObject({ duplicates: 0, faults: [], errors: [] });
};

describe.each(installed.map((engine) => [engine.name, engine] as const))('%s', (_, engine) => {
  test.each(EXITS)('%s: no accepted event is lost', async (exit) => {
    const outcome = await leaving(server, engine, exit, visits(engine));
    held(outcome);
    expect(outcome).toMatchObject({ lost: 0 });
    if (engine.name === 'WebKitGTK') expect(outcome).toMatchObject({ slowReads: 0 });
  });

  test('close: no accepted event is lost', async () => {
    const outcome = await closing(server, engine, visits(engine));
    held(outcome);
    expect(outcome).toMatchObject({ lost: 0 });
  });

  test.runIf(isChromium(engine))('renderer crash: no acknowledged event is lost', async () => {
    const outcome = await crashing(server, engine, crashes);
    held(outcome);
    expect(outcome).toMatchObject({ acknowledgedLost: 0 });
    expect(outcome.acknowledged).toBeGreaterThan(crashes);
  });

  test('kill -9 amid writing: no acknowledged event is lost', async () => {
    const outcome = await killing(server, engine, kills(engine));
    held(outcome);
    expect(outcome).toMatchObject({ acknowledgedLost: 0 });
    expect(outcome.acknowledged).toBeGreaterThanOrEqual(3 * kills(engine));
  });

  test('four tabs, a thousand events each: all hold the same within a second', async () => {
    const outcome = await together(server, engine);
    held(outcome);
    expect(outcome).toMatchObject({ lost: 0, disagreeing: 0 });
  });
});
