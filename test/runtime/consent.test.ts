// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Consent, start } from '../../src/index.js';
import { closeAll, createClock, log, open, settle, stored, useStorage } from './page.js';

const definitions = { version: 1, segments: [{ id: 'viewer', when: { count: 'view', gte: 2 } }] } as const;

let clock: ReturnType<typeof createClock>;

beforeEach(() => {
  useStorage();
  clock = createClock();
});
afterEach(async () => {
  await closeAll();
  vi.restoreAllMocks();
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

test('to measure and not to personalise: stored, and the page is told of no segment', async () => {
  const page = begin({ measure: true, personalise: false });
  page.ethogram.track('view');
  page.ethogram.track('view');
  await page.ethogram.flush();
  expect(page.ethogram.has('viewer')).toBe(false);
  expect(await log()).toHaveLength(2);
  page.ethogram.setConsent({ measure: true, personalise: true });
  expect(page.ethogram.has('viewer')).toBe(true);
  await settle();
  expect(page.changes.map(({ type }) => type)).toEqual(['enter']);
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
