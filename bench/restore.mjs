/** Coming back: a visitor's 10,000 events from a snapshot, and from the log. */
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { compile, createEngine } from './door.mjs';
import { against, assert, interleave, ratio, table, time } from './measure.mjs';
import { definitions, visits } from './visits.mjs';

const EVENTS = 10_000;
const LIMIT = 8;
const SIZES = [1_000, 500, 250, 100, 50, 25];
const COLD_RUNS = 5;

const log = visits(EVENTS);
const plan = compile(definitions);

/** Milliseconds of each step in which a new engine takes in the log. */
const steps = (size) => {
  const engine = createEngine(plan);
  return Array.from({ length: Math.ceil(EVENTS / size) }, (_, step) =>
    time(() => {
      for (const event of log.slice(step * size, (step + 1) * size)) engine.apply(event);
    }),
  );
};

/** The longest step in a thread that has run none of this before, as on a page that has just been opened. */
const cold = (size) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { argv: ['cold'] });
    worker.once('message', resolve).once('error', reject).postMessage(size);
  });

if (!isMainThread) parentPort.once('message', (size) => parentPort.postMessage(Math.max(...steps(size))));

const middle = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const milliseconds = (number) => `${number.toFixed(1)} ms`;

export const restore = async () => {
  const grown = createEngine(plan);
  for (const event of log) grown.apply(event);
  const stored = JSON.stringify(grown.snapshot());
  const now = log.at(-1).time;
  const ids = (engine) => [...engine.segments()].sort().join();
  const again = createEngine(plan, { snapshot: JSON.parse(stored) });
  assert(!again.needsReplay && ids(again) === ids(grown), 'what was restored differs');

  const costs = await interleave({
    'replay of 10,000 events': () => {
      const engine = createEngine(plan);
      return time(() => {
        engine.replay(log);
        engine.advance(now);
      });
    },
    'one by one': () => {
      const engine = createEngine(plan);
      return time(() => {
        for (const event of log) engine.apply(event);
      });
    },
    'restored from the snapshot': () => {
      const snapshot = JSON.parse(stored);
      return time(() => createEngine(plan, { snapshot }));
    },
    'restored, JSON.parse included': () => time(() => createEngine(plan, { snapshot: JSON.parse(stored) })),
    'a new engine, empty': () => time(() => createEngine(plan)),
    'taking the snapshot': () => time(() => grown.snapshot()),
  });
  const [REPLAY] = Object.keys(costs);
  const target = (name, { value }) => (name === 'restored from the snapshot' ? against(value, 0.1) : '');
  table(
    '3. Restoring a visitor of 10,000 events',
    [
      `The segments of question 2. × the cost of the replay, median (middle 80% of rounds). The snapshot is ${stored.length.toLocaleString('en-US')} bytes of JSON.`,
    ],
    ['', '× replay', 'target'],
    Object.keys(costs).map((name) => {
      const one = ratio(costs[name], costs[REPLAY]);
      return [name, one.text, target(name, one)];
    }),
  );

  const rows = [];
  for (const size of SIZES) {
    const colds = [];
    for (let run = 0; run < COLD_RUNS; run++) colds.push(await cold(size));
    const warms = Array.from({ length: COLD_RUNS }, () => Math.max(...steps(size)));
    rows.push([size, middle(warms), middle(colds), Math.max(...colds)]);
  }
  const fits = rows.find(([, , typical]) => typical <= LIMIT) ?? rows.at(-1);
  table(
    '3b. Replay in chunks: the longest step',
    [
      `The 10,000 events one by one, so many in a step; the longest step of a run, median of ${COLD_RUNS} runs. Cold: in a new thread that has run none of this before.`,
    ],
    ['events in a step', 'warm', 'cold', 'worst of the cold', 'target'],
    rows.map((row) => [
      row[0],
      ...row.slice(1).map(milliseconds),
      row === fits ? `${against(row[2], LIMIT)} ms, cold` : '',
    ]),
  );
};
