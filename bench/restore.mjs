/** Coming back: a visitor's 10,000 events from a snapshot, and from the log. */
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { compile, createEngine } from './door.mjs';
import { against, assert, interleave, ratio, table, time } from './measure.mjs';
import { definitions, visits } from './visits.mjs';

const EVENTS = 10_000;
const LIMIT = 8;
const SIZES = [1_000, 500, 250, 100, 50, 25, 10];
const COLD_RUNS = 5;

const log = visits(EVENTS);
const plan = compile(definitions);

/** The longest step in which a new engine takes in the log, in milliseconds; the first event alone, if the size is 1. */
const longest = (size) => {
  const engine = createEngine(plan);
  const step = (events) =>
    time(() => {
      for (const event of events) engine.apply(event);
    });
  const first = step(log.slice(0, 1));
  if (size === 1) return first;
  const steps = Math.ceil(EVENTS / size);
  return Math.max(
    ...Array.from({ length: steps }, (_, index) => step(log.slice(1 + index * size, 1 + (index + 1) * size))),
  );
};

/** The longest step in a thread that has run none of this before, as on a page that has just been opened. */
const cold = (size) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { argv: ['cold'] });
    worker.once('message', resolve).once('error', reject).postMessage(size);
  });

if (!isMainThread) parentPort.once('message', (size) => parentPort.postMessage(longest(size)));

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
  for (const size of [1, ...SIZES]) {
    const colds = [];
    for (let run = 0; run < COLD_RUNS; run++) colds.push(await cold(size));
    const warms = Array.from({ length: COLD_RUNS }, () => longest(size));
    rows.push([size, middle(warms), middle(colds), Math.max(...colds)]);
  }
  const fits = rows.slice(1).find(([, , typical]) => typical <= LIMIT) ?? rows.at(-1);
  table(
    '3b. Replay in chunks: the longest step',
    [
      `The 10,000 events one by one, so many in a step after the first; the longest step of a run, median of ${COLD_RUNS} runs. Cold: in a new thread that has run none of this before.`,
    ],
    ['events in a step', 'warm', 'cold', 'worst of the cold', 'target'],
    rows.map((row) => [
      row === rows[0] ? 'the first event alone' : row[0],
      ...row.slice(1).map(milliseconds),
      row === rows[0] || row === fits ? `${against(row[2], LIMIT)} ms, cold` : '',
    ]),
  );
};
