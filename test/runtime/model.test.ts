// @vitest-environment jsdom
/**
 * The whole runtime against a reading of the segment language that keeps nothing: random visits of a site in several
 * tabs, on a store that fails, with pages that are left, come back, crash, and a clock that jumps. `MODEL_RUNS` sets
 * how many; a run that fails prints its seed and the smallest visit that fails.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Event } from '../../src/index.js';
import { oracle } from '../oracle/oracle.js';
import type { Fault } from '../store/faulty.js';
import { DAY, MINUTE } from './page.js';
import { createSite, type Tab } from './site.js';

const RUNS = Number(process.env.MODEL_RUNS ?? 150);
const SEED = Number(
  process.env.MODEL_SEED ?? (process.env.MODEL_RUNS === undefined ? 411 : Date.now() % 2 ** 31),
);

const definitions = {
  version: 1,
  metrics: {
    views: { count: 'view' },
    lately: { count: 'view', over: '1h' },
    visits: { sessions: '*' },
    spent: { sum: 'value', of: 'purchase' },
  },
  segments: [
    { id: 'viewer', when: { metric: 'views', gte: 3 } },
    { id: 'busy', when: { metric: 'lately', gte: 2 } },
    { id: 'spender', when: { metric: 'spent', gte: 20 }, cooldown: '10m' },
    { id: 'waiter', when: { abandoned: 'view', without: 'purchase', for: '30m' } },
    { id: 'vip', when: { trait: 'plan', is: 'vip' } },
  ],
} as const;

/** What a tab is known to have accepted, and what of it was acknowledged as stored. */
interface Known {
  readonly tab: Tab;
  readonly told: Set<string>;
  isThere: boolean;
  isAway?: boolean;
  /** It was away when the visitor was forgotten: what it tells until it is back is the old one's. */
  isStale?: boolean;
}

/** What should be so, and what is. */
const createModel = () => {
  const site = createSite();
  const known: Known[] = [];
  const accepted = new Set<string>();
  /** A crash may take these along. */
  const doubtful = new Set<string>();
  let fault: Fault | undefined;
  let calls = 0;
  let count = 0;
  const live = () => known.filter(({ isThere }) => isThere);
  const pick = (index: number) => live()[index % live().length];
  const tell = (index: number, name: string, props: object) => {
    const one = pick(index);
    if (!one) return;
    const id =
      name === 'purchase'
        ? `purchase:P-${(props as { transaction_id: number }).transaction_id}`
        : `e${++count}`;
    if (accepted.has(id)) return;
    one.tab.ethogram.track(name, props, { id });
    one.told.add(id);
    accepted.add(id);
    if (one.isStale) doubtful.add(id);
  };
  return {
    site,
    tell,
    open() {
      if (live().length >= 4) return;
      const tab = site.open({ definitions }, () => (++calls % 3 ? undefined : fault));
      known.push({ tab, told: new Set(), isThere: true });
    },
    leave(index: number, isForGood: boolean) {
      const one = pick(index);
      if (!one) return;
      one.tab.leave(isForGood);
      one.isAway = true;
      one.isThere = !isForGood;
    },
    async comeBack(index: number) {
      const one = pick(index);
      one?.tab.comeBack();
      if (one) one.isAway = false;
      if (!one?.isStale) return;
      await site.pass(1_000);
      one.isStale = false;
    },
    async erase(index: number) {
      const one = pick(index);
      if (!one || one.isAway || fault) return;
      // pages that are gone still have their timers here, and write ahead once more when those run out
      await site.pass(25_000);
      // a page that has not reached the store cannot tell, when it does, that what it holds was an other's
      if (live().some(({ tab }) => tab !== one.tab && tab.ethogram.health().state !== 'persistent')) return;
      await Promise.all([one.tab.ethogram.erase(), site.pass(1_500)]);
      accepted.clear();
      for (const other of live()) other.isStale = !!other.isAway;
    },
    async crash(index: number) {
      const one = pick(index);
      if (!one) return;
      one.isThere = false;
      const stored = new Set((await site.log()).map(({ id }) => id));
      const ahead = site
        .writtenAhead()
        .map((key) => localStorage.getItem(key))
        .join();
      for (const id of one.told) if (!stored.has(id) && !ahead.includes(`"${id}"`)) doubtful.add(id);
      one.tab.crash();
    },
    breaks(next: Fault | undefined) {
      fault = next;
    },
    /** After quiet on a store that works every tab holds what a naive reading of the log holds. */
    async check() {
      fault = undefined;
      // whatever was ahead is past by then
      site.clock.push(DAY);
      for (const { tab } of live()) tab.comeBack();
      if (!live().length) this.open();
      // three attempts to get well again
      for (let times = 0; times < 3; times++) {
        await site.pass(45_000);
        for (const one of live()) {
          one.tab.comeBack();
          one.isAway = one.isStale = false;
        }
      }
      // a page that was never left for good, and that here still has its timers, may have written ahead once more
      known.push({ tab: site.open({ definitions }), told: new Set(), isThere: true });
      await site.pass(5_000);
      const log = await site.log();
      const ids = new Set(log.map(({ id }) => id));
      expect(site.writtenAhead()).toEqual([]);
      expect(
        [...accepted].filter((id) => !ids.has(id) && !doubtful.has(id)),
        'lost',
      ).toEqual([]);
      expect(
        [...ids].filter((id) => !accepted.has(id)),
        'nobody told that',
      ).toEqual([]);
      const expected = oracle(definitions as never, log as Event[], { at: site.clock.now() });
      // what a page that waits for the store has told, and another one has taken up, may count in the session of either
      const sessions = await site.sessionsOf();
      if (sessions.some(({ size }) => size > 1)) delete expected.metrics.visits;
      for (const { tab } of live()) {
        expect([...tab.ethogram.segments()].sort(), 'segments').toEqual([...expected.segments].sort());
        for (const [name, value] of Object.entries(expected.metrics))
          expect(tab.ethogram.metric(name), name).toBe(value);
      }
    },
  };
};

