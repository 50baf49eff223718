/** What a play means, decided by the engine alone. Times are hours since the beginning. */
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/engine/compile.js';
import { createEngine } from '../../src/engine/engine.js';
import { evaluate } from '../../src/engine/evaluate.js';
import type { Segment } from '../../src/segment/types.js';
import { DAY, HOUR, MINUTE, perform, START } from './play.js';

const KEEN: Segment = { id: 'keen', when: { count: 'look', over: '2h', gte: 1 } };
const keen = { segment: 'keen' };
const onKeen = { segments: [KEEN] };
const ONE = [{ show: 'banner', content: { text: 'hello' } }];

describe('the abandoned cart', () => {
  test('10 %, a day later 25 %, and no more', () => {
    const it = perform({});
    it.do('add_to_cart');
    it.pass(10 * DAY);
    expect(it.told).toEqual(['0.5 10 %', '24.5 25 %']);
  });

  test('nothing after the purchase, and a cart of later is another run', () => {
    const it = perform({});
    it.do('add_to_cart');
    it.pass(2 * HOUR);
    it.do('purchase');
    it.pass(3 * DAY);
    expect(it.told).toEqual(['0.5 10 %']);
    it.do('add_to_cart');
    it.pass(2 * DAY);
    expect(it.told.slice(1)).toEqual(['74.5 10 %', '98.5 25 %']);
  });

  test('waiting counts from when the message before was shown, not from when it was due', () => {
    const it = perform({});
    it.look(false);
    it.do('add_to_cart');
    it.pass(5 * HOUR);
    it.look(true);
    it.pass(3 * DAY);
    expect(it.told).toEqual(['5 10 %', '29 25 %']);
  });

  test('a wait in front counts from the start; two waits are added', () => {
    const it = perform({ steps: [{ wait: '1h' }, { wait: '30m' }, ...ONE, { wait: '9h' }] });
    it.do('add_to_cart');
    it.pass(DAY);
    expect(it.told).toEqual(['2 hello']);
  });

  test('state is a function of the log: a replay, and a snapshot at each event, come to the same', () => {
    const it = perform({ goal: { count: 'purchase', over: '1d', gte: 1 } });
    it.do('add_to_cart');
    it.pass(25 * HOUR);
    it.do('purchase');
    it.pass(HOUR);
    const at = START + 26 * HOUR;
    const now = [...it.engine.segments()].sort();
    expect(now).toContain('rescue--won');
    expect(evaluate(it.definitions, { events: it.log, at, visitorId: 'v' }).segments.sort()).toEqual(now);
    const plan = compile(it.definitions);
    let engine = createEngine(plan, { visitorId: 'v' });
    for (const event of it.log) {
      engine.apply(event);
      engine = createEngine(plan, { visitorId: 'v', snapshot: engine.snapshot() });
    }
    engine.advance(at);
    expect([...engine.segments()].sort()).toEqual(now);
  });
});

describe('how a run ends', () => {
  test('the segment is left: no more of it, and another run when it is entered again', () => {
    const it = perform({ ...keen, steps: [...ONE, { wait: '3h' }, ...ONE] }, onKeen);
    it.do('look');
    it.pass(5 * HOUR);
    it.do('look');
    it.pass(5 * HOUR);
    expect(it.told).toEqual(['0 hello', '5 hello']);
  });

  test('with a stop of its own it outlasts the segment', () => {
    const stop = { count: 'no_thanks', gte: 1 } as const;
    const steps = [...ONE, { wait: '3h' as const }, ...ONE, { wait: '3h' as const }, ...ONE];
    const it = perform({ ...keen, stop, steps }, onKeen);
    it.do('look');
    it.pass(4 * HOUR);
    expect(it.told).toEqual(['0 hello', '3 hello']);
    expect(it.engine.segments().has('rescue--runs')).toBe(true);
    it.do('no_thanks');
    expect(it.engine.segments().has('rescue--runs')).toBe(false);
    it.pass(DAY);
    it.do('look');
    it.pass(DAY);
    expect(it.told).toHaveLength(2);
  });

  test('what was stopped does not start anew before the segment is entered anew', () => {
    const stop = { count: 'no_thanks', over: '1h', gte: 1 } as const;
    const it = perform({ stop });
    it.do('add_to_cart');
    it.pass(HOUR);
    it.do('no_thanks');
    it.pass(3 * DAY);
    expect(it.told).toEqual(['0.5 10 %']);
    it.do('purchase');
    it.pass(HOUR);
    it.do('add_to_cart');
    it.pass(HOUR);
    expect(it.told).toHaveLength(2);
  });

  test('the goal ends it and is told once, also where it is reached in another way than by leaving', () => {
    const it = perform({ ...keen, goal: { count: 'sign_up', gte: 1 } }, onKeen);
    it.do('look');
    it.pass(HOUR);
    it.do('sign_up');
    expect(it.engine.segments().has('rescue--runs')).toBe(false);
    it.pass(10 * DAY);
    it.do('look');
    it.pass(DAY);
    expect(it.told).toEqual(['0 10 %', '1 goal']);
  });

  test('a goal that nobody was asked for is none of the play', () => {
    const it = perform({ ...keen, goal: { count: 'sign_up', gte: 1 } }, onKeen);
    it.do('sign_up');
    it.do('look');
    it.pass(DAY);
    expect(it.told).toEqual([]);
  });

  test('the goal is told although nobody looked when it was reached', () => {
    const it = perform({ goal: { count: 'purchase', gte: 1 } });
    it.do('add_to_cart');
    it.pass(HOUR);
    it.look(false);
    it.do('purchase');
    it.pass(5 * HOUR);
    it.look(true);
    it.pass(DAY);
    expect(it.told).toEqual(['0.5 10 %', '6 goal']);
  });
});

