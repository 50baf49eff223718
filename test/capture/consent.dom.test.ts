/** Consent platforms as they should be, as they are, and as an attacker would make them. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ConsentModeOptions, consentMode, tcf } from '../../src/consent.js';

const page = window as unknown as { __tcfapi?: unknown; dataLayer?: unknown[] };
const told: unknown[] = [];
const later = (milliseconds: number, run: () => void) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};
const fail = () => {
  throw new Error('hostile');
};
let undo: () => void = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  told.length = 0;
});
afterEach(() => {
  undo();
  vi.useRealTimers();
  delete page.__tcfapi;
  delete page.dataLayer;
});

const all = (...purposes: number[]) => ({
  consents: Object.fromEntries(purposes.map((purpose) => [purpose, true])),
});

describe('TCF', () => {
  type Callback = (data: unknown, isGood: boolean) => void;
  /** A platform that answers when it is told to. */
  const install = () => {
    const calls: unknown[][] = [];
    let callback: Callback = () => {};
    page.__tcfapi = (...call: [string, number, Callback, unknown]) => {
      calls.push([call[0], call[1], call[3]]);
      if (call[0] === 'addEventListener') callback = call[2];
    };
    return { calls, say: (data: unknown, isGood = true) => callback(data, isGood) };
  };
  const follow = (...options: Parameters<typeof tcf>) => {
    undo = tcf(...options)((consent) => told.push(consent), later) as () => void;
  };

  test.each([
    [{ eventStatus: 'tcloaded', gdprApplies: true, purpose: all(1, 5, 6, 8) }, [true, true]],
    [{ eventStatus: 'useractioncomplete', purpose: all(1, 8) }, [true, false]],
    [{ eventStatus: 'useractioncomplete', purpose: all(1, 5, 6) }, [false, true]],
    // without the first nothing may be stored
    [{ eventStatus: 'useractioncomplete', purpose: all(5, 6, 8) }, [false, false]],
    [{ eventStatus: 'tcloaded', purpose: {} }, [false, false]],
    [{ eventStatus: 'tcloaded' }, [false, false]],
    [{ eventStatus: 'tcloaded', purpose: { consents: { 1: 'true', 8: 1 } } }, [false, false]],
    [{ eventStatus: 'tcloaded', purpose: { consents: Object.create({ 1: true, 8: true }) } }, [false, false]],
  ])('%j: measure and personalise %j', (data, [measure, personalise]) => {
    const { say } = install();
    follow();
    say(data);
    expect(told).toEqual([{ measure, personalise }]);
  });

  test.each([
    [{ eventStatus: 'cmpuishown', purpose: all(1, 5, 6, 8) }, true],
    [{ eventStatus: 'tcloaded', purpose: all(1, 5, 6, 8) }, false],
    [null, true],
    ['tcloaded', true],
    [{}, true],
  ])('%j, success %j: nothing is said yet', (data, isGood) => {
    const { say } = install();
    follow();
    expect(() => say(data, isGood)).not.toThrow();
    expect(told).toEqual([]);
  });

  test('an answer that throws when it is read is none', () => {
    const { say } = install();
    follow();
    const hostile = new Proxy({}, { get: () => fail() });
    expect(() => say(hostile)).not.toThrow();
    expect(told).toEqual([]);
  });

  test('where the GDPR does not apply, what the site says', () => {
    const { say } = install();
    follow({ elsewhere: 'denied' });
    say({ eventStatus: 'tcloaded', gdprApplies: false });
    expect(told).toEqual(['denied']);
  });

  test('the site maps purposes', () => {
    const { say } = install();
    follow({ measure: [1, 9], personalise: [1] });
    say({ eventStatus: 'tcloaded', purpose: all(1) });
    expect(told).toEqual([{ measure: false, personalise: true }]);
  });

  test('waits for a stub that comes late, and takes its listener back by the id', async () => {
    follow();
    await vi.advanceTimersByTimeAsync(5_000);
    const { calls, say } = install();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(calls).toEqual([['addEventListener', 2, undefined]]);
    say({ eventStatus: 'tcloaded', listenerId: 7, purpose: all(1, 8) });
    expect(told).toHaveLength(1);
    undo();
    expect(calls[1]).toEqual(['removeEventListener', 2, 7]);
    say({ eventStatus: 'useractioncomplete', listenerId: 7, purpose: {} });
    expect(told).toHaveLength(1);
  });

  test('a platform that throws, or an element of that name, says nothing and hurts nobody', () => {
    page.__tcfapi = () => {
      throw new Error('broken');
    };
    expect(() => follow()).not.toThrow();
    expect(() => undo()).not.toThrow();
    page.__tcfapi = document.createElement('img');
    expect(() => follow()).not.toThrow();
    expect(told).toEqual([]);
  });
});

