/** 100 segments over what a visitor does: every membership after an event. */
import { LogicEngine } from 'json-logic-engine';
import { Engine as RulesEngine } from 'json-rules-engine';
import { Aggregator } from 'mingo';
import sift from 'sift';
import { compile, createEngine } from './door.mjs';
import { against, assert, interleave, ratio, table } from './measure.mjs';
import { clauses, definitions, Floor, Standing, segments, visits } from './visits.mjs';

const plan = compile(definitions);
const DISTINCT = new Set(clauses.map(({ turned, ...rest }) => JSON.stringify(rest))).size;

const ours = () => {
  const engine = createEngine(plan);
  return {
    apply: (event) => engine.apply(event),
    get ids() {
      const inside = engine.segments();
      return plan.segments.filter((id) => inside.has(id)).join();
    },
  };
};

/** Decides every clause anew from the log, which is all they keep. */
const rescan = (decide) => {
  const log = [];
  const standing = new Standing();
  return {
    apply: (event) => {
      log.push(event);
      for (let index = 0; index < clauses.length; index++)
        standing.held[index] = decide[index](log, event.time) === clauses[index].turned ? 0 : 1;
      standing.decide();
    },
    fill: (events) => log.push(...events),
    get ids() {
      return standing.ids;
    },
  };
};

const newestFirst = () =>
  rescan(
    clauses.map(({ kind, name, window, least }) => {
      const sums = kind === 'sum';
      return (log, now) => {
        let total = 0;
        for (let index = log.length - 1; index >= 0; index--) {
          const event = log[index];
          if (event.time <= now - window) break;
          if (event.name !== name) continue;
          total += sums ? event.props.value : 1;
          if (total >= least) return true;
        }
        return false;
      };
    }),
  );

const measureOf = (kind, found) =>
  kind === 'sum' ? found.reduce((sum, { props }) => sum + props.value, 0) : found.length;

const withSift = () =>
  rescan(
    clauses.map(
      ({ kind, name, window, least }) =>
        (log, now) =>
          measureOf(kind, log.filter(sift({ name, time: { $gt: now - window } }))) >= least,
    ),
  );

const withMingo = () =>
  rescan(
    clauses.map(({ kind, name, window, least }) => (log, now) => {
      const value = kind === 'sum' ? { $sum: '$props.value' } : { $sum: 1 };
      const [group] = new Aggregator([
        { $match: { name, time: { $gt: now - window } } },
        { $group: { _id: null, value } },
      ]).run(log);
      return (group?.value ?? 0) >= least;
    }),
  );

const withJsonLogic = () => {
  const engine = new LogicEngine();
  return rescan(
    clauses.map(({ kind, name, window, least }) => {
      const found = {
        filter: [
          { var: 'log' },
          {
            and: [
              { '===': [{ var: 'name' }, name] },
              { '>': [{ '+': [{ var: 'time' }, window] }, { var: '../../now' }] },
            ],
          },
        ],
      };
      const value = kind === 'sum' ? { var: 'current.props.value' } : 1;
      const rule = { '>=': [{ reduce: [found, { '+': [{ var: 'accumulator' }, value] }, 0] }, least] };
      return (log, now) => engine.run(rule, { log, now });
    }),
  );
};

/** It has no way to count: that is a fact made by hand, asked with what is to be counted. */
const withJsonRules = () => {
  const engine = new RulesEngine();
  engine.addFact('total', async ({ kind, name, window }, almanac) => {
    const [log, now] = [await almanac.factValue('log'), await almanac.factValue('now')];
    return measureOf(
      kind,
      log.filter((event) => event.name === name && event.time > now - window),
    );
  });
  for (const { id, any, clauses } of segments) {
    const parts = clauses.map(({ kind, name, window, least, turned }) => {
      const operator = turned ? 'lessThan' : 'greaterThanInclusive';
      return { fact: 'total', params: { kind, name, window }, operator, value: least };
    });
    engine.addRule({ conditions: { [any ? 'any' : 'all']: parts }, event: { type: id } });
  }
  const log = [];
  let inside = new Set();
  return {
    waits: true,
    apply: async (event) => {
      log.push(event);
      inside = new Set((await engine.run({ log, now: event.time })).events.map(({ type }) => type));
    },
    fill: (events) => log.push(...events),
    get ids() {
      return segments.flatMap(({ id }) => (inside.has(id) ? id : [])).join();
    },
  };
};

