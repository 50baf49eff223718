/** How often the parts of the engine are called for each event, as V8's own coverage counts it: no time, no hook. */
import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { compile, createEngine, file } from './door.mjs';
import { table } from './measure.mjs';
import { clauses, definitions, visits } from './visits.mjs';

const EVENTS = 1_024;
const HISTORIES = [100, 1_000, 100_000];

/** What is counted: a function by its name and the class or function around it. */
const PARTS = [
  ['events that a selector looked at', 'feed', 'Stream'],
  ['windows brought up to now', 'pull', 'boil'],
  ['conditions and segments decided', '#decide', 'Machine'],
  ['changes told', 'tell', 'createEngine'],
  ['timers set', 'set', 'Timers'],
];

const session = new Session();
session.connect();
const post = (method, params) => {
  let answer;
  session.post(method, params, (error, result) => {
    if (error) throw new Error(error.message);
    answer = result;
  });
  return answer;
};

const sources = new Map();
const sourceOf = (url) => {
  if (!sources.has(url)) sources.set(url, readFileSync(new URL(url), 'utf8'));
  return sources.get(url);
};

/** Calls of each part since the last time that was asked. */
const calls = () => {
  const { result } = post('Profiler.takePreciseCoverage');
  const folder = new URL('.', file).href;
  return PARTS.map(([, name, around]) => {
    let count;
    for (const { url, functions } of result.filter(({ url }) => url.startsWith(folder))) {
      const text = sourceOf(url);
      for (const { functionName, ranges } of functions) {
        const [range] = ranges;
        if (functionName !== name || !isInside(text, range.startOffset, around)) continue;
        count = (count ?? 0) + range.count;
      }
    }
    return count;
  });
};

/** Whether a place lies in the class or function of that name: none that begins in the first column comes between. */
const isInside = (text, place, name) => {
  const heads = [...text.slice(0, place + 1).matchAll(/^(?:class|const|function) (\w+)/gm)];
  return heads.at(-1)?.[1] === name;
};

export const work = async () => {
  post('Profiler.enable');
  post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  const log = visits(HISTORIES.at(-1) + EVENTS);
  const plan = compile(definitions);
  const counts = HISTORIES.map((history) => {
    const engine = createEngine(plan);
    for (const event of log.slice(0, history)) engine.apply(event);
    calls();
    for (const event of log.slice(history, history + EVENTS)) engine.apply(event);
    return calls();
  });
  post('Profiler.stopPreciseCoverage');
  post('Profiler.disable');
  table(
    '4. Work: calls for each event',
    [
      `Question 2's ${clauses.length} clauses, over the ${EVENTS} events that come after a history. Counted by V8, so the same on every machine.`,
    ],
    ['', ...HISTORIES.map((history) => `after ${history.toLocaleString('en-US')}`)],
    PARTS.map(([title], row) => [
      title,
      ...counts.map((count) => (count[row] === undefined ? 'not found' : (count[row] / EVENTS).toFixed(2))),
    ]),
  );
};
