// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Consent, start } from '../../src/index.js';
import { closeAll, createClock, log, open, settle, stored, useStorage } from './page.js';

const definitions = {
  version: 1,
  metrics: { views: { count: 'view' } },
  segments: [{ id: 'viewer', when: { metric: 'views', gte: 2 } }],
} as const;

let clock: ReturnType<typeof createClock>;

beforeEach(() => {
  useStorage();
  clock = createClock();
});
afterEach(async () => {
  await closeAll();
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const begin = (consent: Consent) => open({ definitions, clock, consent });

describe('pending', () => {
  test('touches no storage and no channel, and works in memory', async () => {
    const touched = vi.fn();
    const guard = new Proxy({}, { get: (_, key) => touched(key) });
    for (const name of ['indexedDB', 'localStorage', 'sessionStorage', 'caches']) vi.stubGlobal(name, guard);
    vi.stubGlobal('BroadcastChannel', touched);
    const cookie = vi.spyOn(document, 'cookie', 'get');
    const { ethogram, errors } = open({ definitions, clock, consent: 'pending', capture: true });
    await ethogram.ready;
    ethogram.track('view');
    ethogram.track('view');
    expect(ethogram.has('viewer')).toBe(true);
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('pagehide'));
    await ethogram.flush();
    await ethogram.stop();
    expect(touched).not.toHaveBeenCalled();
    expect(cookie).not.toHaveBeenCalled();
    expect(errors).toEqual([]);
  });

  test('then granted: what was kept in memory is stored, as it happened, and told once', async () => {
    const page = begin('pending');
    page.ethogram.track('view');
    clock.push(1_000);
    page.ethogram.track('view');
    await settle();
    page.ethogram.setConsent('granted');
    page.ethogram.track('view');
    await page.ethogram.flush();
    await settle();
    expect((await log()).map(({ time }) => time)).toEqual([clock.now() - 1_000, clock.now(), clock.now()]);
    expect(page.events).toHaveLength(3);
    expect(page.changes.map(({ type }) => type)).toEqual(['enter']);
    expect(new Set((await log()).map(({ session }) => session)).size).toBe(1);
  });

  test('then granted: meets what earlier pages knew, in the session that goes on', async () => {
    const first = begin('granted');
    first.ethogram.track('view');
    await first.ethogram.flush();
    await first.ethogram.stop();
    const [before] = await log();

    clock.push(1_000);
    const second = begin('pending');
    second.ethogram.track('view');
    expect(second.ethogram.has('viewer')).toBe(false);
    second.ethogram.setConsent('granted');
    await second.ethogram.flush();
    expect(second.ethogram.has('viewer')).toBe(true);
    expect((await log()).map(({ session }) => session)).toEqual([before?.session, before?.session]);
  });

  test('then denied: nothing was ever stored', async () => {
    const page = begin('pending');
    page.ethogram.track('view');
    page.ethogram.setConsent('denied');
    await page.ethogram.flush();
    expect(await indexedDB.databases()).toEqual([]);
  });
});

describe('denied', () => {
  test('keeps nothing, tells nothing, and makes no database to find that out', async () => {
    const page = begin('denied');
    await page.ethogram.ready;
    page.ethogram.track('view');
    page.ethogram.track('view');
    page.ethogram.setTraits({ plan: 'vip' });
    await settle();
    expect([page.ethogram.has('viewer'), page.ethogram.trait('plan'), page.events]).toEqual([
      false,
      undefined,
      [],
    ]);
    expect(await indexedDB.databases()).toEqual([]);
  });

  test('after granted: everything is erased, and listeners hear the visitor leave', async () => {
    const page = begin('granted');
    page.ethogram.track('view');
    page.ethogram.track('view');
    await page.ethogram.flush();
    page.ethogram.setConsent('denied');
    expect(page.ethogram.has('viewer')).toBe(false);
    await page.ethogram.flush();
    expect(await indexedDB.databases()).toEqual([]);
    page.ethogram.track('view');
    await page.ethogram.flush();
    await settle();
    expect(await stored()).toEqual(new Map());
    expect(page.changes.map(({ type }) => type)).toEqual(['enter', 'exit']);
  });

  test('then granted: begins with somebody new', async () => {
    const page = begin('denied');
    page.ethogram.track('view');
    page.ethogram.setConsent('granted');
    page.ethogram.track('view');
    await page.ethogram.flush();
    expect(await log()).toHaveLength(1);
    expect(page.ethogram.health().state).toBe('persistent');
  });

  test('on a page where it was granted before: the next page erases', async () => {
    const first = begin('granted');
    first.ethogram.track('view');
    await first.ethogram.flush();
    await first.ethogram.stop();
    const second = begin('denied');
    await second.ethogram.flush();
    expect(await indexedDB.databases()).toEqual([]);
  });
});

describe('by purpose', () => {
  const tellAll = async (consent: Consent) => {
    const before = begin('granted');
    before.ethogram.track('view');
    await before.ethogram.flush();
    await before.ethogram.stop();
    const page = begin(consent);
    await page.ethogram.ready;
    page.ethogram.track('view');
    page.ethogram.track('view');
    await page.ethogram.flush();
    await settle();
    return {
      has: page.ethogram.has('viewer'),
      views: page.ethogram.metric('views'),
      explained: !!page.ethogram.explain('viewer'),
      changes: page.changes.length,
      log: (await log()).length,
      databases: (await indexedDB.databases()).length,
    };
  };

  test.each<[boolean, boolean, object]>([
    [true, true, { has: true, views: 3, explained: true, changes: 1, log: 3, databases: 1 }],
    [true, false, { has: false, views: undefined, explained: false, changes: 0, log: 3, databases: 1 }],
    // decided on what happens on this page alone
    [false, true, { has: true, views: 2, explained: true, changes: 1, log: 0, databases: 0 }],
    [false, false, { has: false, views: undefined, explained: false, changes: 0, log: 0, databases: 0 }],
  ])('measure: %j, personalise: %j', async (measure, personalise, found) => {
    expect(await tellAll({ measure, personalise })).toEqual(found);
  });

  test('to personalise comes later: what was kept until then is told of', async () => {
    const page = begin({ measure: true, personalise: false });
    page.ethogram.track('view');
    page.ethogram.track('view');
    await page.ethogram.flush();
    page.ethogram.setConsent({ measure: true, personalise: true });
    expect(page.ethogram.has('viewer')).toBe(true);
    await settle();
    expect(page.changes.map(({ type }) => type)).toEqual(['enter']);
  });

  test('to measure is withdrawn: erased, and the page goes on with somebody new', async () => {
    const page = begin('granted');
    page.ethogram.track('view');
    page.ethogram.track('view');
    await page.ethogram.flush();
    page.ethogram.setConsent({ measure: false, personalise: true });
    await page.ethogram.flush();
    await settle();
    expect([page.ethogram.has('viewer'), await indexedDB.databases()]).toEqual([false, []]);
    page.ethogram.track('view');
    page.ethogram.track('view');
    await settle();
    expect(page.changes.map(({ type }) => type)).toEqual(['enter', 'exit', 'enter']);
    expect(await indexedDB.databases()).toEqual([]);
  });
});

describe('what the browser says of its visitor', () => {
  const states = async (options: object) => {
    const page = open({ definitions, clock, ...options });
    page.ethogram.track('view');
    await page.ethogram.flush();
    return (await log()).length;
  };
  const say = (signal: string, value: unknown) =>
    Object.defineProperty(navigator, signal, { value, configurable: true });
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'globalPrivacyControl');
    Reflect.deleteProperty(navigator, 'doNotTrack');
  });

  test.each([
    ['globalPrivacyControl', true, {}, 1],
    ['globalPrivacyControl', true, { signals: { gpc: 'denied' } }, 0],
    ['globalPrivacyControl', true, { signals: { dnt: 'denied' } }, 1],
    ['globalPrivacyControl', false, { signals: { gpc: 'denied' } }, 1],
    ['globalPrivacyControl', undefined, { signals: { gpc: 'denied' } }, 1],
    ['globalPrivacyControl', 'true', { signals: { gpc: 'denied' } }, 1],
    ['doNotTrack', '1', {}, 1],
    ['doNotTrack', '1', { signals: { dnt: 'pending' } }, 0],
    ['doNotTrack', 'yes', { signals: { dnt: 'denied' } }, 0],
    ['doNotTrack', 'unspecified', { signals: { dnt: 'denied' } }, 1],
    ['doNotTrack', null, { signals: { dnt: 'denied' } }, 1],
  ])('%s %j with %j: %d events are kept', async (signal, value, options, kept) => {
    say(signal, value);
    expect(await states(options)).toBe(kept);
  });

  test('counts for less than what the visitor says when asked', async () => {
    say('globalPrivacyControl', true);
    const page = open({ definitions, clock, signals: { gpc: 'denied' } });
    page.ethogram.setConsent('granted');
    page.ethogram.track('view');
    await page.ethogram.flush();
    expect(await log()).toHaveLength(1);
  });

  test.each([[{ gpc: 'maybe' }], [{ tcf: 'denied' }], ['denied']])('signals: %j is refused', (signals) => {
    expect(() => start({ signals: signals as never })).toThrow(
      expect.objectContaining({ code: 'invalid-options', message: expect.stringContaining('{ gpc, dnt }') }),
    );
  });
});

