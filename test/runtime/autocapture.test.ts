// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StartOptions } from '../../src/index.js';
import { closeAll, open, settle, useStorage } from './page.js';

beforeEach(() => {
  useStorage();
  document.body.innerHTML = '<button data-feature="compare">Compare</button>';
});
afterEach(async () => {
  await closeAll();
  vi.restoreAllMocks();
});

const begin = async (capture: StartOptions['capture'], options: StartOptions = {}) => {
  const page = open({ definitions: { version: 1, segments: [] }, ...options, capture: capture ?? true });
  await page.ethogram.ready;
  await settle(600);
  return {
    ...page,
    /** How often a click on the feature is heard. */
    async uses() {
      document.querySelector('button')?.click();
      await settle();
      return page.events.filter(({ name }) => name === 'feature_use').length;
    },
  };
};

test('is off unless it is asked for', async () => {
  expect(await (await begin(true)).uses()).toBe(0);
});

test('is on when it is asked for, and off after the end', async () => {
  const page = await begin({ auto: true });
  expect(await page.uses()).toBe(1);
  await page.ethogram.stop();
  expect(await page.uses()).toBe(1);
});

test('waits for consent, ends with it, and begins again', async () => {
  const page = await begin({ auto: true }, { consent: 'denied' });
  expect(await page.uses()).toBe(0);
  page.ethogram.setConsent('granted');
  await settle(600);
  expect(await page.uses()).toBe(1);
  page.ethogram.setConsent('denied');
  expect(await page.uses()).toBe(1);
});

test('goes on for whoever comes after, and tells nothing of who was there before', async () => {
  const page = await begin({ auto: ['feature_use', 'form_start', 'form_abandon'] });
  document.body.insertAdjacentHTML('beforeend', '<form><input></form>');
  document.querySelector('input')?.dispatchEvent(new Event('input', { bubbles: true }));
  await page.ethogram.erase();
  await settle(600);
  expect(await page.uses()).toBe(1);
  window.dispatchEvent(new Event('pagehide'));
  await settle();
  expect(page.events.map(({ name }) => name).filter((name) => /^form/.test(name))).toEqual(['form_start']);
});

test('an event that there is not is told, with those that there are', async () => {
  const page = await begin({ auto: ['scrol'] as never });
  expect(page.errors.map(({ code, message }) => [code, message])).toEqual([
    ['capture-failed', expect.stringMatching(/no event 'scrol'\. Use scroll/)],
  ]);
});

test('what a view leaves unsaid is told before the next view begins', async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  const page = await begin({ auto: ['form_start', 'form_abandon'] });
  document.body.insertAdjacentHTML('beforeend', '<form><input></form>');
  document.querySelector('input')?.dispatchEvent(new Event('input', { bubbles: true }));
  page.ethogram.page({ page_title: 'Next' });
  await settle();
  expect(page.events.map(({ name }) => name).filter((name) => name !== '$set')).toEqual([
    'page_view',
    'form_start',
    'form_abandon',
    'page_view',
  ]);
});