describe('how often, when and to whom', () => {
  const daily = (it: ReturnType<typeof perform>, days: number) => {
    for (let day = 0; day < days; day++) {
      it.do('look');
      it.pass(DAY);
    }
  };

  test('no limit: each time', () => {
    const it = perform({ ...keen, steps: ONE }, onKeen);
    daily(it, 4);
    expect(it.told).toHaveLength(4);
  });

  test('a limit: so many in so long', () => {
    const it = perform({ ...keen, steps: ONE, limit: { times: 2, per: '5d' } }, onKeen);
    daily(it, 8);
    expect(it.told).toEqual(['0 hello', '24 hello', '120 hello', '144 hello']);
    const once = perform({ ...keen, steps: ONE, limit: { times: 1 } }, onKeen);
    daily(once, 8);
    expect(once.told).toEqual(['0 hello']);
  });

  test('the limit counts starts and does not end what goes on', () => {
    const it = perform({ limit: { times: 1, per: '30d' } });
    it.do('add_to_cart');
    it.pass(2 * DAY);
    expect(it.told).toEqual(['0.5 10 %', '24.5 25 %']);
  });

  test.each<[string, [string, string], string[]]>([
    ['by day', ['09:00', '17:00'], ['0 hello', '21 hello']],
    ['by night', ['22:00', '06:00'], ['10 hello', '16 hello']],
    ['until a minute that does not count', ['08:00', '12:00'], ['20 hello', '44 hello']],
  ])('at its hours, else it waits: %s', (_, hours, told) => {
    const always: Segment = { id: 'always', when: { count: 'look', gte: 1 } };
    const it = perform(
      { segment: 'always', hours, steps: [...ONE, { wait: '6h' }, ...ONE] },
      { segments: [always] },
    );
    it.do('look');
    // the wait may end outside the hours
    it.pass(3 * DAY);
    expect(it.told).toEqual(told);
  });

  test('a holdout sees nothing, and is as large as it is said to be', () => {
    const shown = Array.from({ length: 400 }, (_, index) => {
      const it = perform({ ...keen, sample: { percent: 80 } }, { ...onKeen, visitorId: `v${index}` });
      it.do('look');
      return it.told.length;
    });
    const share = shown.filter(Boolean).length / shown.length;
    expect(share).toBeGreaterThan(0.74);
    expect(share).toBeLessThan(0.86);
  });

  test('a variant by weight, for each visitor the same in every run and step', () => {
    const variants = [
      { weight: 1, content: { text: 'a' } },
      { weight: 3, content: { text: 'b' } },
    ];
    const seen = Array.from({ length: 400 }, (_, index) => {
      const steps = [{ show: 'banner', variants }, { wait: '1h' as const }, { show: 'dialog', variants }];
      const it = perform({ ...keen, steps }, { ...onKeen, visitorId: `v${index}` });
      it.do('look');
      it.pass(DAY);
      it.do('look');
      it.pass(DAY);
      const texts = it.told.map((line) => line.split(' ')[1] as string);
      expect(texts).toHaveLength(4);
      expect(new Set(texts).size).toBe(1);
      return texts[0];
    });
    const share = seen.filter((text) => text === 'b').length / seen.length;
    expect(share).toBeGreaterThan(0.68);
    expect(share).toBeLessThan(0.82);
  });

  test('a minute before, nothing', () => {
    const it = perform({});
    it.do('add_to_cart');
    it.pass(29 * MINUTE);
    expect(it.told).toEqual([]);
    it.pass(23 * HOUR + 1);
    expect(it.told).toEqual(['0.5 10 %']);
  });
});
