// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { formatExplanation } from '../../src/engine.js';
import { inertFor } from '../../src/runtime/inert.js';
import { closeAll, createClock, MINUTE, open, settle, useStorage } from './page.js';

const definitions = {
  version: 1,
  segments: [{ id: 'abandoner', when: { abandoned: 'add_to_cart', without: 'purchase', for: '30m' } }],
} as const;

let clock: ReturnType<typeof createClock>;

beforeEach(() => {
  useStorage();
  clock = createClock();
});
afterEach(async () => {
  await closeAll();
  vi.unstubAllGlobals();
});

test('the handle explains as of now, and listeners hear nothing of it', async () => {
  const { ethogram, changes, errors } = open({ definitions, clock });
  expect(ethogram.explain('abandoner')).toBeUndefined();
  await ethogram.ready;
  ethogram.track('add_to_cart');
  const added = clock.now();
  clock.push(10 * MINUTE);
  const explanation = ethogram.explain('abandoner');
  expect(explanation).toMatchObject({ entered: false, at: added + 10 * MINUTE, next: added + 30 * MINUTE });
  expect(ethogram.explain('nobody')).toBeUndefined();
  expect(explanation && formatExplanation(explanation)).toContain(
    'comes in by itself at 2026-01-05 12:30:00',
  );
  await settle();
  expect([changes, errors]).toEqual([[], []]);
  clock.push(20 * MINUTE);
  expect(ethogram.explain('abandoner')).toMatchObject({ entered: true, since: added + 30 * MINUTE });
});

test('a page that may not be told of segments hears no explanation either', async () => {
  const { ethogram } = open({ definitions, clock, consent: { measure: true, personalise: false } });
  await ethogram.ready;
  ethogram.track('add_to_cart');
  clock.push(40 * MINUTE);
  expect([ethogram.has('abandoner'), ethogram.explain('abandoner')]).toEqual([false, undefined]);
  ethogram.setConsent('granted');
  expect(ethogram.explain('abandoner')).toMatchObject({ entered: true });
});

test('where there is no page there is nothing to explain', () => {
  expect(inertFor({ definitions }).explain('abandoner')).toBeUndefined();
});