/** How many events of a round each is given, by the history they come after; none where it would take minutes. */
const ROUND = 512;
const CONTESTANTS = {
  'floor: counters by hand': [() => new Floor(), [ROUND, ROUND, ROUND]],
  ours: [ours, [ROUND, ROUND, ROUND]],
  'newest-first loop over the log': [newestFirst, [ROUND, ROUND, 64]],
  sift: [withSift, [32, 8, 0]],
  mingo: [withMingo, [4, 1, 0]],
  'json-logic-engine': [withJsonLogic, [4, 1, 0]],
  'json-rules-engine': [withJsonRules, [4, 4, 0]],
};
const [FLOOR, OURS] = Object.keys(CONTESTANTS);
const HISTORIES = [100, 1_000, 100_000];
const ROUNDS = 15;

const filled = (make, events) => {
  const one = make();
  if (one.fill) one.fill(events);
  else for (const event of events) one.apply(event);
  return one;
};

/**
 * A contestant that is handed the next events after a history. A short history is gone through anew each time, as often
 * as makes a round of some length; a long one grows by what each round adds.
 */
const follow = (make, log, history, count) => {
  const isShort = history < 10_000;
  const times = isShort && count === ROUND ? 4 : 1;
  let [one, at] = [undefined, history];
  return async () => {
    let total = 0;
    for (let round = 0; round < times; round++) {
      if (!one || isShort) [one, at] = [filled(make, log.slice(0, history)), history];
      const events = log.slice(at, at + count);
      at += count;
      const start = performance.now();
      if (one.waits) for (const event of events) await one.apply(event);
      else for (const event of events) one.apply(event);
      total += performance.now() - start;
    }
    return total / (times * count);
  };
};

export const behaviour = async () => {
  const log = visits(HISTORIES.at(-1) + (ROUNDS + 8) * ROUND);
  const check = Object.entries(CONTESTANTS).map(([name, [make]]) => [name, make()]);
  for (const event of log.slice(0, 60)) {
    for (const [, one] of check) await one.apply(event);
    for (const [name, one] of check) assert(one.ids === check[0][1].ids, `${name} decides otherwise`);
  }
  const [floor, mine] = [new Floor(), ours()];
  const seen = new Set();
  for (const [index, event] of log.slice(0, 20_000).entries()) {
    floor.apply(event);
    mine.apply(event);
    if (index % 10 && index > 2_000) continue;
    assert(mine.ids === floor.ids, `ours differs from the floor after event ${index}`);
    seen.add(floor.ids);
  }

  const runs = {};
  for (const [column, history] of HISTORIES.entries()) {
    for (const [name, [make, counts]] of Object.entries(CONTESTANTS)) {
      if (counts[column]) runs[`${name}|${history}`] = follow(make, log, history, counts[column]);
    }
  }
  const costs = await interleave(runs, { rounds: ROUNDS });
  const columns = HISTORIES.map((history) =>
    Object.keys(CONTESTANTS).map((name) => {
      const [mine, floors] = [costs[`${name}|${history}`], costs[`${FLOOR}|${history}`]];
      return mine && ratio(mine, floors);
    }),
  );
  const index = Object.keys(CONTESTANTS).indexOf(OURS);
  const worst = Math.max(...columns.map((column) => column[index].value));
  table(
    '2. Behavioural segments: all memberships after an event',
    [
      `100 segments, ${clauses.length} clauses (${DISTINCT} different; counts, sums, seen, not seen) over windows of 30 min to 90 d.`,
      `× the floor's cost at the same history, median (middle 80% of rounds). Memberships equal the floor's over 20,000 events (${seen.size} different standings seen).`,
      'A dash: it would take minutes.',
    ],
    ['', ...HISTORIES.map((history) => `after ${history.toLocaleString('en-US')} events`), 'target'],
    Object.keys(CONTESTANTS).map((name, row) => [
      name,
      ...columns.map((column) => column[row]?.text ?? '—'),
      row === index ? against(worst, 2.5) : '',
    ]),
  );
  const long = (name) => ratio(costs[`${name}|100000`], costs[`${name}|100`]);
  table(
    '2b. The same, by the length of the history',
    ['Cost of an event after 100,000 events × the cost after 100, median (middle 80% of rounds).'],
    ['', '100,000 / 100', 'target'],
    Object.entries(CONTESTANTS)
      .filter(([, [, counts]]) => counts.at(-1))
      .map(([name]) => [name, long(name).text, name === OURS ? against(long(name).value, 1.3) : '']),
  );
};