describe('Consent Mode', () => {
  function gtag(..._: unknown[]) {
    // biome-ignore lint/complexity/noArguments: what Google's own snippet pushes
    return page.dataLayer?.push(arguments);
  }
  const follow = (options?: ConsentModeOptions) => {
    undo = consentMode(options)((consent) => told.push(consent), later) as () => void;
  };
  beforeEach(() => {
    page.dataLayer = [];
  });

  const YES = { analytics_storage: 'granted', personalization_storage: 'granted' };
  const NO = { analytics_storage: 'denied', personalization_storage: 'denied' };

  test.each<[string, unknown[][], unknown]>([
    ['nothing', [], undefined],
    ['a default that grants', [['default', YES]], { measure: true, personalise: true }],
    ['a default that denies: not asked yet', [['default', NO]], 'pending'],
    [
      'an update that denies',
      [
        ['default', YES],
        ['update', NO],
      ],
      { measure: false, personalise: false },
    ],
    [
      'an update that grants',
      [
        ['default', NO],
        ['update', YES],
      ],
      { measure: true, personalise: true },
    ],
    [
      'an update of half',
      [
        ['default', NO],
        ['update', { analytics_storage: 'granted' }],
      ],
      { measure: true, personalise: false },
    ],
    [
      'an update of something else',
      [
        ['default', NO],
        ['update', { ad_storage: 'granted' }],
      ],
      'pending',
    ],
    [
      'words that are none',
      [
        ['default', NO],
        ['update', { analytics_storage: 'yes' }],
      ],
      'pending',
    ],
    ['what is inherited', [['default', Object.create(YES)]], undefined],
    [
      'denied for some region, and it is not known which this is',
      [
        ['default', YES],
        ['default', { ...NO, region: ['DE'] }],
      ],
      'pending',
    ],
    [
      'the same the other way round',
      [
        ['default', { ...NO, region: ['DE'] }],
        ['default', YES],
      ],
      'pending',
    ],
  ])('%s', (_, commands, last) => {
    for (const command of commands) gtag('consent', ...command);
    follow();
    expect(told.at(-1)).toEqual(last);
  });

  test.each([
    ['DE', 'pending'],
    ['DE-BY', { measure: true, personalise: true }],
    ['PL', { measure: true, personalise: true }],
  ])('the default that is meant for %s', (region, last) => {
    gtag('consent', 'default', { ...YES, region: ['DE-BY'] });
    gtag('consent', 'default', { ...NO, region: ['DE'] });
    gtag('consent', 'default', YES);
    follow({ region });
    expect(told.at(-1)).toEqual(last);
  });

  test('a default waits for the update as long as it says', async () => {
    gtag('consent', 'default', { ...YES, wait_for_update: 500 });
    follow();
    await vi.advanceTimersByTimeAsync(400);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(told).toEqual([{ measure: true, personalise: true }]);
    gtag('consent', 'update', NO);
    expect(told.at(-1)).toEqual({ measure: false, personalise: false });
  });

  test('a push answers what it answered, and in the end is the same as before', () => {
    const { push } = page.dataLayer as unknown[];
    follow();
    expect(page.dataLayer?.push({ event: 'a' }, { event: 'b' })).toBe(2);
    expect(gtag('consent', 'update', YES)).toBe(3);
    expect(page.dataLayer?.map((entry) => (entry as { event?: string }).event)).toEqual([
      'a',
      'b',
      undefined,
    ]);
    expect(told).toEqual([{ measure: true, personalise: true }]);
    undo();
    expect(page.dataLayer?.push).toBe(push);
    expect(Object.hasOwn(page.dataLayer as object, 'push')).toBe(false);
  });

  test('a tag manager that has patched push after us goes on, and is not undone', () => {
    follow();
    const ours = page.dataLayer?.push as (entry: unknown) => number;
    const theirs = vi.fn((entry: unknown) => ours.call(page.dataLayer, entry));
    Object.assign(page.dataLayer as object, { push: theirs });
    undo();
    gtag('consent', 'update', YES);
    expect(page.dataLayer?.push).toBe(theirs);
    expect([theirs.mock.calls.length, page.dataLayer?.length, told]).toEqual([1, 1, []]);
  });

  test('hostile entries, a frozen list and a list that comes late', async () => {
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('hostile');
        },
      },
    );
    page.dataLayer = [hostile, null, 1, ['consent', 'update', YES]];
    expect(() => follow()).not.toThrow();
    expect(() => gtag('consent', 'update', hostile)).not.toThrow();
    expect(told).toEqual([]);
    undo();
    page.dataLayer = Object.freeze([]) as never;
    expect(() => follow()).not.toThrow();
    undo();
    delete page.dataLayer;
    follow();
    expect('dataLayer' in page).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    page.dataLayer = [];
    gtag('consent', 'update', YES);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual([{ measure: true, personalise: true }]);
  });

  test('signals of the site’s choice, in a list of its own name', () => {
    (window as never as { layer: unknown[] }).layer = [];
    const push = function (..._: unknown[]) {
      // biome-ignore lint/complexity/noArguments: as above
      (window as never as { layer: unknown[] }).layer.push(arguments);
    };
    follow({ dataLayer: 'layer', personalise: 'analytics_storage' });
    push('consent', 'update', { analytics_storage: 'granted' });
    expect(told).toEqual([{ measure: true, personalise: true }]);
  });
});