describe('whoever is asked', () => {
  test('may take a second, in which nothing is decided and nothing touched; then it is pending', async () => {
    vi.useFakeTimers();
    let tell: (consent: Consent) => void = () => {};
    const undone = vi.fn();
    const page = open({
      definitions,
      clock,
      consent: (answer) => {
        tell = answer;
        return undone;
      },
    });
    page.ethogram.track('view');
    page.ethogram.track('view');
    await vi.advanceTimersByTimeAsync(900);
    expect([page.ethogram.has('viewer'), page.changes]).toEqual([false, []]);
    await vi.advanceTimersByTimeAsync(200);
    expect(page.ethogram.has('viewer')).toBe(true);
    vi.useRealTimers();
    expect(await indexedDB.databases()).toEqual([]);
    tell('granted');
    await page.ethogram.flush();
    expect(await log()).toHaveLength(2);
    await page.ethogram.stop();
    expect(undone).toHaveBeenCalledOnce();
  });

  test('answers soon: a visitor of earlier pages is not told anew', async () => {
    const before = begin('granted');
    before.ethogram.track('view');
    before.ethogram.track('view');
    await before.ethogram.flush();
    await before.ethogram.stop();
    for (const late of [0, 50, 1_200]) {
      const page = open({
        definitions,
        clock,
        consent: (answer) => {
          setTimeout(() => answer('granted'), late);
          return () => {};
        },
      });
      const watched: boolean[] = [];
      page.ethogram.watch('viewer', (isIn) => watched.push(isIn));
      await settle(late + 100);
      expect(page.ethogram.has('viewer')).toBe(true);
      // only a page that went on without an answer has to be told otherwise
      expect([watched, page.changes]).toEqual([late > 1_000 ? [false, true] : [true], []]);
      await page.ethogram.stop();
    }
  });

  test('cannot be had: that is told, and it stays pending', async () => {
    const page = open({ definitions, clock, consent: async () => Promise.reject(new Error('blocked')) });
    await page.ethogram.ready;
    await settle();
    expect(page.codes()).toEqual(['consent-unavailable']);
    expect(page.ethogram.health().state).toBe('memory');
  });
});

test('what is no consent is refused, and what held before goes on', async () => {
  const page = begin('pending');
  expect(() => page.ethogram.setConsent('yes' as never)).toThrow(
    expect.objectContaining({ code: 'invalid-options' }),
  );
  expect(() => start({ consent: 'maybe' as never })).toThrow('consent');
  await page.ethogram.flush();
  expect(await indexedDB.databases()).toEqual([]);
});