type Model = ReturnType<typeof createModel>;
type Step = (model: Model) => unknown;

const tab = fc.nat(3);
const named = (name: string, run: Step) =>
  Object.assign(run, { toString: () => name, [fc.toStringMethod]: () => name });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: tab.map((i) => named(`view(${i})`, (model) => model.tell(i, 'view', {}))) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(tab, fc.nat(5))
      .map(([i, order]) =>
        named(`purchase(${i}, ${order})`, (model) =>
          model.tell(i, 'purchase', { transaction_id: order, value: 10 }),
        ),
      ),
  },
  {
    weight: 4,
    arbitrary: fc.nat(2_000).map((time) => named(`pass(${time})`, ({ site }) => site.pass(time))),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(1_000, 5 * MINUTE, 40 * MINUTE, DAY, -10 * MINUTE)
      .map((time) => named(`clock(${time})`, ({ site }) => site.clock.push(time))),
  },
  { weight: 2, arbitrary: fc.constant(named('open', (model) => model.open())) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(tab, fc.boolean())
      .map(([i, good]) => named(`leave(${i}, ${good})`, (model) => model.leave(i, good))),
  },
  { weight: 2, arbitrary: tab.map((i) => named(`comeBack(${i})`, (model) => model.comeBack(i))) },
  { weight: 1, arbitrary: tab.map((i) => named(`crash(${i})`, (model) => model.crash(i))) },
  { weight: 1, arbitrary: tab.map((i) => named(`erase(${i})`, (model) => model.erase(i))) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<Fault | undefined>(undefined, 'fails', 'hangs', 'lies')
      .map((fault) => named(`breaks(${fault})`, (model) => model.breaks(fault))),
  },
  { weight: 1, arbitrary: fc.constant(named('check', (model) => model.check())) },
);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('whatever happens, after quiet every tab holds what the log holds, and no accepted event is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const model = createModel();
      model.open();
      try {
        for (const run of steps) await run(model);
        await model.check();
      } finally {
        await model.site.close();
      }
    }),
    { numRuns: RUNS, seed: SEED },
  );
}, 3_600_000);
